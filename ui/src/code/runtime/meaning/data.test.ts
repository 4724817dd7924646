import { expect, test } from 'vitest';
import { MAX_ITEMS } from '../memory';
import { block, object, play, program, started, valueIn, whenRun, type State } from '../testing';
import type { Value } from '../types';

const get = (VARIABLE: string) => block('var_get', { VARIABLE });
const set = (VALUE: Value | State, VARIABLE = 'x') => block('var_set', { VARIABLE, VALUE });
const add = (BY: Value | State, VARIABLE = 'x') => block('var_change', { VARIABLE, BY });

test('a variable begins with what was typed in: a number if it looks like one', () => {
  const check = (value: string, expected: Value, why: string) => {
    const variables = [{ id: 'v', name: 'v', value, shown: false }];
    expect(play(program([], { variables })).run.view.variables.get('v'), why).toBe(expected);
  };
  check('7', 7, 'a number');
  check('-1.5', -1.5, 'a fraction');
  check('hello', 'hello', 'a text');
  check('', '', 'nothing');
  check('007', '007', 'as it was typed; it can still be added to');
});

test('variables are set and changed', () => {
  const check = (blocks: State[], expected: Value, why: string) =>
    expect(started(whenRun(...blocks)).variable(), why).toBe(expected);
  check([set('Cat')], 'Cat', 'a text');
  check([set(0.123456789)], 0.123456789, 'the full value');
  check([set('007'), add(1)], 8, 'a text that looks like a number');
  check([add(1), add(-3)], -2, 'down');
  check([set(get('word'))], 'hello', 'the value of another one');
});

test('a text cannot be added to: it counts as 0, and the block says so', () => {
  const { variable, host } = started(whenRun(add(5, 'word')));
  expect(variable('word')).toBe(5);
  expect(host.troubles).toEqual(['not_a_number']);
});

test('a variable that is gone is 0 and cannot be changed', () => {
  expect(valueIn(get('gone'))).toEqual({ value: 0, troubles: ['variable_gone'] });
  expect(valueIn(get(''))).toEqual({ value: 0, troubles: ['variable_gone'] });
  const { run, host } = started(whenRun(set(1, 'gone'), add(1, 'gone')));
  expect(run.view.variables.has('gone')).toBe(false);
  expect(new Set(host.troubles)).toEqual(new Set(['variable_gone']));
});

test('a list is changed at places that count from 1', () => {
  const LIST = 'list';
  const check = (state: State, expected: Value[], troubles: string[], why: string) => {
    const { run, host } = started(whenRun(state));
    expect(run.view.lists.get(LIST), why).toEqual(expected);
    expect(host.troubles, why).toEqual(troubles);
  };
  const remove = (INDEX: Value) => block('list_remove', { INDEX, LIST });
  const insert = (INDEX: Value) => block('list_insert', { INDEX, LIST, ITEM: 'new' });
  const replace = (INDEX: Value) => block('list_replace', { INDEX, LIST, ITEM: 'new' });
  check(block('list_add', { ITEM: 'd', LIST }), ['a', 7, 'c', 'd'], [], 'at the end');
  check(remove(1), [7, 'c'], [], 'the first');
  check(remove(3), ['a', 7], [], 'the last');
  check(remove(4), ['a', 7, 'c'], ['no_such_item'], 'behind the last');
  check(remove(0), ['a', 7, 'c'], ['no_such_item'], 'before the first');
  check(remove('Cat'), ['a', 7, 'c'], ['not_a_number'], 'no place at all');
  check(insert(1), ['new', 'a', 7, 'c'], [], 'before the first');
  check(insert(4), ['a', 7, 'c', 'new'], [], 'behind the last');
  check(insert(5), ['a', 7, 'c'], ['no_such_item'], 'with a gap');
  check(replace(2), ['a', 'new', 'c'], [], 'in the middle');
  check(replace(4), ['a', 7, 'c'], ['no_such_item'], 'behind the last');
  check(block('list_add', { ITEM: 'd', LIST: 'gone' }), ['a', 7, 'c'], ['list_gone'], 'gone');
});

test('what is asked of a list', () => {
  const LIST = 'list';
  const check = (state: State, value: Value, troubles: string[], why: string) =>
    expect(valueIn(state), why).toEqual({ value, troubles });
  check(block('list_item', { LIST, INDEX: 1 }), 'a', [], 'the first');
  check(block('list_item', { LIST, INDEX: '2' }), 7, [], 'a place as a text');
  check(block('list_item', { LIST, INDEX: 4 }), '', ['no_such_item'], 'no such item');
  check(block('list_length', { LIST }), 3, [], 'its length');
  check(block('list_contains', { LIST, ITEM: '7' }), true, [], 'a number written as a text');
  check(block('list_contains', { LIST, ITEM: 'b' }), false, [], 'not in it');
  check(block('list_item', { LIST: 'gone', INDEX: 1 }), '', ['list_gone'], 'gone: nothing');
  check(block('list_length', { LIST: 'gone' }), 0, ['list_gone'], 'gone: 0');
  check(block('list_contains', { LIST: 'gone', ITEM: '' }), false, ['list_gone'], 'gone: false');
});

test('a list that is full takes no more', () => {
  const items = Array.from({ length: MAX_ITEMS + 5 }, () => 'a');
  const lists = [{ id: 'list', name: 'list', items, shown: true }];
  const scripts = [whenRun(block('list_add', { ITEM: 'b', LIST: 'list' }))];
  const playing = play(program([object(scripts)], { lists }));
  playing.run.start();
  playing.tick();
  expect(playing.run.view.lists.get('list')).toHaveLength(MAX_ITEMS);
  expect(playing.host.troubles).toEqual(['list_full']);
});

test('a script waits for the answer to its question', () => {
  const { run, tick, said } = started(
    whenRun(block('ask_wait', { QUESTION: 'Name?' }), block('say', { TEXT: block('answer') })),
  );
  expect(run.view.question).toEqual({ actorKey: 'cat', text: 'Name?' });
  tick(10);
  expect(said()).toBeUndefined();
  run.answer('Mina');
  tick();
  expect(said()).toBe('Mina');
  expect(run.view.question).toBeUndefined();
});

test('questions come one after the other, in the order they were asked', () => {
  const ask = (QUESTION: string) => block('ask_wait', { QUESTION });
  const { run, tick } = started(whenRun(ask('one')), whenRun(ask('two')));
  expect(run.view.question?.text).toBe('one');
  run.answer('');
  tick();
  expect(run.view.question?.text).toBe('two');
});

test('the question of a script that was stopped is asked no more', () => {
  const stop = script1();
  expect(stop.run.view.question?.text).toBe('one');
  stop.seconds(2);
  expect(stop.run.view.question).toBeUndefined();
  stop.run.answer('late');
  expect(stop.run.view.question).toBeUndefined();
});

const script1 = () =>
  started(
    whenRun(block('ask_wait', { QUESTION: 'one' })),
    whenRun(block('wait', { SECONDS: 1 }), block('stop_code', { WHAT: 'all' })),
  );

test('before the first question the answer is empty', () => {
  expect(valueIn(block('answer')).value).toBe('');
});
