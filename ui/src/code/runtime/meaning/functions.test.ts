import { expect, test } from 'vitest';
import {
  block,
  definition,
  object,
  parameter,
  play,
  program,
  started,
  whenRun,
  type State,
} from '../testing';
import type { Value } from '../types';

const add = (BY: number | State = 1) => block('var_change', { VARIABLE: 'x', BY });
const set = (VALUE: Value | State) => block('var_set', { VARIABLE: 'x', VALUE });
const join = (A: Value | State, B: Value | State) => block('join', { A, B });
const give = (VALUE: Value | State) => block('function_return', { VALUE });

test('a function runs with what it is given, and the script goes on after it', () => {
  const twice = definition('twice', ['n'], add(parameter('n')), add(parameter('n')));
  const { variable } = started(twice.define, whenRun(twice.call({ n: 4 }), add(100)));
  expect(variable()).toBe(108);
});

test('a function gives a value in the middle of another', () => {
  const both = definition('both', ['a', 'b'], give(join(parameter('a'), parameter('b'))));
  const inner = both.value({ a: 'b', b: 'c' });
  const { variable } = started(
    both.define,
    whenRun(set(join('<', join(both.value({ a: 'a', b: inner }), '>')))),
  );
  expect(variable()).toBe('<abc>');
});

test('returning ends the function at once, also out of a loop', () => {
  const body = block('forever', { DO: [add(), give('out')] });
  const out = definition('out', [], body, add(100));
  const { variable } = started(out.define, whenRun(out.call(), add(1000)));
  expect(variable()).toBe(1001);
});

test('a function without a returned value gives nothing', () => {
  const empty = definition('empty', []);
  expect(started(empty.define, whenRun(set(join('<', empty.value())))).variable()).toBe('<');
});

test('a function can wait in the middle of working a value out', () => {
  const slow = definition('slow', [], block('wait', { SECONDS: 1 }), give('b'));
  const { variable, seconds } = started(
    slow.define,
    whenRun(set(join('a', join(slow.value(), 'c')))),
  );
  expect(variable()).toBe(0);
  seconds(1.1);
  expect(variable()).toBe('abc');
});

test('each call has its own parameters', () => {
  // sum(n) = n < 1 ? 0 : n + sum(n - 1)
  const calc = (A: State, OPERATOR: string, B: number | State) => block('calc', { A, OPERATOR, B });
  const isOver = block('compare', { A: parameter('n'), OPERATOR: 'less', B: 1 });
  const recursive = definition('sum', ['n']);
  const rest = recursive.value({ n: calc(parameter('n'), 'minus', 1) });
  const sum = definition(
    'sum',
    ['n'],
    block('if', { CONDITION: isOver, DO: [give(0)] }),
    give(calc(parameter('n'), 'plus', rest)),
  );
  expect(started(sum.define, whenRun(set(sum.value({ n: 100 })))).variable()).toBe(5050);
});

test('a function that calls itself for ever ends its script, and the block says so', () => {
  const self = definition('self', []);
  const { define } = definition('self', [], self.call());
  const { host, run, tick, variable } = started(
    define,
    whenRun(self.call(), add(100)),
    whenRun(block('forever', { DO: [add()] })),
  );
  tick(20);
  expect(host.troubles).toEqual(['too_deep']);
  expect(variable(), 'the script with the call has ended, the other one goes on').toBe(21);
  expect(run.state).toBe('running');
});

test('leaving a loop does not reach through a function', () => {
  const leave = definition('leave', [], block('break'), add(10));
  const { variable, tick } = started(
    leave.define,
    whenRun(block('repeat', { TIMES: 2, DO: [leave.call(), add()] })),
  );
  tick(10);
  expect(variable()).toBe(22);
});

test('a function that is gone is passed by, and gives nothing', () => {
  const gone = definition('gone', ['n']);
  const { variable, host } = started(whenRun(gone.call({ n: 1 }), set(join('<', gone.value()))));
  expect(variable()).toBe('<');
  expect(host.troubles).toEqual(['function_gone', 'function_gone']);
});

test('a function is known only in its own object', () => {
  const own = definition('own', [], add());
  const cat = object([own.define]);
  const dog = object([whenRun(own.call())], { id: 'dog' });
  const { run, tick, host, variable } = play(program([cat, dog]));
  run.start();
  tick();
  expect(variable()).toBe(0);
  expect(host.troubles).toEqual(['function_gone']);
});

test('outside of a function there is nothing to return from: the script ends', () => {
  expect(started(whenRun(add(), give(1), add(10))).variable()).toBe(1);
});

test('outside of its function a parameter is nothing', () => {
  expect(started(whenRun(set(join('<', parameter('n'))))).variable()).toBe('<');
});
