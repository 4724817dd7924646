/** Section 3 of the specification of the blocks, row by row: what the model said. */
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
  type State,
} from './testing';
import {
  add,
  asking,
  check,
  given,
  nothing,
  readers,
  recognise,
  sayResult,
} from './testingResults';

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
  const playing = started(whenRun(recognise(), recognise(), sayResult()), ...readers);
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
  const keep = (VARIABLE: string, VALUE: State) => block('var_set', { VARIABLE, VALUE });
  const playing = started(
    whenRun(
      recognise(),
      keep('x', block('ai_confidence', { CLASS: '3' })),
      keep('y', block('ai_is', { CLASS: '3' })),
    ),
    ...readers,
  );
  const classes = [...playing.host.modelNow.classes, { id: 3, name: 'Bird' }];
  playing.host.modelNow = { version: 1, classes };
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.tick();
  expect([playing.variable('x'), playing.variable('y')]).toEqual([0, false]);
  expect(playing.host.troubles, 'that is no trouble').toEqual([]);
  check(playing, ['Cat', 0.9, true], 'the others as before');
});

test('reordered classes stay what they are', () => {
  const playing = asking();
  playing.run.popupAnswered(recognition(0.9, 0.1));
  playing.host.modelNow = { version: 1, classes: [...playing.host.modelNow.classes].reverse() };
  check(playing, ['Cat', 0.9, true], 'the ids decide');
});

test('a merged class is the one that is left, also for what was said before', () => {
  const keep = (VARIABLE: string, VALUE: State) => block('var_set', { VARIABLE, VALUE });
  const merged = { CLASS: String(CAT) };
  const playing = started(
    whenRun(
      recognise(),
      keep('x', block('ai_confidence', merged)),
      keep('y', block('ai_is', merged)),
    ),
    ...readers,
  );
  playing.run.popupAnswered(recognition(0.3, 0.25, 0.45));
  const left = { id: DOG, name: 'Dog', merged: [7, CAT] };
  playing.host.modelNow = { version: 1, classes: [left, { id: 3, name: 'Bird' }] };
  check(playing, ['Dog', 0.55, true], 'the block asks for Cat');
  expect(given(playing, 'second')).toBe('Bird');
  playing.tick();
  expect([playing.variable('x'), playing.variable('y')]).toEqual([0.55, true]);
  expect(playing.host.troubles).toEqual([]);
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
    program([object([whenRun(recognise(), sayResult(), recognise(), add()), ...readers])]),
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
