import { expect, test } from 'vitest';
import { howLongAgo } from './when';

const DAY = 24 * 3600 * 1000;
const now = Date.UTC(2026, 4, 20, 12);

test.each([
  [5_000, 'now', '지금'],
  [3 * 60_000, '3 minutes ago', '3분 전'],
  [DAY, 'yesterday', '어제'],
  [3 * DAY, '3 days ago', '3일 전'],
  [15 * DAY, '2 weeks ago', '2주 전'],
  [400 * DAY, 'last year', '작년'],
])('%i ms ago is "%s" or "%s"', (age, english, korean) => {
  expect(howLongAgo(now - age, now, 'en')).toBe(english);
  expect(howLongAgo(now - age, now, 'ko')).toBe(korean);
});

test('a clock that was put back does not count into the future', () => {
  expect(howLongAgo(now + DAY, now, 'en')).toBe('now');
});
