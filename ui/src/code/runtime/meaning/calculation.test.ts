import { expect, test } from 'vitest';
import { block, play, program, object, started, valueIn, whenRun } from '../testing';
import type { Value } from '../types';
import { MAX_TEXT } from '../values';

const calc = (A: Value, OPERATOR: string, B: Value) => block('calc', { A, OPERATOR, B });

test('the four ways to calculate', () => {
  const check = (A: Value, operator: string, B: Value, expected: number, why: string) =>
    expect(valueIn(calc(A, operator, B)), why).toEqual({ value: expected, troubles: [] });
  check(2, 'plus', 3, 5, 'numbers');
  check('2', 'plus', '3', 5, 'texts that look like numbers are not put together');
  check(2, 'minus', 3, -1, 'below zero');
  check(2, 'times', 3, 6, 'times');
  check(3, 'divided_by', 2, 1.5, 'not only whole numbers');
  check(0.1, 'plus', 0.2, 0.1 + 0.2, 'the full value, never rounded');
  check('', 'plus', 1, 1, 'nothing is 0, without a word: so is a result before the first one');
  check(true, 'plus', 1, 2, 'true counts as 1');
  check(1e308, 'times', 10, Number.MAX_VALUE, 'never endless');
});

test('what cannot be calculated is 0, and the block says why', () => {
  expect(valueIn(calc(1, 'divided_by', 0))).toEqual({ value: 0, troubles: ['divided_by_zero'] });
  expect(valueIn(calc('Cat', 'plus', 1))).toEqual({ value: 1, troubles: ['not_a_number'] });
});

test('random gives whole numbers between whole ends, both ends included', () => {
  const check = (FROM: Value, TO: Value, random: number, expected: number, why: string) => {
    const state = block('random', { FROM, TO });
    expect(valueIn(state, (host) => (host.randoms = [random])).value, why).toBe(expected);
  };
  check(1, 6, 0, 1, 'the least');
  check(1, 6, 0.999, 6, 'the most');
  check(6, 1, 0, 1, 'the ends the other way round');
  check('1', '6', 0.5, 4, 'texts that look like numbers');
  check(0, 0.5, 0.5, 0.25, 'a fraction as an end gives fractions');
  check(-1e308, 1e308, 0.5, 0, 'ends farther apart than a number can be');
});

test('join puts texts together, with at most six decimals that mean something', () => {
  const check = (A: Value, B: Value, expected: string, why: string) =>
    expect(valueIn(block('join', { A, B })).value, why).toBe(expected);
  check('a', 'b', 'ab', 'texts');
  check('', '', '', 'nothing');
  check(0.8312345132147134, '!', '0.831235!', 'a confidence');
  check(1, 2, '12', 'numbers');
  check(true, '', 'true', 'true in the language of the window');
  const korean = valueIn(
    block('join', { A: true, B: false }),
    (host) => (host.words = ['거짓', '참']),
  );
  expect(korean.value).toBe('참거짓');
});

test('a text that grows too long is cut, and the block says so', () => {
  const half = 'x'.repeat(MAX_TEXT - 1);
  const { value, troubles } = valueIn(block('join', { A: half, B: 'yz' }));
  expect(value).toBe(`${half}y`);
  expect(troubles).toEqual(['text_too_long']);
});

test('the stopwatch starts, stops, goes on and goes back to 0', () => {
  const control = (ACTION: string) => block('timer_control', { ACTION });
  const wait = () => block('wait', { SECONDS: 1 });
  const { run, seconds } = started(
    whenRun(wait(), control('start'), wait(), control('stop'), wait()),
    whenRun(block('wait', { SECONDS: 4 }), control('start'), wait(), control('reset'), wait()),
  );
  expect(run.view.timerShown, 'a program with its blocks shows it').toBe(true);
  const check = (expected: number, why: string) =>
    expect(run.view.timer, why).toBeCloseTo(expected, 1);
  seconds(0.5);
  check(0, 'it waits to be started');
  seconds(1);
  check(0.5, 'it runs');
  seconds(1);
  check(1, 'it was stopped');
  seconds(2);
  check(1.5, 'it goes on');
  seconds(1);
  check(0.5, 'it began again and runs');
});

test('the stopwatch is not shown to a program without its blocks', () => {
  expect(play(program([object([])])).run.view.timerShown).toBe(false);
});
