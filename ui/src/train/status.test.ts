import { expect, test } from 'vitest';
import type { ProjectStatus, Readiness } from '../api';
import { locale } from '../i18n/index.svelte';
import { statusOf, statusText } from './status';
import { modelView, statusView } from './testing';
import type { Run } from './trainer.svelte';

const run = (changes: Partial<Run>): Run => ({
  stage: { kind: 'starting' },
  points: [],
  stopping: false,
  ...changes,
});
const missing = (changes: Partial<Readiness>, model: ProjectStatus['model'] = null) =>
  statusView({
    readiness: { ready: false, missing_classes: 0, short_classes: [], ...changes },
    model,
  });
const short = (id: number, name: string, count: number) => ({ id, name, missing: count });

/** Checks the sentence in both languages. */
function check(
  en: string,
  ko: string,
  project: ProjectStatus,
  photos = 30,
  now: Run | null = null,
) {
  const status = statusOf(project, photos, now);
  locale.set('en');
  expect(statusText(status)).toBe(en);
  locale.set('ko');
  expect(statusText(status)).toBe(ko);
}

test('without classes two are missing', () =>
  check(
    'Add 2 classes to train.',
    '학습하려면 클래스가 2개 더 필요해요.',
    missing({ missing_classes: 2 }),
    0,
  ));

test('a single class needs another, whatever its photos', () =>
  check(
    'Add one more class to train.',
    '학습하려면 클래스가 1개 더 필요해요.',
    missing({ missing_classes: 1, short_classes: [short(1, 'Rock', 2)] }),
    3,
  ));

test('without any photo the photos come first', () =>
  check(
    'Add photos first, at least 5 for each class.',
    '사진을 먼저 넣어 주세요. 클래스마다 5장 이상 필요해요.',
    missing({ short_classes: [short(1, 'Rock', 5), short(2, 'Paper', 5)] }),
    0,
  ));

test('the one class that is short is named with its number', () =>
  check(
    '보 needs 2 more photos before you can train.',
    '보에 사진이 2장 더 필요해요.',
    missing({ short_classes: [short(1, '보', 2)] }),
  ));

test('one photo is one photo', () =>
  check(
    'Paper needs 1 more photo before you can train.',
    'Paper에 사진이 1장 더 필요해요.',
    missing({ short_classes: [short(1, 'Paper', 1)] }),
  ));

test('of two short classes the first is named and the other counted', () =>
  check(
    'Rock needs 1 more, and one other class needs photos too.',
    'Rock에 사진이 1장 더 필요해요. 다른 클래스 1개도 사진이 모자라요.',
    missing({ short_classes: [short(1, 'Rock', 1), short(2, 'Paper', 4)] }),
  ));

test('of many short classes the first is named and the others counted', () =>
  check(
    'Rock needs 3 more, and 2 other classes need photos too.',
    'Rock에 사진이 3장 더 필요해요. 다른 클래스 2개도 사진이 모자라요.',
    missing({ short_classes: [short(1, 'Rock', 3), short(2, 'A', 4), short(3, 'B', 5)] }),
  ));

test('what is missing counts more than a model that is old', () =>
  check(
    'Rock needs 3 more photos before you can train.',
    'Rock에 사진이 3장 더 필요해요.',
    missing({ short_classes: [short(1, 'Rock', 3)] }, modelView({ freshness: 'data_changed' })),
  ));

test('with everything there it can be trained', () =>
  check('Ready to train', '모델을 학습시킬 수 있어요', statusView()));

test('a model of the present photos is finished', () =>
  check('Training finished', '학습을 완료했어요', statusView({ model: modelView() })));

test('other photos make the model out of date', () =>
  check(
    'Photos changed. Train again to use them.',
    '사진이 바뀌었어요. 다시 학습하면 반영돼요.',
    statusView({ model: modelView({ freshness: 'data_changed' }) }),
  ));

test('other conditions make the model out of date', () =>
  check(
    'Conditions changed. Train again to use them.',
    '학습 조건이 바뀌었어요. 다시 학습하면 반영돼요.',
    statusView({ model: modelView({ freshness: 'conditions_changed' }) }),
  ));

test('a training gets ready', () =>
  check('Getting ready…', '준비하는 중…', statusView(), 30, run({})));

test('a training waits for photos that are looked at', () =>
  check(
    'Looking at photos, 12 of 40',
    '사진을 살펴보는 중, 40장 가운데 12장',
    statusView(),
    30,
    run({ stage: { kind: 'waiting', done: 12, total: 40 } }),
  ));

test('a training counts its epochs', () =>
  check(
    'Epoch 2 of 30',
    '30세대 가운데 2세대',
    statusView(),
    30,
    run({ stage: { kind: 'epochs', epochs: 30 }, points: modelView().epochs }),
  ));

test('a training ends with all photos', () =>
  check(
    'Learning from all photos…',
    '모든 사진으로 배우는 중…',
    statusView(),
    30,
    run({ stage: { kind: 'refitting' } }),
  ));

test('a training that is being stopped says so', () =>
  check(
    'Stopping…',
    '멈추는 중…',
    statusView(),
    30,
    run({ stage: { kind: 'epochs', epochs: 30 }, stopping: true }),
  ));
