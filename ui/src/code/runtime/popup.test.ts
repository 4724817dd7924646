/** Section 4 of the specification of the blocks, row by row: the popup, and whose pause it is. */
import { expect, test } from 'vitest';
import {
  block,
  object,
  play,
  program,
  recognition,
  started,
  whenRun,
  type Play,
  type State,
} from './testing';
import { add, asking, check, nothing, readers, recognise, sayResult } from './testingResults';

const forever = (...DO: State[]) => block('forever', { DO });

test('the sequence of the specification: resume without closing, then X', () => {
  const { run, tick, variable, said } = asking(whenRun(forever(add())));
  tick(5);
  expect(variable(), 'x stands still while the popup is open').toBe(0);
  run.popupResume();
  tick(5);
  expect(variable(), 'x grows after Resume').toBe(5);
  expect(said(), 'the script that asked says nothing yet').toBeUndefined();
  run.popupClosed();
  tick();
  expect(said(), 'after X it says an empty bubble').toBe('');
});

/* The ways out of the popup, with the pause of the popup and the pause of the user. */

test('resumed and paused again, the others stand still and the asking script waits', () => {
  const { run, tick, variable, said } = asking(whenRun(forever(add())));
  run.popupResume();
  tick(3);
  run.popupPause();
  expect(run.state).toBe('paused');
  tick(3);
  expect(variable()).toBe(3);
  expect(said()).toBeUndefined();
  expect(run.asking).toBe(true);
});

test('closing undoes the pause of the popup only, not the one that the user made since', () => {
  const checkClosing = (close: (playing: Play) => void, expected: string, why: string) => {
    const playing = asking();
    playing.run.popupResume();
    playing.run.popupPause();
    close(playing);
    playing.tick(3);
    expect(playing.run.state, why).toBe('paused');
    expect(playing.said(), why).toBeUndefined();
    playing.run.resume();
    playing.tick();
    expect(playing.said(), why).toBe(expected);
  };
  checkClosing(({ run }) => run.popupAnswered(recognition(1, 0)), 'Cat', 'with a picture');
  checkClosing(({ run }) => run.popupClosed(), '', 'with X');
});

test('resumed, closing leaves the program running', () => {
  const { run } = asking();
  run.popupResume();
  run.popupClosed();
  expect(run.state).toBe('running');
});

test('the buttons of the popup and of the program are the same', () => {
  const { run, tick, variable } = asking(whenRun(forever(add())));
  run.resume();
  tick(2);
  expect(variable()).toBe(2);
  run.pause();
  run.popupClosed();
  expect(run.state).toBe('paused');
});

test('a second script that asks while the popup is open joins: one popup, one answer', () => {
  const second = object([whenRun(block('wait', { SECONDS: 0.1 }), recognise(), sayResult())], {
    id: 'dog',
  });
  const { run, host, tick, said } = play(
    program([object([whenRun(recognise(), sayResult())]), second]),
  );
  run.start();
  tick();
  run.popupResume();
  tick(20);
  expect(host.called.filter((name) => name === 'openPopup')).toHaveLength(1);
  expect(run.state, 'joining does not pause again').toBe('running');
  run.popupAnswered(recognition(0.2, 0.8));
  tick();
  expect([said('cat'), said('dog')]).toEqual(['Dog', 'Dog']);
});

test('when the script that asked is stopped by another one, the popup closes', () => {
  const stopAll = whenRun(block('wait', { SECONDS: 0.1 }), block('stop_code', { WHAT: 'all' }));
  const { run, host, tick } = asking(stopAll);
  run.popupResume();
  tick(20);
  expect(host.called).toContain('closePopup');
  expect(run.asking).toBe(false);
});

test('a model that is deleted while the popup is open closes it, and the script goes on', () => {
  const playing = asking();
  playing.host.modelNow = { ...playing.host.modelNow, version: undefined };
  playing.run.modelChanged();
  expect(playing.host.called).toContain('closePopup');
  expect(playing.host.notices).toEqual(['no_model']);
  playing.tick();
  expect(playing.said()).toBe('');
});

