import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Prediction } from '../api';
import { FramePump, STEP_MS, SILENT_MS, watchFrames } from './pump';

const prediction: Prediction = { winner: 1, classes: [], model_version: 1, unsure: false };

/** A pump whose model answers when the test says so. */
function pump() {
  const answers: { resolve: (answer: Prediction) => void; reject: (thrown: unknown) => void }[] =
    [];
  const ways = {
    grab: vi.fn((): Uint8Array | null => new Uint8Array(4)),
    recognise: vi.fn(
      () => new Promise<Prediction>((resolve, reject) => answers.push({ resolve, reject })),
    ),
    onanswer: vi.fn(),
    onfailure: vi.fn(),
  };
  return { made: new FramePump(ways), ways, answers };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('frames that come while the model is busy are dropped, not queued', async () => {
  const { made, ways, answers } = pump();
  for (let frame = 0; frame < 10; frame++) made.offer(frame * 100);
  expect(ways.recognise).toHaveBeenCalledOnce();
  expect(ways.grab, 'pixels of dropped frames are not even fetched').toHaveBeenCalledOnce();
  answers[0]?.resolve(prediction);
  await settled();
  expect(ways.onanswer, 'a late answer is shown at once').toHaveBeenCalledOnce();
  expect(ways.recognise, 'the picture of this moment, and no other').toHaveBeenCalledTimes(2);
  expect(ways.grab, 'it is fetched after the answer').toHaveBeenCalledTimes(2);
  answers[1]?.resolve(prediction);
  await settled();
  expect(ways.recognise, 'nothing was waiting').toHaveBeenCalledTimes(2);
  made.offer(1100);
  expect(ways.recognise).toHaveBeenCalledTimes(3);
});

test('also after a late answer a fast camera is slowed down', async () => {
  const { made, ways, answers } = pump();
  made.offer(0);
  made.offer(STEP_MS / 4);
  answers[0]?.resolve(prediction);
  await settled();
  expect(ways.onanswer).toHaveBeenCalledOnce();
  expect(ways.recognise).toHaveBeenCalledOnce();
});

test('an answer in time is shown together with the next frame', async () => {
  const { made, ways, answers } = pump();
  made.offer(0);
  answers[0]?.resolve(prediction);
  await settled();
  expect(ways.onanswer).not.toHaveBeenCalled();
  made.offer(33);
  expect(ways.onanswer).toHaveBeenCalledExactlyOnceWith(prediction);
  expect(ways.recognise).toHaveBeenCalledTimes(2);
  made.offer(66);
  expect(ways.onanswer, 'each answer is shown once').toHaveBeenCalledOnce();
});

test.each([8, 11, 16.7, 22, 25, 30, 33.3])(
  'of frames every %d ms thirty a second are looked at',
  async (step) => {
    const { made, ways } = pump();
    ways.recognise.mockImplementation(() => Promise.resolve(prediction));
    const seconds = 2;
    for (let now = 0; now < seconds * 1000; now += step) {
      made.offer(now);
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    }
    const looked = ways.recognise.mock.calls.length;
    expect(looked).toBeGreaterThanOrEqual(29 * seconds);
    expect(looked).toBeLessThanOrEqual(30 * seconds + 1);
  },
);

test('time that was lost is not made up for by a rush', async () => {
  const { made, ways, answers } = pump();
  made.offer(0);
  answers[0]?.resolve(prediction);
  await settled();
  made.offer(1000);
  answers[1]?.resolve(prediction);
  await settled();
  made.offer(1000 + STEP_MS / 4);
  expect(ways.recognise).toHaveBeenCalledTimes(2);
});

test('a camera without a picture yet costs nothing', () => {
  const { made, ways } = pump();
  ways.grab.mockReturnValueOnce(null);
  made.offer(0);
  expect(ways.recognise).not.toHaveBeenCalled();
  made.offer(1);
  expect(ways.recognise).toHaveBeenCalledOnce();
});

test('after the stop nothing is said, also not about the frame on its way', async () => {
  const { made, ways, answers } = pump();
  made.offer(0);
  made.offer(33);
  made.stop();
  answers[0]?.resolve(prediction);
  await settled();
  made.offer(1000);
  expect(ways.onanswer).not.toHaveBeenCalled();
  expect(ways.recognise).toHaveBeenCalledOnce();
});

test('a failure is said once and stops the frames', async () => {
  const { made, ways, answers } = pump();
  made.offer(0);
  answers[0]?.reject(new Error('gone'));
  await settled();
  made.offer(1000);
  expect(ways.onfailure).toHaveBeenCalledOnce();
  expect(ways.recognise).toHaveBeenCalledOnce();
});

interface Watched {
  video: HTMLVideoElement;
  /** A frame of the video is told; without word, none ever is. */
  tell: ((now: number) => void) | undefined;
  /** The window paints; without word, nobody asked for it. */
  paint: ((now: number) => void) | undefined;
}

function watched(): Watched {
  const made: Watched = {
    tell: undefined,
    paint: undefined,
    video: {
      requestVideoFrameCallback: (step: (now: number) => void) => ((made.tell = step), 1),
      cancelVideoFrameCallback: () => (made.tell = undefined),
    } as unknown as HTMLVideoElement,
  };
  vi.stubGlobal('requestAnimationFrame', (step: (now: number) => void) => ((made.paint = step), 1));
  vi.stubGlobal('cancelAnimationFrame', () => (made.paint = undefined));
  return made;
}

describe('the frames of a video', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('are all offered until nobody watches', () => {
    const made = watched();
    const seen: number[] = [];
    const unwatch = watchFrames(made.video, (now) => seen.push(now));
    made.tell?.(10);
    vi.advanceTimersByTime(SILENT_MS - 1);
    made.tell?.(43);
    vi.advanceTimersByTime(SILENT_MS - 1);
    expect(seen).toEqual([10, 43]);
    expect(made.paint).toBeUndefined();
    unwatch();
    expect(made.tell).toBeUndefined();
    vi.advanceTimersByTime(SILENT_MS);
    expect(made.paint).toBeUndefined();
  });

  test('of which nothing is told come with the pictures of the window', () => {
    const made = watched();
    const seen: number[] = [];
    const unwatch = watchFrames(made.video, (now) => seen.push(now));
    vi.advanceTimersByTime(SILENT_MS);
    made.paint?.(16);
    made.paint?.(33);
    expect(seen).toEqual([16, 33]);
    unwatch();
    expect(made.paint).toBeUndefined();
  });

  test('that are told after all are not seen twice', () => {
    const made = watched();
    const seen: number[] = [];
    watchFrames(made.video, (now) => seen.push(now));
    vi.advanceTimersByTime(SILENT_MS);
    made.paint?.(16);
    made.tell?.(40);
    expect(made.paint).toBeUndefined();
    expect(seen).toEqual([16, 40]);
  });

  test('of a web view without such calls come with the pictures of the window', () => {
    const made = watched();
    const seen: number[] = [];
    const unwatch = watchFrames({} as HTMLVideoElement, (now) => seen.push(now));
    vi.advanceTimersByTime(SILENT_MS);
    made.paint?.(16);
    expect(seen).toEqual([16]);
    unwatch();
  });
});
