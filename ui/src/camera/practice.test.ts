import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Camera, PRACTICE_ID, type PracticeSource } from './camera.svelte';
import { PracticeCamera, TURN_MS, type HeldPicture } from './practice.svelte';
import { FakeMedia } from './testing';

const front = { id: 'front', label: 'Front' };

/** What was drawn on the canvas of a practice camera. */
let drawn: unknown[] = [];
let track: { readyState: string; stop(): void };
beforeEach(() => {
  drawn = [];
  track = {
    readyState: 'live',
    stop() {
      this.readyState = 'ended';
    },
  };
  const context = { drawImage: (source: unknown) => drawn.push(source) };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  HTMLCanvasElement.prototype.captureStream = () =>
    ({ getTracks: () => [track], getVideoTracks: () => [track] }) as unknown as MediaStream;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  localStorage.clear();
});

const pictures = ['paper', 'scissors', 'rock'].map(
  (source) => ({ source, width: 320, height: 320 }) as unknown as HeldPicture,
);
const practice = () => new PracticeCamera(() => Promise.resolve(pictures));

test('its pictures go round in both directions', async () => {
  const made = practice();
  await made.open();
  expect([made.index, made.count]).toEqual([0, 3]);
  made.turn(-1);
  expect(made.index).toBe(2);
  made.turn(1);
  expect(made.index).toBe(0);
  track.stop();
});

test('pictures turn by themselves only while somebody wants it', async () => {
  vi.useFakeTimers();
  const made = practice();
  await made.open();
  await vi.advanceTimersByTimeAsync(2 * TURN_MS);
  expect(made.index).toBe(0);
  const stop = made.turnByItself();
  await vi.advanceTimersByTimeAsync(TURN_MS + 100);
  expect(made.index).toBe(1);
  expect(drawn.at(-1)).toBe('scissors');
  stop();
  stop();
  await vi.advanceTimersByTimeAsync(2 * TURN_MS);
  expect(made.index).toBe(1);
  track.stop();
});

test('a picture that stands still is filmed all the same, until the camera is put away', async () => {
  vi.useFakeTimers();
  await practice().open();
  const before = drawn.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(drawn.length).toBeGreaterThan(before);
  track.stop();
  await vi.advanceTimersByTimeAsync(100);
  expect(vi.getTimerCount()).toBe(0);
});

const source = (): PracticeSource & { opened: number } => ({
  opened: 0,
  open() {
    this.opened++;
    return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
  },
});
const settled = (made: Camera, state: object) =>
  vi.waitFor(() => expect(made.state).toMatchObject(state));

test('without any camera the practice camera is used by itself, and says that it is that', async () => {
  const made = new Camera(() => new FakeMedia([]).asMediaDevices());
  made.offer(source());
  const release = made.hold('frames');
  await settled(made, { kind: 'live', practice: 'instead', facesAway: true });
  release();
  await vi.waitFor(() => expect(track.readyState).toBe('ended'));
});

test('without an offer there is no practice camera', async () => {
  const made = new Camera(() => undefined);
  const release = made.hold('frames');
  await settled(made, { kind: 'failed', trouble: 'none' });
  expect(made.hasPractice).toBe(false);
  made.choose(PRACTICE_ID);
  expect(made.state.kind).toBe('failed');

  const withdraw = made.offer(source());
  await settled(made, { kind: 'live' });
  withdraw();
  await settled(made, { kind: 'failed', trouble: 'none' });
  release();
});

test('with a camera it is used only when it is chosen, and the choice can be taken back', async () => {
  const media = new FakeMedia([front]);
  const made = new Camera(() => media.asMediaDevices());
  const offered = source();
  made.offer(offered);
  const release = made.hold('frames');
  await settled(made, { deviceId: 'front' });
  expect(offered.opened).toBe(0);
  made.choose(PRACTICE_ID);
  await settled(made, { practice: 'chosen' });
  expect(media.live).toBe(0);
  await vi.waitFor(() => expect(made.devices).toHaveLength(1));
  made.choose('front');
  await settled(made, { deviceId: 'front' });
  expect(localStorage.getItem('nunchi.camera')).toContain('front');
  release();
});

test('a blocked camera is not replaced unasked', async () => {
  const media = new FakeMedia([front]);
  media.failure = 'NotAllowedError';
  const made = new Camera(() => media.asMediaDevices());
  made.offer(source());
  const release = made.hold('frames');
  await settled(made, { kind: 'failed', trouble: 'denied' });
  made.choose(PRACTICE_ID);
  await settled(made, { practice: 'chosen' });
  release();
});

test('photos to keep are never taken with it', async () => {
  const media = new FakeMedia([]);
  const made = new Camera(() => media.asMediaDevices());
  made.offer(source());
  const frames = made.hold('frames');
  await settled(made, { practice: 'instead' });
  const photos = made.hold('photos');
  await settled(made, { kind: 'failed', trouble: 'none' });
  photos();
  await settled(made, { practice: 'instead' });
  frames();
});
