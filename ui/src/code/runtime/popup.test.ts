/** Sections 3 and 4 of the specification of the blocks, row by row: the popup and the results. */
import { expect, test } from 'vitest';
import {
  block,
  CAT,
  DOG,
  object,
  play,
  program,
  recognition,
  started,
  whenRun,
  type Play,
  type State,
} from './testing';

const recognise = () => block('ai_recognise');
const say = (TEXT: State | string) => block('say', { TEXT });
const result = () => say(block('ai_result'));
const forever = (...DO: State[]) => block('forever', { DO });
const add = (BY = 1) => block('var_change', { VARIABLE: 'x', BY });

/** What the three blocks give now: result, confidence of Cat, is it Cat? */
const blocks = {
  result: block('ai_result'),
  confidence: block('ai_confidence', { CLASS: String(CAT) }),
  is: block('ai_is', { CLASS: String(CAT) }),
  second: block('ai_second'),
  unsure: block('ai_unsure'),
  broken: block('ai_confidence', { CLASS: 'Cat' }),
  gone: block('ai_is', { CLASS: '99' }),
};
const readers = Object.values(blocks);
const given = ({ run }: Play, which: keyof typeof blocks) => run.valueOf('cat', blocks[which].id);
function check(playing: Play, expected: [string, number, boolean], why: string) {
  const found = [given(playing, 'result'), given(playing, 'confidence'), given(playing, 'is')];
  expect(found, why).toEqual(expected);
}
const nothing: [string, number, boolean] = ['', 0, false];

/** A program whose first script asks, and then says the result. */
const asking = (...others: State[]) =>
  started(whenRun(recognise(), result()), ...others, ...readers);

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

test('before anything was recognised there is no result', () => {
  const playing = started(whenRun(), ...readers);
  check(playing, nothing, 'just started');
  expect(given(playing, 'unsure')).toBe(false);
  expect(given(playing, 'second')).toBe('');
});

test('while the popup is open and nothing is chosen, there is no result', () => {
  const playing = asking();
  check(playing, nothing, 'open');
  expect(playing.run.asking).toBe(true);
  expect(playing.host.called).toEqual(['sounds wait', 'openPopup']);
  expect(playing.run.state).toBe('paused');
});

test('a confirmed picture gives name, probability and class, and the script goes on', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.8312345132, 0.1687654868));
  check(playing, ['Cat', 0.8312345132, true], 'confirmed');
  expect(given(playing, 'second')).toBe('Dog');
  expect(playing.run.state).toBe('running');
  expect(playing.run.asking).toBe(false);
  playing.tick();
  expect(playing.said()).toBe('Cat');
});

test('of equals the class that comes first is the result', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.5, 0.5));
  check(playing, ['Cat', 0.5, true], 'a tie');
});

test('X leaves the result empty, and the script goes on', () => {
  const playing = asking();
  playing.run.popupClosed();
  check(playing, nothing, 'closed');
  expect(playing.run.state).toBe('running');
  playing.tick();
  expect(playing.said()).toBe('');
});

test('stop, anywhere, closes the popup, ends the scripts and clears the result', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(1, 0));
  playing.tick();
  playing.run.stop();
  check(playing, nothing, 'stopped');
  const open = asking();
  open.run.stop();
  expect(open.host.called).toContain('closePopup');
  expect(open.run.asking).toBe(false);
  open.run.popupAnswered(recognition(1, 0));
  open.tick(5);
  check(open, nothing, 'an answer that comes late counts for nothing');
  expect(open.said()).toBeUndefined();
});

test('a program that is started again knows nothing of the last run', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(1, 0));
  playing.run.stop();
  playing.run.start();
  check(playing, nothing, 'started again');
});

test('when recognise is called again, the old result is gone from the moment the popup opens', () => {
  const playing = started(whenRun(recognise(), recognise(), result()), ...readers);
  playing.run.popupAnswered(recognition(1, 0));
  check(playing, ['Cat', 1, true], 'the first answer');
  playing.tick();
  expect(playing.run.asking).toBe(true);
  check(playing, nothing, 'open again');
});

test('a renamed class has its new name at once, and is still the same class', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.host.modelNow = { version: 1, classes: [{ id: CAT, name: 'Tiger' }] };
  check(playing, ['Tiger', 0.9, true], 'renamed');
});

