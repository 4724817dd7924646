import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelView, Prediction, ProjectView } from '../../api';
import { FakeMedia } from '../../camera/testing';
import { notices } from '../../state/notices.svelte';
import { OpenProject } from '../../state/project.svelte';
import { projectView } from '../../state/testing';
import DataInput from './DataInput.svelte';

const model: ModelView = {
  version: 1,
  freshness: 'fresh',
  epochs: [],
  classes: [1, 2],
  validation_accuracy: null,
  training_accuracy: 1,
  validation_photos: 0,
  photos: 10,
};
const prediction: Prediction = {
  winner: 2,
  model_version: 1,
  unsure: false,
  classes: [
    { id: 1, name: 'Rock', colour: 0, confidence: 0.1 },
    { id: 2, name: 'Paper', colour: 1, confidence: 0.9 },
  ],
};

/** Frames of the camera come when a test says so; jsdom has none. */
let frame: (() => void) | undefined;
vi.mock('../../recognising/pump', async (original) => ({
  ...(await original<object>()),
  watchFrames: (_video: unknown, onframe: (now: number) => void) => {
    let now = 0;
    frame = () => onframe((now += 100));
    return () => (frame = undefined);
  },
}));
vi.mock('../../camera/frames', async (original) => ({
  ...(await original<object>()),
  grabFrame: () => new Uint8Array(4),
}));

let called: string[] = [];
let answer: (name: string) => unknown;
let media: FakeMedia;
beforeEach(() => {
  called = [];
  answer = (name) => (name === 'example_pictures' ? [{ index: 0 }, { index: 1 }] : prediction);
  mockConvertFileSrc('linux');
  mockIPC((name) => {
    called.push(name);
    return answer(name);
  });
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => undefined;
  media = new FakeMedia([{ id: 'front', label: 'Front' }]);
  Object.defineProperty(navigator, 'mediaDevices', { value: media, configurable: true });
});
afterEach(() => {
  cleanup();
  clearMocks();
  vi.unstubAllGlobals();
  notices.list = [];
  document.body.innerHTML = '';
});

const withModel = (version: number | null): Partial<ProjectView> => {
  const { status } = projectView();
  return { status: { ...status, model: version === null ? null : { ...model, version } } };
};

function popup(changes: Partial<ProjectView> = {}, state: 'running' | 'paused' = 'paused') {
  const project = new OpenProject(projectView({ ...withModel(1), ...changes }));
  const on = {
    onconfirm: vi.fn(),
    onclose: vi.fn(),
    onresume: vi.fn(),
    onpause: vi.fn(),
    onstop: vi.fn(),
  };
  return { project, on, ...render(DataInput, { project, state, ...on }) };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const confirm = () => button('Use this photo');
const file = () => new File(['x'], 'photo.jpg', { type: 'image/jpeg' });
const choose = () =>
  fireEvent.change(screen.getByLabelText('Choose a picture', { selector: 'input' }), {
    target: { files: [file()] },
  });
const toCamera = () => fireEvent.click(screen.getByRole('radio', { name: 'Camera' }));
const canConfirm = () => vi.waitFor(() => expect(confirm().disabled).toBe(false));

test('it opens paused, with nothing to confirm and the model not asked', () => {
  popup();
  expect(screen.getByRole('dialog', { name: 'Input data' })).toBeTruthy();
  expect(confirm().disabled).toBe(true);
  expect(button('Resume project')).toBeTruthy();
  expect(called).toEqual([]);
});

test('a picture that is confirmed is given to the program once', async () => {
  const { on } = popup();
  await choose();
  await canConfirm();
  expect(screen.getByRole('list', { name: 'Confidence of each class' })).toBeTruthy();
  expect(on.onconfirm).not.toHaveBeenCalled();
  await Promise.all([fireEvent.click(confirm()), fireEvent.click(confirm())]);
  expect(on.onconfirm).toHaveBeenCalledExactlyOnceWith(prediction);
  expect(on.onclose).not.toHaveBeenCalled();
});

test('a dropped picture is taken, also beside the square', async () => {
  const { on } = popup();
  const dataTransfer = { types: ['Files'], files: [file()] };
  await fireEvent.drop(screen.getByRole('radiogroup'), { dataTransfer });
  await canConfirm();
  await fireEvent.click(confirm());
  await vi.waitFor(() => expect(on.onconfirm).toHaveBeenCalledOnce());
});

test('a pasted picture is taken', async () => {
  popup();
  await fireEvent.paste(document.body, { clipboardData: { files: [file()] } });
  await canConfirm();
});

test('a test picture of the example is taken', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve({ ok: true, blob: () => Promise.resolve(new Blob(['x'])) }),
  );
  popup({ is_example: true });
  await fireEvent.click(await screen.findByRole('button', { name: 'Test picture 2' }));
  await canConfirm();
});

