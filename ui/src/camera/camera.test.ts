import { afterEach, expect, test, vi } from 'vitest';
import { Camera } from './camera.svelte';
import { FakeMedia } from './testing';

const front = { id: 'front', label: 'Front' };
const back = { id: 'back', label: 'Back', facingMode: 'environment' };
let releases: (() => void)[] = [];

afterEach(() => {
  releases.forEach((release) => release());
  releases = [];
  localStorage.clear();
  hide(false);
});

function hide(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

function camera(media: FakeMedia | undefined) {
  const made = new Camera(() => media?.asMediaDevices());
  return { made, hold: () => void releases.push(made.hold('photos')) };
}

const settled = (made: Camera, kind: string) =>
  vi.waitFor(() => expect(made.state.kind).toBe(kind));

test('the camera is on while somebody holds it, and off after the last', async () => {
  const media = new FakeMedia([front]);
  const { made } = camera(media);
  const [one, other] = [made.hold('photos'), made.hold('photos')];
  await settled(made, 'live');
  expect(media.tracks).toHaveLength(1);
  one();
  one(); // a second release of the same hold counts for nothing
  expect(media.live).toBe(1);
  other();
  await vi.waitFor(() => expect(media.live).toBe(0));
  expect(made.state.kind).toBe('idle');
});

test('whoever takes the camera over gets it when the one before is done with it', async () => {
  const media = new FakeMedia([front]);
  const { made, hold } = camera(media);
  const release = made.hold('photos');
  await settled(made, 'live');
  const given = media.getUserMedia;
  const stillOn: number[] = [];
  media.getUserMedia = (wanted) => {
    stillOn.push(media.live);
    return given(wanted);
  };
  release();
  hold();
  await settled(made, 'live');
  expect(stillOn).toEqual([0]);
});

test('frames to recognise are asked for smaller than photos, and photos win', async () => {
  const media = new FakeMedia([front]);
  const { made } = camera(media);
  const frames = made.hold('frames');
  await settled(made, 'live');
  expect(media.tracks[0]?.width).toBe(640);
  const photos = made.hold('photos');
  expect(media.tracks[0]?.width).toBe(1280);
  photos();
  expect(media.tracks[0]?.width).toBe(640);
  expect(media.tracks).toHaveLength(1);
  frames();
  await vi.waitFor(() => expect(media.live).toBe(0));
});

test('the camera is off while the window is out of sight', async () => {
  const media = new FakeMedia([front]);
  const { made, hold } = camera(media);
  hold();
  await settled(made, 'live');
  hide(true);
  await vi.waitFor(() => expect(media.live).toBe(0));
  expect(made.state.kind).toBe('idle');
  hide(false);
  await settled(made, 'live');
  expect(media.live).toBe(1);
});

test('a camera that answers after everyone has left is put away', async () => {
  const media = new FakeMedia([front]);
  let open: () => void = () => undefined;
  media.gate = new Promise((resolve) => (open = resolve));
  const asked = vi.spyOn(media, 'getUserMedia');
  const { made } = camera(media);
  const release = made.hold('photos');
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  release();
  open();
  await vi.waitFor(() => expect(media.tracks).toHaveLength(1));
  await vi.waitFor(() => expect(media.live).toBe(0));
  expect(made.state.kind).toBe('idle');
});

test.each([
  ['NotAllowedError', 'denied'],
  ['NotReadableError', 'busy'],
  ['OverconstrainedError', 'none'],
])('%s is told as "%s" and can be tried again', async (failure, trouble) => {
  const media = new FakeMedia([front]);
  media.failure = failure;
  const { made, hold } = camera(media);
  hold();
  await settled(made, 'failed');
  expect(made.state).toEqual({ kind: 'failed', trouble });
  media.failure = undefined;
  made.again();
  await settled(made, 'live');
});

test('a web view without cameras says that there is none', async () => {
  const { made, hold } = camera(undefined);
  hold();
  await settled(made, 'failed');
  expect(made.state).toEqual({ kind: 'failed', trouble: 'none' });
});

test('a camera that is pulled out is lost, and comes back by itself', async () => {
  const media = new FakeMedia([front]);
  const { made, hold } = camera(media);
  hold();
  await settled(made, 'live');
  media.devices = [];
  media.tracks[0]?.pull();
  expect(made.state).toEqual({ kind: 'failed', trouble: 'lost' });
  await vi.waitFor(() => expect(media.live).toBe(0));
  media.change([front]);
  await settled(made, 'live');
});

test('a refusal is not asked again by itself', async () => {
  const media = new FakeMedia([front]);
  media.failure = 'NotAllowedError';
  const { made, hold } = camera(media);
  hold();
  await settled(made, 'failed');
  media.failure = undefined;
  media.change([front, back]);
  await vi.waitFor(() => expect(made.devices).toHaveLength(2));
  expect(made.state.kind).toBe('failed');
});

test('another camera can be chosen, and is used the next time', async () => {
  const media = new FakeMedia([front, back]);
  const { made } = camera(media);
  const release = made.hold('photos');
  await vi.waitFor(() => expect(made.devices.map((one) => one.label)).toEqual(['Front', 'Back']));
  made.choose('back');
  await vi.waitFor(() => expect(made.state).toMatchObject({ deviceId: 'back', facesAway: true }));
  expect(media.live).toBe(1);
  release();

  const later = camera(media);
  later.hold();
  await vi.waitFor(() => expect(later.made.state).toMatchObject({ deviceId: 'back' }));
});

test('a chosen camera that is gone is replaced by one that is there', async () => {
  localStorage.setItem('nunchi.camera', JSON.stringify(back));
  const { made, hold } = camera(new FakeMedia([front]));
  hold();
  await vi.waitFor(() => expect(made.state).toMatchObject({ deviceId: 'front' }));
});

test('a chosen camera is found by its name when its id has changed, and no other is shown', async () => {
  localStorage.setItem('nunchi.camera', JSON.stringify(back));
  const media = new FakeMedia([front, { ...back, id: 'back-2' }]);
  const { made, hold } = camera(media);
  const list = media.enumerateDevices;
  const whileListing: string[] = [];
  media.enumerateDevices = () => {
    whileListing.push(made.state.kind);
    return list();
  };
  hold();
  await vi.waitFor(() => expect(made.state).toMatchObject({ deviceId: 'back-2' }));
  expect(media.live).toBe(1);
  expect(whileListing[0], 'the name is looked for before a picture is shown').toBe('starting');
});
