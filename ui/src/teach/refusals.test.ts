import { expect, test } from 'vitest';
import { groupRefusals } from './refusals';

test('the summary groups names by reason, the most frequent first', () => {
  const refused = [
    { name: 'a', code: 'too_large' },
    { name: 'b', code: 'corrupt' },
    { name: 'c', code: 'corrupt' },
  ] as const;
  expect(groupRefusals(refused)).toEqual([
    { code: 'corrupt', names: ['b', 'c'] },
    { code: 'too_large', names: ['a'] },
  ]);
});