test('a refused picture says why and gives nothing; another one can be chosen', async () => {
  const { on } = popup();
  answer = () => {
    throw { code: 'corrupt', detail: {} };
  };
  await choose();
  expect((await screen.findByRole('alert')).textContent).toContain('damaged');
  expect(confirm().disabled).toBe(true);
  answer = () => prediction;
  await choose();
  await canConfirm();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(on.onclose).not.toHaveBeenCalled();
});

test('the X closes without a picture', async () => {
  const { on } = popup();
  await choose();
  await canConfirm();
  await fireEvent.click(button('Close'));
  expect(on.onclose).toHaveBeenCalledOnce();
  expect(on.onconfirm).not.toHaveBeenCalled();
});

test('Escape closes it from anywhere, unless a dialog or a menu lies above', async () => {
  const outside = document.body.appendChild(document.createElement('button'));
  const { on } = popup();
  outside.focus();
  for (const role of ['dialog', 'menu']) {
    const above = document.body.appendChild(document.createElement('div'));
    above.setAttribute('role', role);
    above.dataset['state'] = 'open';
    await fireEvent.keyDown(outside, { key: 'Escape' });
    expect(on.onclose, role).not.toHaveBeenCalled();
    above.remove();
  }
  await fireEvent.keyDown(outside, { key: 'Escape' });
  expect(on.onclose).toHaveBeenCalledOnce();
});

test('the back gesture closes it like the X', () => {
  class Watcher {
    onclose: (() => void) | null = null;
    gone = false;
    constructor() {
      watchers.push(this);
    }
    destroy() {
      this.gone = true;
    }
  }
  const watchers: Watcher[] = [];
  vi.stubGlobal('CloseWatcher', Watcher);
  const { on, unmount } = popup();
  watchers[0]?.onclose?.();
  expect(on.onclose).toHaveBeenCalledOnce();
  unmount();
  expect(watchers[0]?.gone).toBe(true);
});

test('bottom right resumes while paused and pauses while running, and stays open', async () => {
  const { on, rerender } = popup();
  await fireEvent.click(button('Resume project'));
  expect(on.onresume).toHaveBeenCalledOnce();
  await rerender({ state: 'running' });
  await fireEvent.click(button('Pause project'));
  expect(on.onpause).toHaveBeenCalledOnce();
  await rerender({ state: 'paused' });
  expect(button('Resume project')).toBeTruthy();
  expect(on.onclose).not.toHaveBeenCalled();
  expect(on.onstop).not.toHaveBeenCalled();
});

test('a picture stays chosen while the program is resumed and paused', async () => {
  const { rerender } = popup();
  await choose();
  await canConfirm();
  await rerender({ state: 'running' });
  expect(confirm().disabled).toBe(false);
  expect(called).toEqual(['recognise']);
});

test('bottom left stops the program', async () => {
  const { on } = popup();
  await fireEvent.click(button('Stop project'));
  expect(on.onstop).toHaveBeenCalledOnce();
  expect(on.onclose).not.toHaveBeenCalled();
});

test('a model that is gone closes it with a message', async () => {
  const { project, on } = popup();
  project.apply({ ...project.view, ...withModel(null) });
  await vi.waitFor(() => expect(on.onclose).toHaveBeenCalledOnce());
  expect(notices.list.map((one) => one.text)).toEqual([
    'There is no model any more. The project goes on without a picture.',
  ]);
});

