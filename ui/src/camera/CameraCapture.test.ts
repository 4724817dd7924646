import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../api';
import { notices } from '../state/notices.svelte';
import { preferences } from '../state/preferences.svelte';
import { BURST_EVERY_MS, HOLD_MS } from './burst.svelte';
import CameraCapture from './CameraCapture.svelte';
import { FIRST_PICTURE_MS } from './frames';
import { FakeMedia, FakePicture } from './testing';

let picture: FakePicture;
let media: FakeMedia;
beforeEach(() => {
  picture = new FakePicture();
  media = new FakeMedia([
    { id: 'one', label: 'Front' },
    { id: 'two', label: '' },
  ]);
  Object.defineProperty(navigator, 'mediaDevices', { value: media, configurable: true });
  mockIPC((_name, args) => (args as { preferences?: unknown }).preferences);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  clearMocks();
  notices.list = [];
});

const shutter = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Take photo' });

/** jsdom has no pointer events; one with a button is needed here. */
HTMLElement.prototype.setPointerCapture = () => undefined;
const down = (button = 0) =>
  fireEvent(shutter(), new MouseEvent('pointerdown', { bubbles: true, button }));

async function capture(onphoto: (jpeg: Blob) => Promise<void> | void = vi.fn()) {
  const view = render(CameraCapture, { active: true, onphoto });
  await vi.waitFor(() => expect(shutter().disabled).toBe(false));
  return view;
}

test('a click takes one photo', async () => {
  const onphoto = vi.fn();
  await capture(onphoto);
  await down();
  await fireEvent.pointerUp(shutter());
  await fireEvent.click(shutter());
  await vi.waitFor(() => expect(onphoto).toHaveBeenCalledExactlyOnceWith(picture.jpeg));
});

test('a click before the first picture of the camera is a photo as soon as that is there', async () => {
  const onphoto = vi.fn();
  picture.width = 0;
  await capture(onphoto);
  await fireEvent.click(shutter());
  expect(onphoto).not.toHaveBeenCalled();
  picture.width = 640;
  await fireEvent(screen.getByLabelText('Live view'), new Event('loadeddata'));
  await vi.waitFor(() => expect(onphoto).toHaveBeenCalledExactlyOnceWith(picture.jpeg));
  expect(notices.list).toEqual([]);
});

test('a camera that gives no picture in time says that there is no photo', async () => {
  const onphoto = vi.fn();
  picture.width = 0;
  await capture(onphoto);
  vi.useFakeTimers();
  await fireEvent.click(shutter());
  await vi.advanceTimersByTimeAsync(FIRST_PICTURE_MS);
  expect(onphoto).not.toHaveBeenCalled();
  expect(notices.list[0]?.text).toContain('No photo was taken');
});

test('the space bar takes one photo, and not while a name is typed', async () => {
  const onphoto = vi.fn();
  await capture(onphoto);
  await fireEvent.keyDown(document.body, { key: ' ' });
  await fireEvent.keyUp(document.body, { key: ' ' });
  await vi.waitFor(() => expect(onphoto).toHaveBeenCalledOnce());

  const field = document.body.appendChild(document.createElement('input'));
  await fireEvent.keyDown(field, { key: ' ' });
  await fireEvent.keyUp(field, { key: ' ' });
  field.remove();
  expect(onphoto).toHaveBeenCalledOnce();
});

test.each(['pointerUp', 'pointerCancel', 'blur'] as const)(
  'a held button takes photo after photo until %s',
  async (end) => {
    const onphoto = vi.fn();
    await capture(onphoto);
    vi.useFakeTimers();
    await down();
    await vi.advanceTimersByTimeAsync(HOLD_MS + 2 * BURST_EVERY_MS + 10);
    expect(onphoto).toHaveBeenCalledTimes(3);
    expect(screen.getByText('3')).toBeTruthy();
    await fireEvent[end](shutter());
    await fireEvent.click(shutter()); // the end of the burst is not another photo
    await vi.advanceTimersByTimeAsync(5000);
    expect(onphoto).toHaveBeenCalledTimes(3);
    expect(screen.getByText('3 photos')).toBeTruthy();
  },
);

test('another button of the mouse holds nothing', async () => {
  const onphoto = vi.fn();
  await capture(onphoto);
  vi.useFakeTimers();
  await down(2);
  await vi.advanceTimersByTimeAsync(HOLD_MS + 2 * BURST_EVERY_MS);
  expect(onphoto).not.toHaveBeenCalled();
});

test('a photo that cannot be kept is said, and ends the burst', async () => {
  const onphoto = vi.fn(() => Promise.reject(new AppError('disk_full')));
  await capture(onphoto);
  vi.useFakeTimers();
  await down();
  await vi.advanceTimersByTimeAsync(HOLD_MS + 4 * BURST_EVERY_MS);
  expect(onphoto).toHaveBeenCalledOnce();
  expect(notices.list[0]?.text).toContain('disk is full');
});

test('the camera goes off when it is not shown any more', async () => {
  const { rerender, unmount } = await capture();
  await rerender({ active: false });
  await vi.waitFor(() => expect(media.live).toBe(0));
  expect(shutter().disabled).toBe(true);
  await rerender({ active: true });
  await vi.waitFor(() => expect(media.live).toBe(1));
  unmount();
  await vi.waitFor(() => expect(media.live).toBe(0));
});

test('the picture lets go of the stream before the stream is stopped', async () => {
  const { rerender } = await capture();
  const video = screen.getByLabelText<HTMLVideoElement>('Live view');
  expect(video.srcObject).not.toBeNull();
  const [track] = media.tracks;
  const shownAtTheEnd: unknown[] = [];
  track?.addEventListener('stopped', () => shownAtTheEnd.push(video.srcObject));
  await rerender({ active: false });
  await vi.waitFor(() => expect(shownAtTheEnd).toEqual([null]));
});

test('the mirror is a view that is kept as a preference', async () => {
  preferences.apply({ language: 'en', theme: 'system', mirror: true });
  await capture();
  const video = screen.getByLabelText('Live view');
  expect(video.className).toContain('mirrored');
  await fireEvent.click(screen.getByRole('button', { name: 'Show as in a mirror' }));
  await vi.waitFor(() => expect(video.className).not.toContain('mirrored'));
  expect(preferences.current.mirror).toBe(false);
});

test('without a camera it says what to do, and tries again when asked', async () => {
  media.failure = 'NotFoundError';
  render(CameraCapture, { active: true, onphoto: vi.fn() });
  expect((await screen.findByRole('alert')).textContent).toContain('upload photos instead');
  expect(shutter().disabled).toBe(true);
  media.failure = undefined;
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(shutter().disabled).toBe(false));
});
