import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '../api';
import { locale } from '../i18n/index.svelte';
import { app } from './app.svelte';
import { redo, undo } from './history';
import { notices } from './notices.svelte';
import { preferences } from './preferences.svelte';
import { OpenProject } from './project.svelte';
import { saving } from './saving.svelte';
import { projectCard, projectView } from './testing';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  clearMocks();
  notices.list = [];
});

const start = (changes: Partial<api.StartView> = {}): api.StartView => ({
  preferences: { language: 'en', theme: 'system', mirror: true },
  project: null,
  library: { projects: [], bin: [] },
  problem: null,
  ...changes,
});
const refuse = (code: api.ErrorCode) => () => {
  throw { code, detail: {} };
};

test('it says "saving" until the last of several changes is on the disk', async () => {
  const answers: (() => void)[] = [];
  mockIPC(() => new Promise((resolve) => answers.push(() => resolve(projectView()))));
  const both = [api.addClass('A'), api.addClass('B')];
  expect(saving.busy).toBe(true);
  answers[0]?.();
  await both[0];
  vi.advanceTimersByTime(5000);
  expect(saving.busy).toBe(true);
  answers[1]?.();
  await both[1];
  vi.advanceTimersByTime(5000);
  expect(saving.busy).toBe(false);
});

test('a change that failed is not being saved any more', async () => {
  mockIPC(refuse('disk_full'));
  await expect(api.addClass('A')).rejects.toMatchObject({ code: 'disk_full' });
  vi.advanceTimersByTime(5000);
  expect(saving.busy).toBe(false);
});

test('reading does not count as saving', async () => {
  mockIPC(() => []);
  const reading = api.examplePictures();
  expect(saving.busy).toBe(false);
  await reading;
});

test('undo asks Rust only when there is something to take back', async () => {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    return projectView({ name: 'Before' });
  });
  const project = new OpenProject(projectView());
  await undo(project);
  await redo(project);
  expect(called).toEqual([]);
  const status = {
    ...project.view.status,
    history: { undo: 'rename_model', redo: null, deleted_photos: 0 } as const,
  };
  project.applyStatus(status);
  await undo(project);
  expect(called).toEqual(['undo']);
  expect(project.view.name).toBe('Before');
});

test('an undo that fails says so and leaves the project as it was', async () => {
  mockIPC(refuse('storage'));
  const project = new OpenProject(projectView());
  project.applyStatus({
    ...project.view.status,
    history: { undo: 'add_class', redo: null, deleted_photos: 0 },
  });
  await undo(project);
  expect(notices.list).toHaveLength(1);
  expect(project.view.name).toBe('Fruit');
});

test('the app goes back to the project that was open last', async () => {
  mockIPC(() => start({ project: projectView() }));
  await app.start();
  expect(app.phase).toBe('project');
  expect(app.project?.view.name).toBe('Fruit');
});

test('without an open project the app starts at home, and says what went wrong', async () => {
  mockIPC(() => start({ problem: { code: 'project_damaged', detail: {} } }));
  await app.start();
  expect(app.phase).toBe('home');
  expect(app.problem?.code).toBe('project_damaged');
});

test('a start that fails can be tried again', async () => {
  mockIPC(refuse('storage'));
  await app.start();
  expect(app.phase).toBe('failed');
  mockIPC(() => start());
  await app.start();
  expect(app.phase).toBe('home');
});

test('pressing two buttons at once opens one project', async () => {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    return projectView();
  });
  await Promise.all([app.open(projectCard('one')), app.create('New', [])]);
  expect(called).toEqual(['open_project']);
  expect(app.opening).toBeUndefined();
});

test('a preference that cannot be kept goes back to what it was', async () => {
  preferences.apply({ language: 'en', theme: 'light', mirror: true });
  mockIPC(refuse('read_only'));
  const setting = preferences.set({ language: 'ko', theme: 'dark' });
  expect(locale.language).toBe('ko');
  await setting;
  expect(locale.language).toBe('en');
  expect(preferences.current.theme).toBe('light');
  expect(notices.list).toHaveLength(1);
});

test('at most three notices are shown, and each goes away by itself', () => {
  for (const text of ['a', 'b', 'c', 'd']) notices.show({ tone: 'plain', text });
  expect(notices.list.map((notice) => notice.text)).toEqual(['b', 'c', 'd']);
  vi.advanceTimersByTime(60_000);
  expect(notices.list).toEqual([]);
});

/** An answer of Rust to its change number `revision`: a project whose class has these photos. */
const answerOf = (revision: number, photos: number[], name = 'Fruit') =>
  projectView({
    name,
    classes: [
      {
        id: 1,
        name: 'A',
        colour: 0,
        photos: photos.map((id) => ({ id, revision: 0 })),
        merged: [],
      },
      { id: 2, name: 'B', colour: 1, photos: [], merged: [] },
    ],
    status: { ...projectView().status, revision },
  });
const added = (revision: number, id: number) => ({
  class_id: 1,
  photo: { id, revision: 0 },
  status: { ...projectView().status, revision },
});
const shownIn = (project: OpenProject) => project.classOf(1)?.photos.map((photo) => photo.id);

test('a whole project that was made before a photo came does not hide the photo', () => {
  const project = new OpenProject(answerOf(1, [7]));
  project.applyAddedPhoto(added(3, 9));
  project.applyAddedPhoto(added(2, 8));
  project.apply(answerOf(2, [7, 8], 'Renamed'));
  expect(project.view.name).toBe('Renamed');
  expect(shownIn(project)).toEqual([7, 8, 9]);
  expect(project.view.status.revision).toBe(3);
});