test('a removed class is no class: 0 and false, and a running block says so', () => {
  const set = (VALUE: State) => block('var_set', { VARIABLE: 'x', VALUE });
  const playing = started(
    whenRun(recognise(), set(block('ai_confidence', { CLASS: String(CAT) }))),
    ...readers,
  );
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.host.modelNow = { version: 1, classes: [{ id: DOG, name: 'Dog' }] };
  check(playing, nothing, 'removed');
  expect(playing.host.troubles, 'a look changes nothing').toEqual([]);
  playing.tick();
  expect(playing.variable()).toBe(0);
  expect(playing.host.troubles).toEqual(['class_gone']);
});

test('a class that was added and is not trained yet is never the result', () => {
  const playing = asking();
  const classes = [...playing.host.modelNow.classes, { id: 3, name: 'Bird' }];
  playing.host.modelNow = { version: 1, classes };
  playing.run.popupAnswered(recognition(0.9, 0.1));
  const bird = started(whenRun(block('ai_recognise')), block('ai_is', { CLASS: '3' }));
  expect(bird.host.troubles, 'that is no trouble').toEqual([]);
  check(playing, ['Cat', 0.9, true], 'the others as before');
});

test('reordered classes stay what they are', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.host.modelNow = { version: 1, classes: [...playing.host.modelNow.classes].reverse() };
  check(playing, ['Cat', 0.9, true], 'the ids decide');
});

test('a new model forgets what the old one said', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.host.modelNow = { ...playing.host.modelNow, version: 2 };
  playing.run.modelChanged();
  check(playing, nothing, 'retrained');
  expect(playing.host.notices).toEqual(['model_changed']);
});

test('data that changed without a new training changes nothing', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.tick(5);
  check(playing, ['Cat', 0.9, true], 'the model answers as before');
});

test('without a model recognise says so once, and goes on in the same tick', () => {
  const playing = play(
    program([object([whenRun(recognise(), result(), recognise(), add()), ...readers])]),
  );
  playing.host.modelNow = { version: undefined, classes: [] };
  playing.run.start();
  playing.tick();
  expect(playing.said()).toBe('');
  expect(playing.variable()).toBe(1);
  expect(playing.host.notices).toEqual(['no_model']);
  expect(playing.host.called).not.toContain('openPopup');
  check(playing, nothing, 'no model');
});

test('two classes of one name are two classes', () => {
  const playing = asking();
  const classes = [
    { id: DOG, name: 'Cat' },
    { id: CAT, name: 'Cat' },
  ];
  playing.host.modelNow = { version: 1, classes };
  playing.run.popupAnswered(recognition(0.1, 0.9));
  check(playing, ['Cat', 0.1, false], 'the other one of that name was seen');
});

test('a class without a name is not the result when there is none', () => {
  const playing = asking();
  playing.host.modelNow = { version: 1, classes: [{ id: CAT, name: '' }] };
  check(playing, nothing, 'no result');
});

test('a choice that is missing or broken is no class', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(1, 0));
  expect(given(playing, 'broken')).toBe(0);
  expect(given(playing, 'gone')).toBe(false);
});

test('the name can be compared as a text, also when it is a number', () => {
  const is = block('compare', { A: block('ai_result'), OPERATOR: 'equal', B: '7' });
  const playing = started(whenRun(recognise()), is);
  playing.host.modelNow = { version: 1, classes: [{ id: CAT, name: '7.0' }] };
  playing.run.popupAnswered(recognition(1, 0));
  expect(playing.run.valueOf('cat', is.id)).toBe(true);
});

test('with one class there is no second best', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(1));
  expect(given(playing, 'second')).toBe('');
});

test('the model says when it is unsure', () => {
  const playing = asking();
  playing.run.popupAnswered({ ...recognition(0.5, 0.5), unsure: true });
  expect(given(playing, 'unsure')).toBe(true);
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
  const second = object([whenRun(block('wait', { SECONDS: 0.1 }), recognise(), result())], {
    id: 'dog',
  });
  const { run, host, tick, said } = play(
    program([object([whenRun(recognise(), result())]), second]),
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
  const playing = started(whenRun(block('next_shape'), shape(), result()), ...readers);
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
  const { host, tick, said } = started(whenRun(shape(), result()));
  host.asked[0]?.reject(new Error('broken'));
  await new Promise((resolve) => setTimeout(resolve));
  tick();
  expect(said()).toBe('');
  expect(host.notices).toEqual(['recognise_failed']);
});

test('each script reads the answer to its own shape', async () => {
  const dog = object([whenRun(shape(), result())], { id: 'dog' });
  const { run, host, tick, said } = play(program([object([whenRun(shape(), result())]), dog]));
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
