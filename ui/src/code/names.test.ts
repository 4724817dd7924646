import { expect, test } from 'vitest';
import { freshId, nameProblem } from './names';

test('a name is refused when it is empty or taken', () => {
  const check = (name: string, problem: string | undefined, why: string) =>
    expect(nameProblem(name, ['점수', 'score']), why).toBe(problem);
  check('', 'empty', 'nothing');
  check('   ', 'empty', 'only spaces');
  check('점수', 'taken', 'the same');
  check(' score ', 'taken', 'the same but for spaces');
  check('점수 2', undefined, 'another');
});

test('an id can be kept by Rust and is never the same', () => {
  expect(freshId()).toMatch(/^[\w-]{1,64}$/);
  expect(freshId()).not.toBe(freshId());
});