test('a photo that was taken back since does not come back', () => {
  const project = new OpenProject(answerOf(1, [7]));
  project.applyAddedPhoto(added(2, 8));
  project.apply(answerOf(3, [7]));
  project.applyAddedPhoto(added(2, 8));
  expect(shownIn(project)).toEqual([7]);
  project.apply(answerOf(4, [7]));
  expect(shownIn(project)).toEqual([7]);
  expect(project.view.status.revision).toBe(4);
});

test('of two whole projects the newer one stays, whichever comes last', () => {
  const project = new OpenProject(answerOf(1, []));
  project.apply(answerOf(3, [7, 8], 'New'));
  project.apply(answerOf(2, [7], 'Old'));
  expect(project.view.name).toBe('New');
  expect(shownIn(project)).toEqual([7, 8]);
});

test('a status never gives way to an older one', () => {
  const project = new OpenProject(answerOf(1, []));
  project.applyStatus(answerOf(4, []).status);
  project.applyStatus(answerOf(3, []).status);
  project.applyAddedPhoto(added(2, 7));
  expect(project.view.status.revision).toBe(4);
  expect(shownIn(project)).toEqual([7]);
});

test('a photo that is told twice is shown once', () => {
  const empty = { id: 1, name: 'A', colour: 0, photos: [], merged: [] };
  const project = new OpenProject(projectView({ classes: [empty] }));
  const added = { class_id: 1, photo: { id: 7, revision: 0 }, status: project.view.status };
  project.applyAddedPhoto(added);
  project.applyAddedPhoto(added);
  expect(project.classOf(1)?.photos).toHaveLength(1);
});

test('photos stand in the order of the disk, whatever comes first', () => {
  const empty = { id: 1, name: 'A', colour: 0, photos: [], merged: [] };
  const project = new OpenProject(projectView({ classes: [empty] }));
  for (const id of [9, 7, 8])
    project.applyAddedPhoto({
      class_id: 1,
      photo: { id, revision: 0 },
      status: project.view.status,
    });
  expect(project.classOf(1)?.photos.map((photo) => photo.id)).toEqual([7, 8, 9]);
});

test('a project that another window holds is asked for', async () => {
  mockIPC(refuse('project_busy'));
  await app.open(projectCard('one', { name: 'Fruit' }));
  expect(app.question).toEqual({ kind: 'busy', id: 'one', name: 'Fruit' });
  expect(notices.list).toEqual([]);
  app.question = undefined;
});

test('a damaged project is not opened but asked about', async () => {
  const called: string[] = [];
  mockIPC((name) => void called.push(name));
  const problem = { code: 'project_damaged', detail: {} } as const;
  await app.open(projectCard('one', { problem }));
  expect(called).toEqual([]);
  expect(app.question).toMatchObject({ kind: 'rescue', id: 'one', isRefused: false });
  app.question = undefined;
});

test('a damage that shows when it is opened is asked about as well', async () => {
  mockIPC(refuse('project_damaged'));
  await app.open(projectCard('one'));
  expect(app.question).toMatchObject({ kind: 'rescue', id: 'one', isRefused: false });
  app.question = undefined;
});

test('a file that the app was started with and that was refused is asked about', async () => {
  mockIPC(() => start({ problem: { code: 'project_damaged', detail: { refused: 'r1' } } }));
  await app.start();
  expect(app.question).toMatchObject({ kind: 'rescue', id: 'r1', isRefused: true });
  expect(app.problem).toBeNull();
  app.question = undefined;
});

test('a project that was taken over leaves the window at home, with a sentence that stays', async () => {
  mockIPC((name) =>
    name === 'start' ? start({ project: projectView() }) : { projects: [], bin: [] },
  );
  await app.start();
  await app.taken('another');
  expect(app.phase).toBe('project');
  await app.taken('one');
  expect(app.phase).toBe('home');
  expect(app.project).toBeUndefined();
  vi.advanceTimersByTime(60_000);
  expect(notices.list).toMatchObject([{ stays: true }]);
  expect(notices.list[0]?.text).toContain('"Fruit"');
});

test('a project whose file was moved away says so, and what is on the screen stays', async () => {
  const events: api.AppEvent[] = [];
  mockIPC((name, args) => {
    if (name !== 'watch') return start({ project: projectView() });
    const { events: channel } = args as { events: { onmessage: (event: api.AppEvent) => void } };
    events.push = (event) => (channel.onmessage(event), 0);
    return null;
  });
  await app.start();
  events.push({ kind: 'project_moved', id: 'another' });
  expect(app.problem).toBeNull();
  events.push({ kind: 'project_moved', id: 'one' });
  expect(app.problem?.code).toBe('project_moved');
  expect(app.phase).toBe('project');
});

test('after everything was erased the window is as on a first start', async () => {
  mockIPC(() => start({ project: projectView() }));
  await app.start();
  app.page = 'privacy';
  mockIPC(() => start());
  expect(await app.eraseEverything()).toBe(true);
  expect(app).toMatchObject({ phase: 'home', page: 'main', project: undefined });
});

test('an undo says what it took back, and its button does it again', async () => {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    const history = { undo: null, redo: 'delete_class', deleted_photos: 0 } as const;
    return projectView({ status: { ...projectView().status, revision: 2, history } });
  });
  const project = new OpenProject(projectView());
  const history = { undo: 'delete_class', redo: null, deleted_photos: 0 } as const;
  project.applyStatus({ ...project.view.status, history });
  await undo(project);
  expect(notices.list).toMatchObject([
    { text: 'Undone: delete a class', action: { label: 'Redo' } },
  ]);
  notices.list[0]?.action?.run();
  await vi.waitFor(() => expect(called).toEqual(['undo', 'redo']));
  await vi.waitFor(() =>
    expect(notices.list).toMatchObject([{ text: 'Done again: delete a class' }]),
  );
});
