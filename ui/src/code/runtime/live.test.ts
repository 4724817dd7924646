/** Section 5 of the specification of the blocks: recognising the camera, and the hat that waits. */
import { expect, test } from 'vitest';
import {
  block,
  CAT,
  DOG,
  object,
  play,
  program,
  recognition,
  script,
  started,
  whenRun,
  type Play,
  type State,
} from './testing';

const video = (MODE: string) => block('ai_video', { MODE });
const say = () => block('say', { TEXT: block('ai_result') });
const add = (BY = 1) => block('var_change', { VARIABLE: 'x', BY });
const wait = (SECONDS: number) => block('wait', { SECONDS });
const reader = block('ai_result');
const result = ({ run }: Play) => run.valueOf('cat', reader.id);
const cat = recognition(0.9, 0.1);
const dog = recognition(0.1, 0.9);
const lives = ({ host }: Play) => host.called.filter((name) => name.startsWith('live'));

test('start opens the camera once and goes on at once', () => {
  const playing = started(whenRun(video('start'), video('start'), add()));
  expect(lives(playing)).toEqual(['live on']);
  expect(playing.variable()).toBe(1);
});

test('there is no result until the first frame, then always the newest', () => {
  const playing = started(whenRun(video('start')), reader);
  expect(result(playing)).toBe('');
  playing.run.seen(cat);
  expect(result(playing)).toBe('Cat');
  playing.run.seen(dog);
  expect(result(playing)).toBe('Dog');
});

test('frames that nobody asked for count for nothing', () => {
  const playing = started(whenRun(), reader);
  playing.run.seen(cat);
  expect(result(playing)).toBe('');
});

test('stopped by the block, the live result is gone and the camera released', () => {
  const playing = started(whenRun(video('start'), wait(1), video('stop')), reader);
  playing.run.seen(cat);
  playing.seconds(1.1);
  expect(result(playing)).toBe('');
  expect(lives(playing)).toEqual(['live on', 'live off']);
  playing.run.seen(cat);
  expect(result(playing), 'a frame that comes late').toBe('');
});

test('stopping live recognising leaves the result of a photo', () => {
  const playing = started(
    whenRun(video('start'), block('ai_recognise'), wait(1), video('stop')),
    reader,
  );
  playing.run.popupAnswered(cat);
  playing.seconds(2);
  expect(result(playing)).toBe('Cat');
});

test('the end of the program releases the camera', () => {
  const playing = started(whenRun(video('start'), block('video_show', { MODE: 'show' })), reader);
  playing.run.seen(cat);
  playing.run.stop();
  expect(result(playing)).toBe('');
  expect(playing.host.called.slice(-3)).toEqual(['live off', 'camera hidden', 'sounds stop']);
});

test('a pause freezes the result, and afterwards it goes on', () => {
  const playing = started(whenRun(video('start')), reader);
  playing.run.seen(cat);
  playing.run.pause();
  playing.run.seen(dog);
  expect(result(playing)).toBe('Cat');
  playing.run.resume();
  playing.run.seen(dog);
  expect(result(playing)).toBe('Dog');
});

test('without a model nothing starts, and it is said once', () => {
  const playing = play(program([object([whenRun(video('start'), video('start'))])]));
  playing.host.modelNow = { version: undefined, classes: [] };
  playing.run.start();
  playing.tick();
  expect(lives(playing)).toEqual([]);
  expect(playing.host.notices).toEqual(['no_model']);
});

test('without a camera it is said once a run, the program goes on, the result stays empty', () => {
  const playing = started(whenRun(block('forever', { DO: [video('start'), add()] })), reader);
  playing.run.liveFailed('no_camera');
  playing.tick(10);
  playing.run.liveFailed('no_camera');
  expect(playing.host.notices).toEqual(['no_camera']);
  expect(playing.variable()).toBe(11);
  expect(result(playing)).toBe('');
  expect(lives(playing), 'a loop does not ask for the camera at every round').toEqual([
    'live on',
    'live off',
  ]);
});

test('while the popup is open, live frames do not count: the result stays empty', () => {
  const playing = started(whenRun(video('start'), wait(0), block('ai_recognise')), reader);
  playing.run.seen(cat);
  playing.tick();
  expect(result(playing), 'cleared on opening').toBe('');
  playing.run.seen(cat);
  playing.run.popupResume();
  playing.tick();
  playing.run.seen(cat);
  expect(result(playing)).toBe('');
  playing.run.popupClosed();
  playing.tick();
  playing.run.seen(cat);
  expect(result(playing), 'closed, it goes on').toBe('Cat');
});

test('a confirmed photo stays the result until the script that asked gave way once', () => {
  const asking = whenRun(video('start'), block('ai_recognise'), say(), wait(0), say());
  const playing = started(asking, reader);
  playing.run.popupAnswered(cat);
  playing.run.seen(dog);
  expect(result(playing), 'the script has yet to read it').toBe('Cat');
  playing.tick();
  expect(playing.said()).toBe('Cat');
  playing.run.seen(dog);
  playing.tick();
  expect(playing.said()).toBe('Dog');
});

