import { expect, test } from 'vitest';
import { THIS_OBJECT } from '../../blocks/shape';
import { MAX_CLONES } from '../cast';
import { block, object, play, program, script, started, whenRun, type State } from '../testing';

const add = (BY = 1, VARIABLE = 'x') => block('var_change', { VARIABLE, BY });
const get = (VARIABLE = 'x') => block('var_get', { VARIABLE });
const more = (A: State, B: number) => block('compare', { A, OPERATOR: 'greater', B });
const forever = (...DO: State[]) => block('forever', { DO });
const repeat = (TIMES: number | State, ...DO: State[]) => block('repeat', { TIMES, DO });

test('waiting takes its time by the program, and at least a tick', () => {
  const check = (SECONDS: number, ticks: number) => {
    const { tick, variable } = started(whenRun(block('wait', { SECONDS }), add()));
    tick(ticks - 1);
    expect(variable(), `${SECONDS} s is not over`).toBe(0);
    tick();
    expect(variable(), `${SECONDS} s is over`).toBe(1);
  };
  check(1, 60);
  check(0.5, 30);
  check(0, 1);
  check(-1, 1);
});

test('a loop gives way after each round: one round a tick', () => {
  const { tick, variable } = started(whenRun(forever(add())));
  expect(variable()).toBe(1);
  tick(9);
  expect(variable()).toBe(10);
});

test('repeating so many times, then going on', () => {
  const check = (times: number, rounds: number, why: string) => {
    const { tick, variable } = started(whenRun(repeat(times, add()), add(100)));
    tick(20);
    expect(variable(), why).toBe(rounds + 100);
  };
  check(3, 3, 'three times');
  check(0, 0, 'not once');
  check(-5, 0, 'less than nothing is nothing');
  check(2.6, 3, 'to the nearest');
});

test('how often a loop repeats is worked out once, before the first round', () => {
  const { tick, variable } = started(whenRun(add(3), repeat(get(), add())));
  tick(20);
  expect(variable()).toBe(6);
});

test('until and while work their condition out before every round', () => {
  const until = (MODE: string, CONDITION: State | boolean) =>
    block('repeat_until', { CONDITION, MODE, DO: [add()] });
  const check = (state: State, expected: number, why: string) => {
    const { tick, variable } = started(whenRun(state, add(100)));
    tick(20);
    expect(variable(), why).toBe(expected);
  };
  check(until('until', more(get(), 2)), 103, 'until it is more than 2');
  check(until('until', true), 100, 'it is so already');
  check(until('while', block('not', { A: more(get(), 2) })), 103, 'while it is not');
  check(until('while', false), 100, 'not once');
});

test('leaving a loop leaves the innermost one', () => {
  const leave = block('break');
  const inner = forever(add(), block('if', { CONDITION: more(get(), 1), DO: [leave] }), add());
  const { tick, variable } = started(whenRun(repeat(2, inner), add(100)));
  tick(20);
  expect(variable(), 'round 1: add, add, add; out; round 2 of repeat: add; out').toBe(104);
});

test('outside of a loop there is nothing to leave', () => {
  expect(started(whenRun(block('break'), add())).variable()).toBe(0 + 1);
});

test('if and else', () => {
  const check = (state: State, expected: number, why: string) =>
    expect(started(whenRun(state, add(100))).variable(), why).toBe(expected);
  check(block('if', { CONDITION: true, DO: [add(1)] }), 101, 'it is so');
  check(block('if', { CONDITION: false, DO: [add(1)] }), 100, 'it is not');
  check(block('if', { CONDITION: true }), 100, 'nothing inside');
  const both = (CONDITION: boolean) =>
    block('if_else', { CONDITION, DO: [add(1)], ELSE: [add(2)] });
  check(both(true), 101, 'the first part');
  check(both(false), 102, 'the second part');
});

test('waiting until something is so asks once a tick', () => {
  const { tick, variable, host } = started(
    whenRun(block('wait_until', { CONDITION: block('key_down', { KEY: 'a' }) }), add()),
  );
  tick(5);
  expect(variable()).toBe(0);
  host.keys.add('a');
  tick();
  expect(variable()).toBe(1);
});

test('stopping code', () => {
  const check = (WHAT: string, expected: [number, number, number], why: string) => {
    const cat = object([
      whenRun(block('wait', { SECONDS: 0.1 }), block('stop_code', { WHAT }), forever(add(1, 'x'))),
      whenRun(forever(add(1, 'y'))),
    ]);
    const dog = object([whenRun(forever(add(1, 'word')))], { id: 'dog' });
    const { run, seconds, variable } = play(program([cat, dog]));
    run.start();
    seconds(0.2);
    const before = ['x', 'y', 'word'].map((id) => Number(variable(id)));
    seconds(1);
    const grown = ['x', 'y', 'word'].map(
      (id, index) => Number(variable(id)) - (before[index] ?? 0),
    );
    expect(grown, why).toEqual(expected);
    expect(run.state, 'the program itself goes on').toBe('running');
  };
  check('all', [0, 0, 0], 'all scripts of all objects');
  check('this_object', [0, 0, 60], 'those of another object go on');
  check('this_script', [0, 60, 60], 'the other one of the object goes on');
  check('other_scripts', [60, 0, 60], 'the script itself goes on');
});

const clone = (OBJECT = THIS_OBJECT) => block('create_clone', { OBJECT });
const whenClone = (...body: State[]) => script(block('start_clone'), ...body);

test('a clone stands where its original is, right behind it, and runs its own script', () => {
  const { run, tick, actor } = started(
    whenRun(block('go_to', { X: 5, Y: 6 }), clone(), block('change_x', { BY: 100 })),
    whenClone(block('change_y', { BY: 1 })),
  );
  tick();
  const [first, second] = run.view.actors;
  expect(first).toMatchObject({ isClone: true, objectId: 'cat', x: 5, y: 7 });
  expect(second?.key).toBe('cat');
  expect(actor()).toMatchObject({ x: 105, y: 6 });
});

test('a clone can be made of another object, also by that object’s id', () => {
  const cat = object([whenRun(clone('dog'))]);
  const { run, tick } = play(program([cat, object([], { id: 'dog' })]));
  run.start();
  tick();
  expect(run.view.actors.map(({ objectId }) => objectId)).toEqual(['cat', 'dog', 'dog']);
});

test('a clone is deleted with its scripts; an object is not deleted', () => {
  const { run, tick, variable } = started(
    whenRun(clone(), block('delete_clone'), add(100)),
    whenClone(block('wait', { SECONDS: 0 }), block('delete_clone')),
    whenClone(forever(add())),
  );
  tick(20);
  expect(run.view.actors).toHaveLength(1);
  expect(variable('x')).toBe(101);
});

test('there are never more clones than there may be, and the block says so', () => {
  const { run, tick, host } = started(
    whenRun(forever(...Array.from({ length: 50 }, () => clone()))),
  );
  tick(20);
  expect(run.view.actors).toHaveLength(MAX_CLONES + 1);
  expect(new Set(host.troubles)).toEqual(new Set(['too_many_clones']));
});

test('an object that is gone cannot be cloned', () => {
  const { run, host } = started(whenRun(clone('gone')));
  expect(run.view.actors).toHaveLength(1);
  expect(host.troubles).toEqual(['object_gone']);
});
