import { expect, test } from 'vitest';
import { locale } from '../i18n/index.svelte';
import { accuracyOf, accuracyText } from './accuracy';

function check(share: number | null, photos: number, en: string, ko: string) {
  const accuracy = accuracyOf({ validation_accuracy: share, validation_photos: photos });
  locale.set('en');
  expect(accuracyText(accuracy)).toBe(en);
  locale.set('ko');
  expect(accuracyText(accuracy)).toBe(ko);
}

test('many photos are said as "of ten"', () =>
  check(0.917, 24, 'About 9 of 10 right', '10장 가운데 9장쯤 맞혀요'));

test('few photos are counted', () =>
  check(2 / 3, 3, '2 of 3 photos right in the exam', '시험용 사진 3장 가운데 2장을 맞혔어요'));

test('all right is said only when all were right', () => {
  check(1, 12, 'Right on all 12 photos of the exam', '시험용 사진 12장을 모두 맞혔어요');
  check(0.99, 100, 'About 9 of 10 right', '10장 가운데 9장쯤 맞혀요');
});

test('all wrong is said only when all were wrong', () => {
  check(0, 12, 'Wrong on all 12 photos of the exam', '시험용 사진 12장을 모두 틀렸어요');
  check(0.01, 100, 'About 1 of 10 right', '10장 가운데 1장쯤 맞혀요');
});

test('one photo is one photo', () =>
  check(1, 1, 'Right on the 1 photo of the exam', '시험용 사진 1장을 모두 맞혔어요'));

test('without validation nothing is claimed', () => {
  const untested = [
    'No photos were kept for an exam, so nobody knows yet.',
    '시험용 사진을 남기지 않아서 얼마나 맞히는지 아직 몰라요.',
  ] as const;
  check(null, 0, ...untested);
  check(null, 5, ...untested);
});