test('live frames wait for the script that asked also when it went on paused by the user', () => {
  const playing = started(whenRun(video('start'), block('ai_recognise'), say()), reader);
  playing.run.popupResume();
  playing.run.popupPause();
  playing.run.popupAnswered(cat);
  playing.run.resume();
  playing.run.seen(dog);
  playing.tick();
  expect(playing.said()).toBe('Cat');
});

test('a new model forgets the live result, and the next frame is its own', () => {
  const playing = started(whenRun(video('start')), reader);
  playing.run.seen(cat);
  playing.host.modelNow = { ...playing.host.modelNow, version: 2 };
  playing.run.modelChanged();
  expect(result(playing)).toBe('');
  playing.run.seen(cat);
  expect(result(playing), 'a frame that the old model saw').toBe('');
  playing.run.seen({ ...cat, modelVersion: 2 });
  expect(result(playing)).toBe('Cat');
});

/* The hat that waits until the camera has seen a class for a while */

const whenSeen = (SECONDS: number | State, CONFIDENCE: number, id: number | string = CAT) =>
  script(block('ai_when_seen', { CLASS: String(id), SECONDS, CONFIDENCE }), add());

/** Shows the camera the same picture in every tick. */
function watch({ run, tick }: Play, seen: typeof cat, ticks: number) {
  for (let count = 0; count < ticks; count++) {
    run.seen(seen);
    tick();
  }
}

test('a program with such a hat starts live recognising by itself, once a start', () => {
  const playing = started(whenSeen(0.5, 0.7), whenSeen(0.5, 0.7, DOG));
  expect(lives(playing)).toEqual(['live on']);
  playing.run.stop();
  playing.run.start();
  expect(lives(playing)).toEqual(['live on', 'live off', 'live on']);
});

test('it fires once when the class was seen for the whole time', () => {
  const playing = started(whenSeen(0.5, 0.7));
  watch(playing, cat, 29);
  expect(playing.variable(), 'not yet').toBe(0);
  watch(playing, cat, 2);
  expect(playing.variable()).toBe(1);
  watch(playing, cat, 100);
  expect(playing.variable(), 'not again while it is still seen').toBe(1);
});

test('for a class that was merged it waits for the one that is left', () => {
  const playing = started(whenSeen(0.5, 0.7));
  const left = { id: DOG, name: 'Dog', merged: [CAT] };
  playing.host.modelNow = { version: 1, classes: [left] };
  watch(playing, dog, 40);
  expect(playing.variable()).toBe(1);
  expect(playing.host.troubles).toEqual([]);
});

test('it fires again after something else was seen', () => {
  const playing = started(whenSeen(0.5, 0.7));
  watch(playing, cat, 40);
  watch(playing, dog, 1);
  watch(playing, cat, 40);
  expect(playing.variable()).toBe(2);
});

test('a break, however short, begins the time anew', () => {
  const playing = started(whenSeen(0.5, 0.7));
  watch(playing, cat, 25);
  playing.run.seen(dog);
  playing.run.seen(cat);
  watch(playing, cat, 25);
  expect(playing.variable()).toBe(0);
});

test('live recognising that was stopped in between is a break too', () => {
  const again = script(block('start_key', { KEY: 'a' }), video('stop'), video('start'));
  const playing = started(whenSeen(0, 0.5), again);
  watch(playing, cat, 3);
  playing.run.keyPressed('a');
  playing.tick();
  watch(playing, cat, 3);
  expect(playing.variable()).toBe(2);
  playing.host.modelNow = { ...playing.host.modelNow };
  playing.run.modelChanged();
  watch(playing, cat, 3);
  expect(playing.variable(), 'and so is a new model').toBe(3);
});

test('less than the lowest confidence is not seen', () => {
  const playing = started(whenSeen(0.5, 0.95));
  watch(playing, cat, 100);
  expect(playing.variable()).toBe(0);
  watch(playing, recognition(0.95, 0.05), 40);
  expect(playing.variable(), 'just as much is enough').toBe(1);
});

test('the time is the program’s: a pause does not count', () => {
  const playing = started(whenSeen(0.5, 0.7));
  watch(playing, cat, 20);
  playing.run.pause();
  playing.host.milliseconds += 5000;
  playing.run.resume();
  playing.tick(2);
  expect(playing.variable()).toBe(0);
  watch(playing, cat, 20);
  expect(playing.variable()).toBe(1);
});

test('a photo in the popup is not seen by the camera', () => {
  const playing = started(whenSeen(0.1, 0.5), whenRun(block('ai_recognise')));
  playing.run.popupAnswered(cat);
  playing.tick(20);
  expect(playing.variable()).toBe(0);
});

test('the time can be a variable', () => {
  const playing = started(whenSeen(block('var_get', { VARIABLE: 'y' }), 0.5));
  watch(playing, cat, 3);
  expect(playing.variable(), 'y is 0: at once').toBe(1);
});

test('a class that is gone is never seen, and the hat says so', () => {
  const playing = started(whenSeen(0.1, 0.5, 99));
  watch(playing, cat, 20);
  expect(playing.variable()).toBe(0);
  expect(playing.host.troubles).toEqual(['class_gone']);
});