test('an answer of a model that was replaced meanwhile counts for nothing', () => {
  const playing = asking();
  playing.host.modelNow = { ...playing.host.modelNow, version: 2 };
  playing.run.modelChanged();
  expect(playing.run.asking, 'the popup stays open').toBe(true);
  playing.run.popupAnswered(recognition(1, 0));
  playing.tick();
  expect(playing.said()).toBe('');
});

test('while the popup holds the program, time, keys and answers stand still', () => {
  const { run, seconds, variable } = asking(
    whenRun(
      block('timer_control', { ACTION: 'start' }),
      block('ask_wait', { QUESTION: '?' }),
      add(),
    ),
  );
  const before = run.view.timer;
  seconds(5);
  run.answer('now');
  run.keyPressed('a');
  expect(run.view.timer).toBe(before);
  run.popupClosed();
  seconds(0.1);
  expect(run.view.question?.text, 'the answer did not count').toBe('?');
  expect(variable()).toBe(0);
});

test('the program pauses at once: scripts whose turn comes later wait for theirs', () => {
  const { run, tick, variable } = started(whenRun(add(1), recognise()), whenRun(add(10)));
  tick(3);
  expect(variable()).toBe(1);
  run.popupResume();
  tick();
  expect(variable()).toBe(11);
});

/* Recognising the own shape */

const shape = () => block('ai_recognise_shape');

test('an object recognises its own shape without a popup, and waits for the answer', async () => {
  const playing = started(whenRun(block('next_shape'), shape(), sayResult()), ...readers);
  const { host, tick, said } = playing;
  expect(host.asked[0]?.picture).toEqual({ kind: 'drawn', name: 'cat2' });
  tick(5);
  expect(said()).toBeUndefined();
  expect(playing.run.state).toBe('running');
  host.asked[0]?.resolve(recognition(0.1, 0.9));
  await Promise.resolve();
  tick();
  expect(said()).toBe('Dog');
  expect(host.called).not.toContain('openPopup');
});

test('while an object waits for the answer to its shape, there is no result', () => {
  const playing = started(whenRun(recognise(), shape()), ...readers);
  playing.run.popupAnswered(recognition(1, 0));
  check(playing, ['Cat', 1, true], 'of the photo');
  playing.tick();
  check(playing, nothing, 'asked again');
});

test('a shape that cannot be recognised leaves no result, and the script goes on', async () => {
  const { host, tick, said } = started(whenRun(shape(), sayResult()));
  host.asked[0]?.reject(new Error('broken'));
  await new Promise((resolve) => setTimeout(resolve));
  tick();
  expect(said()).toBe('');
  expect(host.notices).toEqual(['recognise_failed']);
});

test('each script reads the answer to its own shape', async () => {
  const dog = object([whenRun(shape(), sayResult())], { id: 'dog' });
  const { run, host, tick, said } = play(program([object([whenRun(shape(), sayResult())]), dog]));
  run.start();
  tick();
  host.asked[0]?.resolve(recognition(1, 0));
  host.asked[1]?.resolve(recognition(0, 1));
  await Promise.resolve();
  tick();
  expect([said('cat'), said('dog')]).toEqual(['Cat', 'Dog']);
});

test('without a model, or without a shape, recognising the shape goes on at once', () => {
  const playing = play(program([object([whenRun(shape(), add())])]));
  playing.host.modelNow = { version: undefined, classes: [] };
  playing.run.start();
  playing.tick();
  expect(playing.variable()).toBe(1);
  const text = play(program([object([whenRun(shape(), add())], { kind: 'text', shapes: [] })]));
  text.run.start();
  text.tick();
  expect(text.variable()).toBe(1);
  expect(text.host.troubles).toEqual(['shape_gone']);
});
