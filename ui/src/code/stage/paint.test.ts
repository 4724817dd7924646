import { expect, test, vi } from 'vitest';
import type { CameraPicture, StageView } from '../runtime/types';
import { paintStage, type Scene } from './paint';
import { objectFor, programWith, viewOf } from './testing';

/** A canvas that remembers what was asked of it. */
function canvas() {
  const calls: [string, ...unknown[]][] = [];
  const context = new Proxy(
    { canvas: { width: 960, height: 540 }, globalAlpha: 1 } as Record<string, unknown>,
    {
      get: (own, name: string) =>
        name in own ? own[name] : (...args: unknown[]) => void calls.push([name, ...args]),
      set: (own, name: string, value) => {
        own[name] = value;
        if (name === 'globalAlpha') calls.push([name, value]);
        return true;
      },
    },
  );
  return { calls, context: context as unknown as CanvasRenderingContext2D };
}

const video = { readyState: 4, videoWidth: 640, videoHeight: 480 } as HTMLVideoElement;
const words: Scene['words'] = {
  wordsOf: String,
  timer: 'Timer',
  empty: 'empty',
  length: (count) => `length ${count}`,
};
const shownCamera: CameraPicture = {
  shown: true,
  seeThrough: 0,
  flippedLeftRight: false,
  flippedUpDown: false,
};

HTMLCanvasElement.prototype.getContext = vi.fn(() => null);

function paint(changes: Partial<StageView>, more: Partial<Scene> = {}) {
  const { calls, context } = canvas();
  const program = more.program ?? programWith([]);
  const view = viewOf(program, changes);
  paintStage(context, { program, view, camera: undefined, grid: false, words, ...more });
  return calls;
}
const scales = (picture: Partial<CameraPicture>, facesAway = false) =>
  paint({ camera: { ...shownCamera, ...picture } }, { camera: { video, facesAway } }).filter(
    ([name]) => name === 'scale',
  );
const texts = (calls: [string, ...unknown[]][]) =>
  calls.filter(([name]) => name === 'fillText').map(([, text]) => text);

test('the camera is shown as in a mirror, unless it looks away or the program flips it', () => {
  expect(scales({})).toEqual([['scale', -1, 1]]);
  expect(scales({ flippedLeftRight: true })).toEqual([['scale', 1, 1]]);
  expect(scales({}, true)).toEqual([['scale', 1, 1]]);
  expect(scales({ flippedUpDown: true })).toEqual([['scale', -1, -1]]);
});

test('the middle of the camera fills the stage without being stretched', () => {
  const drawn = paint({ camera: shownCamera }, { camera: { video, facesAway: false } }).find(
    ([name]) => name === 'drawImage',
  );
  expect(drawn).toEqual(['drawImage', video, 0, 60, 640, 360, 0, 0, 480, 270]);
});

test('the camera can be seen through, and is not drawn before it has a picture', () => {
  const calls = paint(
    { camera: { ...shownCamera, seeThrough: 30 } },
    { camera: { video, facesAway: false } },
  );
  expect(calls).toContainEqual(['globalAlpha', 0.7]);
  const early = { ...video, readyState: 1 } as HTMLVideoElement;
  const nothing = paint({ camera: shownCamera }, { camera: { video: early, facesAway: false } });
  expect(nothing.some(([name]) => name === 'drawImage')).toBe(false);
});

test('values are written as objects say them', () => {
  const program = programWith([]);
  program.shared.variables = [
    { id: 'v', name: 'score', value: '1', shown: true },
    { id: 'w', name: 'secret', value: '1', shown: false },
  ];
  program.shared.lists = [{ id: 'l', name: 'names', items: [], shown: true }];
  const variables = new Map([['v', 0.8312345]]);
  const lists = new Map([['l', [...'abcdefgh']]]);
  const written = texts(paint({ variables, lists, timerShown: true, timer: 3.27 }, { program }));
  expect(written).toEqual(
    expect.arrayContaining(['score', '0.831', 'Timer', '3.3', 'names', 'h', 'length 8']),
  );
  expect(written).not.toContain('secret');
});

test('who asks says the question, even when something else was said before', () => {
  const program = programWith([objectFor('cat')]);
  const { actors } = viewOf(program);
  for (const actor of actors) actor.bubble = { text: 'hm', kind: 'think' };
  const written = texts(
    paint({ actors, question: { actorKey: 'cat', text: 'Who?' } }, { program }),
  );
  expect(written).toEqual(['Who?']);
});
