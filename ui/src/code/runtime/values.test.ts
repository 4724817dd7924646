import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value, WordsOf } from './types';
import {
  compareValues,
  cut,
  finiteNumber,
  MAX_TEXT,
  numberOf,
  spoken,
  textOf,
  truthOf,
  typedIn,
} from './values';

const words: WordsOf = (value) => (value ? '참' : '거짓');

test('a number becomes a text with at most six decimals that mean something', () => {
  const check = (value: Value, expected: string, why: string) =>
    expect(textOf(value, words), why).toBe(expected);
  check(7, '7', 'whole');
  check(-0, '0', 'no sign for zero');
  check(0.1 + 0.2, '0.3', 'no dust of the computer');
  check(0.8312345132147134, '0.831235', 'a confidence');
  check(1234567.1234567, '1234567.123457', 'the digits before the point stay');
  check(0.000123456789, '0.000123457', 'zeros behind the point do not count');
  check(0.9999999, '1', 'rounded up to a whole number');
  check(0.00000099999999, '0.000001', 'rounded up to fewer zeros');
  check(-0.00000000001, '-0.00000000001', 'never as 1e-11');
  check(1e-300, '0', 'next to nothing is nothing');
  check(-1e-300, '0', 'without a sign');
  check(1e21, '1e+21', 'too large to be written out');
  check('0.123456789', '0.123456789', 'a text stays');
});

test('what looks like a number', () => {
  const check = (text: string, expected: number | undefined) =>
    expect(numberOf(text), text).toBe(expected);
  check('7', 7);
  check(' -7.50 ', -7.5);
  check('.5', 0.5);
  check('5.', 5);
  check('+1e2', 100);
  check('', undefined);
  check(' ', undefined);
  check('.', undefined);
  check('1,5', undefined);
  check('0x10', undefined);
  check('Infinity', undefined);
  check('7cats', undefined);
  check('1e999', Number.MAX_VALUE);
  check('1'.repeat(MAX_TEXT), undefined);
});

test('what counts as true', () => {
  const check = (value: Value, expected: boolean) =>
    expect(truthOf(value, words), String(value)).toBe(expected);
  check(1, true);
  check(0, false);
  check('', false);
  check('0', false);
  check('0.0', false);
  check('Cat', true);
  check('false', false);
  check('거짓', false);
  check('참', true);
});

test('a text is never cut in the middle of a character', () => {
  expect(cut('a'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT);
  expect(cut('a'.repeat(MAX_TEXT - 1) + '🐱')).toBe('a'.repeat(MAX_TEXT - 1));
});

const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean());

test('whatever is compared, the order the other way round is the opposite', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      const order = compareValues(one, other, words);
      expect(order + compareValues(other, one, words)).toBe(0);
      expect(compareValues(one, one, words)).toBe(0);
    }),
  );
});

test('whatever a number is, its text is near it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (any) => {
      const number = finiteNumber(any);
      const near = Math.max(1e-99, Math.abs(number) * 1e-5);
      expect(Math.abs(Number(textOf(number, words)) - number)).toBeLessThanOrEqual(near);
      expect(numberOf(spoken(number, words))).toSatisfy(Number.isFinite);
      expect(numberOf(typedIn(String(number)))).toBe(number + 0);
    }),
  );
});
