import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Prediction } from '../api';
import { FakeMedia } from '../camera/testing';
import { LiveRecogniser } from './live.svelte';

const prediction: Prediction = { winner: 1, classes: [], model_version: 1, unsure: false };

let frame: (() => void) | undefined;
vi.mock('../recognising/pump', async (original) => ({
  ...(await original<object>()),
  watchFrames: (_video: unknown, onframe: (now: number) => void) => {
    let now = 0;
    frame = () => onframe((now += 100));
    return () => (frame = undefined);
  },
}));
vi.mock('../camera/frames', async (original) => ({
  ...(await original<object>()),
  grabFrame: () => new Uint8Array(4),
}));

let media: FakeMedia;
let made: LiveRecogniser;
let answer: () => unknown;
let asked = 0;
const ways = { onprediction: vi.fn(), onfailure: vi.fn() };
beforeEach(() => {
  answer = () => prediction;
  asked = 0;
  mockConvertFileSrc('linux');
  mockIPC(() => {
    asked++;
    return answer();
  });
  media = new FakeMedia([{ id: 'front', label: 'Front' }]);
  Object.defineProperty(navigator, 'mediaDevices', { value: media, configurable: true });
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  made = new LiveRecogniser(ways, () => false);
});
afterEach(() => {
  made.dispose();
  flushSync();
  clearMocks();
  vi.clearAllMocks();
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const see = async () => {
  await vi.waitFor(() => expect(frame).toBeDefined());
  frame?.();
  await settled();
  frame?.();
};

test('the camera is off until something of it is wanted, and off after the stop', async () => {
  flushSync();
  expect(media.tracks).toHaveLength(0);
  made.recognise(true);
  await vi.waitFor(() => expect(made.stream).toBeDefined());
  const { video } = made;
  expect(video?.srcObject).toBe(made.stream);
  const shownAtTheEnd: unknown[] = [];
  media.tracks[0]?.addEventListener('stopped', () => shownAtTheEnd.push(video?.srcObject));
  made.stop();
  flushSync();
  await vi.waitFor(() => expect(media.live).toBe(0));
  expect(made.stream).toBeUndefined();
  expect(made.video).toBeUndefined();
  expect(shownAtTheEnd, 'the video lets go first').toEqual([null]);
});

test('every answer is given on, and the newest is kept for the stage', async () => {
  made.recognise(true);
  await see();
  expect(ways.onprediction).toHaveBeenCalledWith(prediction);
  expect(made.prediction).toEqual(prediction);
  made.recognise(false);
  expect(made.prediction).toBeUndefined();
});

test('showing the picture alone asks the model nothing', async () => {
  made.show(true);
  await vi.waitFor(() => expect(made.stream).toBeDefined());
  flushSync();
  expect(frame).toBeUndefined();
  made.recognise(true);
  await see();
  made.show(false);
  flushSync();
  expect(media.live, 'recognising goes on when the picture is hidden').toBe(1);
  expect(asked).toBeGreaterThan(0);
});

test('a pause freezes what is seen and keeps the camera on', async () => {
  made.recognise(true);
  await see();
  made.pause(true);
  flushSync();
  expect(frame).toBeUndefined();
  expect(media.live).toBe(1);
  expect(made.prediction).toEqual(prediction);
  made.pause(false);
  await see();
  expect(media.tracks).toHaveLength(1);
});

test('without a camera it says so once, and again when it is turned on again', async () => {
  media.failure = 'NotFoundError';
  made.recognise(true);
  await vi.waitFor(() => expect(ways.onfailure).toHaveBeenCalledOnce());
  expect(ways.onfailure).toHaveBeenCalledWith({ kind: 'no_camera', trouble: 'none' });
  made.stop();
  flushSync();
  made.recognise(true);
  await vi.waitFor(() => expect(ways.onfailure).toHaveBeenCalledTimes(2));
});

test('a model that cannot answer is said once and asked no more', async () => {
  answer = () => {
    throw { code: 'no_model', detail: {} };
  };
  made.recognise(true);
  await see();
  frame?.();
  await vi.waitFor(() => expect(ways.onfailure).toHaveBeenCalledOnce());
  expect(ways.onfailure.mock.calls[0]?.[0]).toMatchObject({ kind: 'recognise_failed' });
  expect(asked).toBe(1);
});