test('a new model is asked about the chosen picture before it is given', async () => {
  const { project, on } = popup();
  await choose();
  await canConfirm();
  const second = { ...prediction, winner: 1, model_version: 2 };
  answer = () => second;
  project.apply({ ...project.view, ...withModel(2) });
  await screen.findByText('Recognised: Rock, 10%');
  await fireEvent.click(confirm());
  await vi.waitFor(() => expect(on.onconfirm).toHaveBeenCalledExactlyOnceWith(second));
});

test('the camera is on only while it is chosen and the popup is open', async () => {
  const { unmount } = popup();
  expect(media.tracks).toHaveLength(0);
  await toCamera();
  await vi.waitFor(() => expect(media.live).toBe(1));
  await fireEvent.click(screen.getByRole('radio', { name: 'Upload' }));
  await vi.waitFor(() => expect(media.live).toBe(0));
  await toCamera();
  await vi.waitFor(() => expect(media.live).toBe(1));
  unmount();
  await vi.waitFor(() => expect(media.live).toBe(0));
});

test('the camera shows live bars, and confirming takes the present frame', async () => {
  const { on } = popup();
  await toCamera();
  await vi.waitFor(() => expect(frame).toBeDefined());
  expect(confirm().disabled).toBe(true);
  frame?.();
  await vi.waitFor(() => {
    frame?.();
    expect(confirm().disabled).toBe(false);
  });
  expect(screen.getByRole('list', { name: 'Confidence of each class' })).toBeTruthy();
  const present = { ...prediction, winner: 1 };
  answer = () => present;
  await fireEvent.click(confirm());
  await vi.waitFor(() => expect(on.onconfirm).toHaveBeenCalledExactlyOnceWith(present));
  expect(new Set(called)).toEqual(new Set(['recognise_frame']));
});

test('a failing camera says one sentence and leaves the upload usable', async () => {
  media.failure = 'NotAllowedError';
  popup();
  await toCamera();
  expect((await screen.findByRole('alert')).textContent).toContain('camera is blocked');
  expect(confirm().disabled).toBe(true);
  await fireEvent.click(screen.getByRole('radio', { name: 'Upload' }));
  await choose();
  await canConfirm();
});

test('the focus comes in, and goes back to where it was', () => {
  const before = document.body.appendChild(document.createElement('button'));
  before.focus();
  const { unmount } = popup();
  expect(document.activeElement).toBe(screen.getByRole('dialog'));
  button('Close').focus();
  unmount();
  expect(document.activeElement).toBe(before);
});

test('focus that the user has taken elsewhere is left there', () => {
  const [before, later] = [0, 1].map(() =>
    document.body.appendChild(document.createElement('button')),
  );
  before?.focus();
  const { unmount } = popup();
  later?.focus();
  unmount();
  expect(document.activeElement).toBe(later);
});

test('it can be moved by its title: by the arrow keys and by dragging', async () => {
  popup();
  const dialog = screen.getByRole('dialog');
  const at = { left: 500, top: 200 };
  dialog.getBoundingClientRect = () => at as DOMRect;
  const handle = button('Input data');
  await fireEvent.keyDown(handle, { key: 'ArrowLeft' });
  expect(dialog.style.getPropertyValue('--left')).toBe('476px');
  await fireEvent.keyDown(handle, { key: 'ArrowUp', shiftKey: true });
  expect(dialog.style.getPropertyValue('--top')).toBe('196px');

  handle.setPointerCapture = () => undefined;
  const pointer = (type: string, clientX: number, clientY: number) =>
    fireEvent(handle, new MouseEvent(type, { bubbles: true, clientX, clientY, button: 0 }));
  await pointer('pointerdown', 600, 220);
  await pointer('pointermove', 550, 300);
  await pointer('pointerup', 550, 300);
  await pointer('pointermove', 0, 0);
  expect(dialog.style.getPropertyValue('--left')).toBe('450px');
  expect(dialog.style.getPropertyValue('--top')).toBe('280px');
});
