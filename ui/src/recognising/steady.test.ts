import { expect, test } from 'vitest';
import { Steady, STEADY_MS } from './steady';

test('a winner is said once, when it has stayed', () => {
  const steady = new Steady();
  expect(steady.hear(1, 0)).toBe(false);
  expect(steady.hear(1, STEADY_MS - 1)).toBe(false);
  expect(steady.hear(1, STEADY_MS)).toBe(true);
  expect(steady.hear(1, STEADY_MS * 2)).toBe(false);
});

test('winners that flicker are not said', () => {
  const steady = new Steady();
  for (let now = 0; now < STEADY_MS * 10; now += STEADY_MS / 3)
    expect(steady.hear((now / (STEADY_MS / 3)) % 2, now)).toBe(false);
});

test('another winner is said after it has stayed, and so is the first again', () => {
  const steady = new Steady();
  steady.hear(1, 0);
  expect(steady.hear(1, STEADY_MS)).toBe(true);
  steady.hear(2, STEADY_MS + 1);
  expect(steady.hear(2, 2 * STEADY_MS + 1)).toBe(true);
  steady.hear(1, 3 * STEADY_MS);
  expect(steady.hear(1, 4 * STEADY_MS)).toBe(true);
});
