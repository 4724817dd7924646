import { expect, test } from 'vitest';
import { EDGE } from '../blocks/shape';
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

const add = (BY = 1) => block('var_change', { VARIABLE: 'x', BY });
const forever = (...DO: State[]) => block('forever', { DO });
const get = (VARIABLE: string) => block('var_get', { VARIABLE });
const join = (A: State | string, B: State | string) => block('join', { A, B });

test('stop puts objects, variables, lists, camera and stopwatch back', () => {
  const { run, tick } = play(
    program([
      object([
        whenRun(
          block('go_to', { X: 9, Y: 9 }),
          block('turn', { DEGREES: 9 }),
          block('hide'),
          block('say', { TEXT: 'a' }),
          block('set_size', { PERCENT: 9 }),
          block('next_shape'),
          block('create_clone', { OBJECT: 'cat' }),
          add(),
          block('list_add', { LIST: 'list', ITEM: 'new' }),
          block('video_show', { MODE: 'show' }),
          block('timer_control', { ACTION: 'start' }),
          block('ask_wait', { QUESTION: '?' }),
        ),
      ]),
    ]),
  );
  // As the stage does, which may hold on to the view.
  const { view } = run;
  const state = () =>
    JSON.stringify([
      view.actors,
      [...view.variables],
      [...view.lists],
      view.camera,
      view.question,
      view.timer,
    ]);
  const before = state();
  run.start();
  tick(5);
  expect(state()).not.toBe(before);
  run.stop();
  expect(state()).toBe(before);
});

test('states are told once each, and what is not possible changes nothing', () => {
  const { run, host, tick } = play(program([object([whenRun(forever(add()))])]));
  run.stop();
  run.pause();
  run.resume();
  run.popupClosed();
  tick();
  expect(host.states).toEqual([]);
  run.start();
  run.pause();
  run.pause();
  run.resume();
  run.stop();
  run.stop();
  expect(host.states).toEqual(['running', 'paused', 'running', 'stopped']);
  expect(host.called).toEqual(['sounds wait', 'sounds go on', 'sounds stop']);
});

test('a run goes on until it is stopped, also when all scripts have ended', () => {
  const { run, tick, variable } = started(
    whenRun(),
    script(block('start_key', { KEY: 'a' }), add()),
  );
  tick(100);
  expect(run.state).toBe('running');
  run.keyPressed('a');
  tick();
  expect(variable()).toBe(1);
});

test('a host that stops the program in the middle of a tick ends it there', () => {
  const scripts = [whenRun(add(), block('play_sound', { SOUND: 'bell' }), add()), whenRun(add())];
  const { run, host, tick, variable } = play(program([object(scripts)]));
  const { playSound } = host;
  host.playSound = (name) => {
    run.stop();
    return playSound(name);
  };
  run.start();
  tick(3);
  expect(run.state).toBe('stopped');
  expect(variable()).toBe(0);
  expect(host.glowing).toEqual(new Set());
});

test('a click on a value shows what it gives now, stopped or running, and changes nothing', () => {
  const sum = block('calc', { A: get('x'), OPERATOR: 'plus', B: 1 });
  const divided = block('calc', { A: 1, OPERATOR: 'divided_by', B: 0 });
  const touching = block('touching', { OBJECT: EDGE });
  const inside = block('function_parameter');
  const called = definition('f', [], add()).value();
  const wait = block('wait', { SECONDS: sum });
  const scripts = [whenRun(add(5), wait), divided, touching, inside, join(called, '')];
  const { run, host, tick } = play(program([object(scripts)]));
  expect(run.valueOf('cat', sum.id), 'in a script, stopped').toBe(1);
  run.start();
  tick();
  expect(run.valueOf('cat', sum.id), 'running').toBe(6);
  expect(run.valueOf('cat', divided.id), 'alone in the workspace').toBe(0);
  expect(run.valueOf('cat', touching.id)).toBe(false);
  expect(host.troubles, 'a look is no trouble').toEqual([]);
  expect(run.valueOf('cat', inside.id), 'known only in its function').toBeUndefined();
  expect(run.valueOf('cat', scripts[4]?.id ?? ''), 'nothing is run for it').toBeUndefined();
  expect(run.valueOf('cat', wait.id), 'not a value').toBeUndefined();
  expect(run.valueOf('dog', sum.id), 'nobody').toBeUndefined();
});
