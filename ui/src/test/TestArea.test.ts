import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelView, ProjectView, TestedPicture } from '../api';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import TestArea from './TestArea.svelte';

const prediction: TestedPicture = {
  winner: 2,
  model_version: 1,
  unsure: false,
  similar: [],
  classes: [
    { id: 1, name: 'Rock', colour: 0, confidence: 0.104 },
    { id: 2, name: 'Paper', colour: 1, confidence: 0.896 },
  ],
};
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

let called: string[] = [];
let answer: (name: string) => unknown = () => prediction;
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
  // jsdom's Blob cannot be read.
  Blob.prototype.arrayBuffer = () => Promise.resolve(new ArrayBuffer(2));
});
afterEach(() => {
  clearMocks();
  vi.unstubAllGlobals();
  notices.list = [];
});

const file = () => new File(['x'], 'photo.jpg', { type: 'image/jpeg' });
const withModel = (changes: Partial<ModelView> = {}) => {
  const { status } = projectView();
  return { status: { ...status, model: { ...model, ...changes } } };
};

function area(changes: Partial<ProjectView> = withModel()) {
  const project = new OpenProject(projectView(changes));
  render(TestArea, { project, active: true });
  return project;
}
const choose = () =>
  fireEvent.change(screen.getByLabelText('Choose a picture', { selector: 'input' }), {
    target: { files: [file()] },
  });

async function seeResult() {
  const bars = await screen.findByRole('list', { name: 'Confidence of each class' });
  return within(bars)
    .getAllByRole('listitem')
    .map((bar) => bar.textContent.replace(/\s+/g, ' ').trim());
}

test('without a model it says what to do', () => {
  area({});
  expect(screen.getByText('Train the model first')).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
});

test('a chosen picture shows the winner and a bar for each class', async () => {
  area();
  await choose();
  expect(await seeResult()).toEqual(['Rock 10%', 'Paper 90%']);
  expect(called).toEqual(['test_picture']);
  expect(screen.getByRole('img', { name: 'The picture that was recognised' })).toBeTruthy();
  expect(screen.getByText('Recognised: Paper, 90%')).toBeTruthy();
});

test('the photos that look most like it are shown with their classes', async () => {
  const similar = [
    { id: 21, class: 2, likeness: 0.9 },
    { id: 99, class: 2, likeness: 0.8 },
    { id: 11, class: 1, likeness: 0.7 },
  ];
  answer = () => ({ ...prediction, similar });
  const photos = (id: number) => [{ id, revision: 1 }];
  area({
    ...withModel(),
    classes: [
      { id: 1, name: 'Rock', colour: 0, photos: photos(11), merged: [] },
      { id: 2, name: 'Paper', colour: 1, photos: photos(21), merged: [] },
    ],
  });
  await choose();
  const list = await screen.findByRole('list', { name: 'Your photos that look most like it' });
  const names = within(list).getAllByRole('listitem');
  expect(names.map((one) => one.textContent.trim())).toEqual(['Paper', 'Rock']);

  answer = () => prediction;
  await choose();
  await waitFor(() =>
    expect(screen.queryByRole('list', { name: 'Your photos that look most like it' })).toBeNull(),
  );
});

test('a dropped picture is recognised', async () => {
  area();
  const place = screen.getByRole('button', { name: /Choose a picture/ });
  const dataTransfer = { types: ['Files'], files: [file()] };
  await fireEvent.drop(place, { dataTransfer });
  expect(await seeResult()).toHaveLength(2);
});

test('a pasted picture is recognised, unless another part has taken it', async () => {
  area();
  const clipboardData = { files: [file()] };
  const taken = (event: Event) => event.preventDefault();
  document.body.addEventListener('paste', taken);
  await fireEvent.paste(document.body, { clipboardData });
  document.body.removeEventListener('paste', taken);
  expect(called).toEqual([]);

  await fireEvent.paste(document.body, { clipboardData });
  expect(await seeResult()).toHaveLength(2);
});

test('a picture that is refused says why', async () => {
  area();
  answer = () => {
    throw { code: 'corrupt', detail: {} };
  };
  await choose();
  expect((await screen.findByRole('alert')).textContent).toContain('damaged');
  answer = () => prediction;
  await choose();
  expect(await seeResult()).toHaveLength(2);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('the example offers its own pictures', async () => {
  const fetched: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    fetched.push(address);
    return Promise.resolve({ ok: true, blob: () => Promise.resolve(new Blob(['x'])) });
  });
  area({ ...withModel(), is_example: true });
  await fireEvent.click(await screen.findByRole('button', { name: 'Test picture 2' }));
  expect(fetched).toEqual(['photo://localhost/example/1']);
  expect(await seeResult()).toHaveLength(2);
});

test('a test picture that cannot be read says so', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: false, status: 404 }));
  area({ ...withModel(), is_example: true });
  await fireEvent.click(await screen.findByRole('button', { name: 'Test picture 1' }));
  await vi.waitFor(() => expect(notices.list).toHaveLength(1));
  expect(called).not.toContain('test_picture');
});

test('a model that is out of date says so', () => {
  area(withModel({ freshness: 'data_changed' }));
  expect(screen.getByText(/photos have changed since the training/)).toBeTruthy();
});

test('a new model is asked about the same picture at once', async () => {
  const project = area();
  await choose();
  await seeResult();
  answer = () => ({ ...prediction, winner: 1 });
  project.applyStatus(withModel({ version: 2 }).status);
  await screen.findByText('Recognised: Rock, 10%');
  expect(called).toEqual(['test_picture', 'test_picture']);
});

test('a class that is renamed is renamed in the result', async () => {
  const project = area();
  await choose();
  await seeResult();
  project.apply({
    ...project.view,
    classes: [{ id: 2, name: '보', colour: 3, photos: [], merged: [] }],
  });
  await vi.waitFor(async () => expect(await seeResult()).toEqual(['Rock 10%', '보 90%']));
});

test('live without a camera says what to do, and upload goes on working', async () => {
  Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
  area();
  await fireEvent.click(screen.getByRole('radio', { name: 'Live' }));
  expect((await screen.findByRole('alert')).textContent).toContain('No camera found');
  await fireEvent.click(screen.getByRole('radio', { name: 'Upload' }));
  await choose();
  expect(await seeResult()).toHaveLength(2);
});
