import { expect, test } from 'vitest';
import { percents } from './percents';

const check = (shares: number[], expected: number[], why: string) =>
  expect(percents(shares), why).toEqual(expected);

test('percents are whole and add up to 100', () => {
  check([0.07, 0.02, 0.91], [7, 2, 91], 'nothing to round');
  check([1 / 3, 1 / 3, 1 / 3], [34, 33, 33], 'the first of equals gets the point');
  check([0.335, 0.335, 0.33], [34, 33, 33], 'half a point each: the first gets it');
  check([0.004, 0.004, 0.992], [1, 0, 99], 'simple rounding would make 99');
  check([0.125, 0.125, 0.125, 0.125, 0.5], [13, 13, 12, 12, 50], 'two points for four halves');
});

test('the largest remainder wins, not the largest share', () => {
  check([0.6049, 0.3951], [60, 40], '.51 is more than .49');
  check([0.901, 0.059, 0.04], [90, 6, 4], '.9 is more than .1');
});

test('a share of all is 100', () => {
  check([1], [100], 'one class');
  check([0, 1, 0], [0, 100, 0], 'sure of one');
});

test('shares that do not add up to one are shares of their sum', () => {
  check([1, 1], [50, 50], 'too much');
  check([0.25, 0.2500001], [50, 50], 'too little');
});

test('nothing to share gives nothing', () => {
  check([], [], 'no class');
  check([0, 0], [0, 0], 'no share');
  check([NaN, 1], [0, 0], 'not a number');
});

test('whatever the shares, the sum is 100 and nobody is off by more than one', () => {
  let state = 7;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 500; round++) {
    const raw = Array.from({ length: 1 + (round % 30) }, () => random() ** 4);
    const sum = raw.reduce((total, one) => total + one, 0);
    const whole = percents(raw);
    expect(whole.reduce((total, one) => total + one, 0)).toBe(100);
    whole.forEach((value, index) =>
      expect(Math.abs(value - ((raw[index] ?? 0) / sum) * 100)).toBeLessThan(1),
    );
  }
});
