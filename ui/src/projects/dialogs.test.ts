import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { RescueView } from '../api';
import { app, type Question } from '../state/app.svelte';
import { library } from '../state/library.svelte';
import { notices } from '../state/notices.svelte';
import { projectCard, projectView } from '../state/testing';
import BinPage from './BinPage.svelte';
import BusyDialog from './BusyDialog.svelte';
import CopyDialog from './CopyDialog.svelte';
import RescueDialog from './RescueDialog.svelte';
import { button, press } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
  app.project = undefined;
  app.phase = 'home';
  library.apply({ projects: [], bin: [] });
});

/** Answers commands by name and keeps what was called with what. */
function rust(answers: Record<string, unknown> = {}) {
  const called: [string, unknown][] = [];
  mockIPC((name, args) => {
    called.push([name, args]);
    const answer = answers[name] ?? { projects: [], bin: [] };
    if (typeof answer === 'string') throw { code: answer, detail: {} };
    return answer;
  });
  return called;
}

/* Save a copy */

test('a copy of the open project is saved as it was chosen, and its path is shown', async () => {
  const called = rust({ save_copy: { path: '/home/me/Hands.nunchi' } });
  render(CopyDialog, { id: null, name: 'Hands', onclose: vi.fn() });
  await fireEvent.click(screen.getByRole('radio', { name: /^Without photos/ }));
  await press('Save the copy');
  await waitFor(() =>
    expect(document.querySelector('code')?.textContent).toBe('/home/me/Hands.nunchi'),
  );
  expect(called).toEqual([['save_copy', { kind: 'without_photos' }]]);
});

test('a copy of another project names that project; a full disk is said, and it can be tried again', async () => {
  const called = rust({ copy_project: 'disk_full' });
  render(CopyDialog, { id: 'one', name: 'Hands', onclose: vi.fn() });
  await press('Save the copy');
  expect(await screen.findByText(/disk is full/)).toBeTruthy();
  expect(notices.list).toEqual([]);
  expect(called).toEqual([['copy_project', { projectId: 'one', kind: 'whole' }]]);
  expect(button('Save the copy').disabled).toBe(false);
});

/* Open in another window */

test('a project is taken over from another window', async () => {
  const called = rust({ take_over: projectView({ name: 'Hands' }) });
  render(BusyDialog, { id: 'one', name: 'Hands', onclose: vi.fn() });
  await press('Open it here');
  await waitFor(() => expect(app.project?.view.name).toBe('Hands'));
  expect(called).toEqual([['take_over', { projectId: 'one' }]]);
});

test('a window that does not answer is said, and the second try is offered', async () => {
  const called = rust({ take_over: 'project_busy' });
  render(BusyDialog, { id: 'one', name: 'Hands', onclose: vi.fn() });
  await press('Open it here');
  expect(await screen.findByText(/The other window did not answer/)).toBeTruthy();
  await press('Try again');
  await waitFor(() => expect(called).toHaveLength(2));
  expect(app.project).toBeUndefined();
});

test('a project that is damaged when it is taken over can be rescued', async () => {
  rust({ take_over: 'project_damaged' });
  render(BusyDialog, { id: 'one', name: 'Hands', onclose: vi.fn() });
  await press('Open it here');
  await waitFor(() =>
    expect(app.question).toMatchObject({ kind: 'rescue', id: 'one', name: 'Hands' }),
  );
  expect(notices.list).toEqual([]);
});

/* Rescue */

const damaged = (changes: object = {}): Extract<Question, { kind: 'rescue' }> => ({
  kind: 'rescue',
  id: 'one',
  name: 'Hands',
  problem: { code: 'project_damaged', detail: {} },
  isRefused: false,
  ...changes,
});
const found = (changes: Partial<RescueView> = {}): RescueView => ({
  classes: 3,
  photos: 38,
  lost_photos: 2,
  model: false,
  program: true,
  ...changes,
});

test('it says what can be rescued, and rescues it into a project that is open then', async () => {
  const called = rust({ rescue_look: found(), rescue: projectView({ name: 'Rescued' }) });
  render(RescueDialog, { question: damaged(), onclose: vi.fn() });
  expect(await screen.findByText('38 of 40 photos can be read.')).toBeTruthy();
  expect(screen.getByText('3 classes')).toBeTruthy();
  expect(screen.getByText('Without the model: train it again.')).toBeTruthy();
  await press('Rescue into a new project');
  await waitFor(() => expect(app.project?.view.name).toBe('Rescued'));
  expect(called.map(([name]) => name)).toEqual(['rescue_look', 'rescue']);
  expect(notices.list).toMatchObject([{ text: '38 photos were rescued into this project.' }]);
});

