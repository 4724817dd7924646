import { expect, test } from 'vitest';
import { MAX_THREADS } from './scheduler';
import {
  block,
  definition,
  object,
  play,
  program,
  script,
  started,
  whenRun,
  type State,
} from './testing';

const join = (A: State | string, B: State | string) => block('join', { A, B });
const get = (VARIABLE: string) => block('var_get', { VARIABLE });
/** Writes down that this script had its turn. */
const write = (letter: string) =>
  block('var_set', { VARIABLE: 'order', VALUE: join(get('order'), letter) });
const variables = [
  { id: 'order', name: 'order', value: '', shown: true },
  { id: 'x', name: 'x', value: '0', shown: true },
];
const add = (BY = 1) => block('var_change', { VARIABLE: 'x', BY });
const forever = (...DO: State[]) => block('forever', { DO });

test('objects have their turns from back to front, their scripts from above, from the left', () => {
  const at = (x: number, y: number, letter: string) => ({ ...whenRun(write(letter)), x, y });
  const cat = object([at(0, 9, 'c'), at(5, 0, 'b'), at(0, 0, 'a')]);
  const dog = object([{ ...whenRun(write('d')), x: -9, y: -9 }], { id: 'dog' });
  const { run, tick, variable } = play(program([cat, dog], { variables }));
  run.start();
  tick();
  expect(variable('order')).toBe('abcd');
});

test('scripts at one place have their turns by their ids', () => {
  const at = (id: string) => ({ ...whenRun(write(id)), id, x: 0, y: 0 });
  const { run, tick, variable } = play(program([object([at('b'), at('a')])], { variables }));
  run.start();
  tick();
  expect(variable('order')).toBe('ab');
});

test('the same program with the same events does the same again', () => {
  const once = () => {
    const scripts = ['a', 'b', 'c'].map((key) =>
      script(
        block('start_key', { KEY: key }),
        write(key),
        block('wait', { SECONDS: 0.1 }),
        write(key),
      ),
    );
    const { run, tick, variable } = play(program([object(scripts)], { variables }));
    run.start();
    for (const key of ['c', 'a', 'b', 'a']) {
      run.keyPressed(key);
      tick(3);
    }
    tick(20);
    return variable('order');
  };
  expect(once(), 'older scripts first').toBe('cacbaaba');
  expect(once()).toBe(once());
});

/** A function that calls itself twice, again and again: more than anybody can wait for. */
function endless() {
  const self = definition('self', ['n']);
  const deeper = () =>
    self.call({
      n: block('calc', {
        A: { ...block('function_parameter'), fields: { PARAMETER: 'n' } },
        OPERATOR: 'minus',
        B: 1,
      }),
    });
  const isMore = block('compare', {
    A: { ...block('function_parameter'), fields: { PARAMETER: 'n' } },
    OPERATOR: 'greater',
    B: 0,
  });
  const body = block('if', { CONDITION: isMore, DO: [deeper(), deeper()] });
  return { define: definition('self', ['n'], body).define, call: () => self.call({ n: 60 }) };
}

test('a script that never gives way does not hold up the others', () => {
  const { define, call } = endless();
  const { tick, variable } = started(define, whenRun(call()), whenRun(forever(add())));
  tick(29);
  expect(variable()).toBe(30);
});

test('when a tick has no more time, the round goes on in the next one, in order', () => {
  const { define, call } = endless();
  const scripts = [
    define,
    whenRun(forever(write('a'))),
    whenRun(call()),
    whenRun(forever(write('b'))),
  ];
  const playing = play(program([object(scripts)], { variables }));
  // So slow that the second script uses all the time that a tick has.
  playing.host.lookCosts = 3;
  playing.run.start();
  playing.tick(8);
  expect(playing.variable('order')).toBe('abababab');
});

test('a pause in the middle of a round goes on there: nobody loses a turn', () => {
  const scripts = [
    whenRun(forever(write('a'))),
    whenRun(block('ai_recognise')),
    whenRun(forever(write('b'))),
  ];
  const { run, tick, variable } = play(program([object(scripts)], { variables }));
  run.start();
  tick();
  expect(variable('order')).toBe('a');
  run.popupResume();
  tick(2);
  expect(variable('order')).toBe('abab');
});

test('a tick does not take more steps than it may, however long a script is', () => {
  const { define, call } = endless();
  const calls = Array.from({ length: 200 }, () => whenRun(call()));
  const playing = play(program([object([define, ...calls])], { variables }));
  let looks = 0;
  const { now } = playing.host;
  playing.host.now = () => {
    looks += 1;
    return now();
  };
  playing.run.start();
  playing.tick();
  // The clock is looked at every 16 steps.
  expect(looks * 16).toBeLessThan(60_000);
});

test('a long script without a loop runs in one tick', () => {
  const many = Array.from({ length: 1000 }, () => add());
  expect(started(whenRun(...many)).variable()).toBe(1000);
});

test('thousands of events start no more scripts than there may be', () => {
  const { run, tick, variable } = started(
    script(block('start_key', { KEY: 'a' }), add(), block('wait', { SECONDS: 100 })),
  );
  for (let count = 0; count < 3 * MAX_THREADS; count++) run.keyPressed('a');
  tick(20);
  expect(variable()).toBe(MAX_THREADS);
});

test('scripts that have ended make room for others', () => {
  const { run, tick, variable } = started(script(block('start_key', { KEY: 'a' }), add()));
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < MAX_THREADS; count++) run.keyPressed('a');
    tick(3);
  }
  expect(variable()).toBe(3 * MAX_THREADS);
});

test('blocks glow where scripts stand, and only changes are told', () => {
  const waiting = block('wait', { SECONDS: 1 });
  const loop = forever(add());
  const { host, tick, seconds, run } = started(whenRun(waiting), whenRun(loop));
  expect(host.glowing).toEqual(new Set([waiting.id, loop.id]));
  tick(5);
  expect(host.glows).toBe(1);
  seconds(1);
  expect(host.glowing).toEqual(new Set([loop.id]));
  run.stop();
  expect(host.glowing).toEqual(new Set());
});

test('a block in an endless loop says its trouble at most once a second', () => {
  const gone = block('var_change', { VARIABLE: 'gone', BY: 1 });
  const { host, seconds } = started(whenRun(forever(gone, block('send_message'))));
  expect(host.troubles).toEqual(['variable_gone', 'message_gone']);
  seconds(0.9);
  expect(host.troubles).toHaveLength(2);
  seconds(0.2);
  expect(host.troubles).toHaveLength(4);
  expect(new Set(host.troubledBlocks).size).toBe(2);
});

test('time and stopwatch stand still while the program is paused', () => {
  const { run, seconds, variable } = started(
    whenRun(block('timer_control', { ACTION: 'start' }), block('wait', { SECONDS: 1 }), add()),
  );
  seconds(0.5);
  run.pause();
  const before = run.view.timer;
  seconds(10);
  expect(variable()).toBe(0);
  run.resume();
  expect(run.view.timer).toBe(before);
  seconds(0.4);
  expect(variable()).toBe(0);
  seconds(0.2);
  expect(variable()).toBe(1);
});