test('where nothing can be read, nothing is promised', async () => {
  rust({ rescue_look: found({ classes: 0, photos: 0, lost_photos: 0, program: false }) });
  render(RescueDialog, { question: damaged(), onclose: vi.fn() });
  expect(await screen.findByText('Nothing in it can be read.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Rescue/ })).toBeNull();
  expect(button('Leave it')).toBeTruthy();
});

test('a file that cannot even be looked into is said', async () => {
  rust({ rescue_look: 'storage' });
  render(RescueDialog, { question: damaged(), onclose: vi.fn() });
  expect(await screen.findByText(/could not be read or written/)).toBeTruthy();
});

test('a damaged project can go to the bin, and a refused file can be thrown away', async () => {
  const called = rust({ rescue_look: found() });
  const onclose = vi.fn();
  const { unmount } = render(RescueDialog, { question: damaged(), onclose });
  await press('Move to the bin');
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  unmount();
  render(RescueDialog, { question: damaged({ isRefused: true }), onclose });
  await press('Throw it away');
  await waitFor(() => expect(onclose).toHaveBeenCalledTimes(2));
  expect(called.map(([name]) => name)).toContain('bin_project');
  expect(called.at(-1)).toEqual(['discard_refused', { projectId: 'one' }]);
});

test.each([
  ['Rescue into a new project', 'rescue'],
  ['Move to the bin', 'bin_project'],
  ['Throw it away', 'discard_refused'],
])('"%s" says in the dialog what went wrong, until the next try', async (name, command) => {
  let refusal: string | undefined = 'disk_full';
  mockIPC((asked) => {
    if (asked === 'rescue_look') return found();
    if (refusal) throw { code: refusal, detail: {} };
    return asked === 'rescue' ? projectView() : { projects: [], bin: [] };
  });
  const onclose = vi.fn();
  const isRefused = command === 'discard_refused';
  render(RescueDialog, { question: damaged({ isRefused }), onclose });
  await screen.findByText('3 classes');
  await press(name);
  expect((await screen.findByText(/disk is full/)).closest('[role=alert]')).toBeTruthy();
  expect(notices.list).toEqual([]);
  expect(onclose).not.toHaveBeenCalled();
  refusal = undefined;
  await press(name);
  expect(screen.queryByText(/disk is full/)).toBeNull();
});

test.each([
  ['project_foreign', '"Hands" is not a Nunchi project'],
  ['project_newer', '"Hands" comes from a newer Nunchi'],
])('a file that is %s is called what it is', async (code, title) => {
  rust({ rescue_look: found() });
  render(RescueDialog, { question: damaged({ problem: { code, detail: {} } }), onclose: vi.fn() });
  expect(screen.getByText(title)).toBeTruthy();
});

/* The bin */

test('erasing asks first, and keeping is the choice that has the focus', async () => {
  const called = rust();
  library.apply({ projects: [], bin: [projectCard('x', { name: 'Old', photos: 12 })] });
  render(BinPage);
  await press('Erase Old for good');
  expect(await screen.findByText('12 photos are in it. Nothing can bring them back.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe('Keep'));
  await press('Keep');
  expect(called).toEqual([]);
  await press('Erase Old for good');
  await press('Erase for good');
  await waitFor(() => expect(called).toEqual([['erase_project', { projectId: 'x' }]]));
});

test('the whole bin is emptied after one question with all its photos', async () => {
  const called: string[] = [];
  const cards = [projectCard('x', { photos: 12 }), projectCard('y', { photos: 1 })];
  mockIPC((name) => {
    called.push(name);
    return { projects: [], bin: library.bin.slice(1) };
  });
  library.apply({ projects: [], bin: cards });
  render(BinPage);
  await press('Empty the bin');
  expect(await screen.findByText(/^13 photos/)).toBeTruthy();
  await press('Erase for good');
  expect(await screen.findByText('The bin is empty')).toBeTruthy();
  expect(called).toEqual(['erase_project', 'erase_project']);
});

test('what is restored leaves the bin', async () => {
  const called = rust();
  library.apply({ projects: [], bin: [projectCard('x', { name: 'Old' })] });
  render(BinPage);
  await press('Restore Old');
  await waitFor(() => expect(called).toEqual([['restore_project', { projectId: 'x' }]]));
  expect(await screen.findByText('The bin is empty')).toBeTruthy();
});
