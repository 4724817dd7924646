import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { ProjectCard } from '../api';
import { app } from '../state/app.svelte';
import { library } from '../state/library.svelte';
import { notices } from '../state/notices.svelte';
import { projectCard, projectView } from '../state/testing';
import Home from './Home.svelte';
import { listing } from './listing.svelte';
import { button, press } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
  app.question = undefined;
  app.page = 'main';
  listing.query = '';
  library.apply({ projects: [], bin: [] });
});

function home(projects: ProjectCard[], bin: ProjectCard[] = []) {
  const called: [string, unknown][] = [];
  mockIPC((name, args) => {
    called.push([name, args]);
    if (name.startsWith('open') || name.startsWith('create')) return projectView();
    return { projects, bin };
  });
  mockConvertFileSrc('linux');
  library.apply({ projects, bin });
  render(Home);
  return called;
}

/** Home with one project, and a Rust that answers when it is told to. */
function slow() {
  const called: string[] = [];
  const answers: ((refusal?: string) => void)[] = [];
  const projects = [projectCard('one', { name: 'Hands' })];
  home(projects);
  mockIPC((name) => {
    called.push(name);
    return new Promise((resolve, reject) =>
      answers.push((code) =>
        code ? reject({ code, detail: {} }) : resolve({ projects, bin: [] }),
      ),
    );
  });
  return { called, answer: (refusal?: string) => answers.shift()?.(refusal) };
}
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => projectCard(`p${index}`, { name: `Model ${index}` }));
const cards = () => [...document.querySelectorAll('article')];
function card(name: string) {
  const found = cards().find((one) => one.getAttribute('aria-label') === name);
  if (!found) throw new Error(`no card is called ${name}`);
  return found;
}
const search = () => document.querySelector<HTMLInputElement>('input[role=searchbox]');

/** The part of a card that opens its project. */
const opener = (name: string) => card(name).querySelector('button') as HTMLButtonElement;

/** bits-ui opens a menu by key, as jsdom has no pointers. */
async function choose(name: string, item: string) {
  const more = button(`More for ${name}`);
  more.focus();
  await fireEvent.keyDown(more, { key: 'Enter' });
  await fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

test('without a project the window says what the app is for, and offers three ways to begin', () => {
  home([]);
  expect(screen.getByText('Teach your computer to see')).toBeTruthy();
  for (const name of ['New project', 'Open the example', 'Open a file…'])
    expect(button(name)).toBeTruthy();
  expect(search()).toBeNull();
});

test('a card says its name, its classes and its photos, and shows some of them', () => {
  home([
    projectCard('one', { name: 'Hands', class_names: ['A', 'B'], photos: 33, covers: [7, 9] }),
  ]);
  const words = card('Hands').textContent;
  for (const text of ['Hands', 'A · B', '33 photos']) expect(words).toContain(text);
  const pictures = [...card('Hands').querySelectorAll('img')].map((one) => one.src);
  expect(pictures).toHaveLength(2);
  expect(pictures[0]).toContain('cover/one/7');
});

test('pressing a card opens its project', async () => {
  const called = home([projectCard('one', { name: 'Hands' })]);
  await fireEvent.click(opener('Hands'));
  await waitFor(() => expect(called).toEqual([['open_project', { projectId: 'one' }]]));
});

test('the card of a damaged file says so, and pressing it asks what to do', async () => {
  const problem = { code: 'project_damaged', detail: {} } as const;
  const called = home([projectCard('one', { name: 'Hands', problem })]);
  expect(card('Hands').textContent).toContain('Damaged');
  await fireEvent.click(opener('Hands'));
  expect(app.question).toMatchObject({ kind: 'rescue', id: 'one' });
  expect(called).toEqual([]);
});

test('a file without a name has one on its card', () => {
  home([projectCard('one', { name: '', problem: { code: 'project_foreign', detail: {} } })]);
  expect(card('Unnamed file').textContent).toContain('Not a Nunchi project');
});

test('the menu of a card does what it says', async () => {
  const called = home([projectCard('one', { name: 'Hands' })]);
  await choose('Hands', 'Duplicate');
  await waitFor(() =>
    expect(called).toEqual([['duplicate_project', { projectId: 'one', name: 'Hands copy' }]]),
  );
  await choose('Hands', 'Save a copy…');
  expect(app.question).toEqual({ kind: 'copy', id: 'one', name: 'Hands' });
  await choose('Hands', 'Move to the bin');
  await waitFor(() => expect(called.at(-1)).toEqual(['bin_project', { projectId: 'one' }]));
});

test('the context menu key on a card opens its menu', async () => {
  home([projectCard('one', { name: 'Hands' })]);
  await fireEvent.contextMenu(opener('Hands'));
  expect(await screen.findByRole('menuitem', { name: 'Rename…' })).toBeTruthy();
});

test('a project is renamed in a dialog; an empty name is refused with a sentence', async () => {
  const called = home([projectCard('one', { name: 'Hands' })]);
  await choose('Hands', 'Rename…');
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  expect(field.value).toBe('Hands');
  await fireEvent.input(field, { target: { value: '  ' } });
  await press('Rename');
  expect(screen.getByText('Write a name.')).toBeTruthy();
  expect(called).toEqual([]);
  await fireEvent.input(field, { target: { value: ' Animals ' } });
  await press('Rename');
  await waitFor(() =>
    expect(called).toEqual([['rename_project', { projectId: 'one', name: 'Animals' }]]),
  );
});

test('a name that could not be kept is said in the dialog until the next try', async () => {
  const { called, answer } = slow();
  await choose('Hands', 'Rename…');
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await fireEvent.input(field, { target: { value: 'Animals' } });
  await press('Rename');
  expect(button('Cancel').disabled).toBe(true);
  answer('disk_full');
  expect(
    (await screen.findByText(/disk is full/)).closest('[role=dialog] [role=alert]'),
  ).toBeTruthy();
  expect(notices.list).toEqual([]);
  await press('Rename');
  expect(screen.queryByText(/disk is full/)).toBeNull();
  answer();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(called).toEqual(['rename_project', 'rename_project']);
});

test('a project that cannot go to the bin says so in a notice', async () => {
  const { answer } = slow();
  await choose('Hands', 'Move to the bin');
  answer('disk_full');
  await waitFor(() => expect(notices.list).toMatchObject([{ tone: 'problem' }]));
  expect(notices.list[0]?.action).toBeUndefined();
  expect(cards()).toHaveLength(1);
});

test('six projects can be searched; what is not found is said, with a way back', async () => {
  home(many(6));
  const field = search() as HTMLInputElement;
  await fireEvent.input(field, { target: { value: 'model 3' } });
  expect(cards()).toHaveLength(1);
  await fireEvent.input(field, { target: { value: 'cats' } });
  expect(cards()).toHaveLength(0);
  expect(screen.getByText('No project and no class is called "cats".')).toBeTruthy();
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(cards()).toHaveLength(6);
});

test('how many are found is told only while something is searched for', async () => {
  const told = () => document.querySelector('main > [role=status]')?.textContent.trim();
  home(many(6));
  const field = search() as HTMLInputElement;
  await fireEvent.input(field, { target: { value: ' ' } });
  expect(told()).toBe('');
  await fireEvent.input(field, { target: { value: 'model 3' } });
  expect(told()).toBe('1 project found');
  // A project less, and the search cannot be seen any more.
  library.apply({ projects: many(5), bin: [] });
  await waitFor(() => expect(search()).toBeNull());
  expect(told()).toBe('');
  expect(cards()).toHaveLength(5);
});

test('five projects need no search', () => {
  home(many(5));
  expect(search()).toBeNull();
});

test('the bin is one press away when something is in it', async () => {
  home([], [projectCard('x')]);
  await fireEvent.click(screen.getByRole('button', { name: 'Bin 1 project' }));
  expect(app.page).toBe('bin');
});

/** jsdom makes no events that carry data. */
function fire(type: string, files: File[]) {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { files, items: [], types: ['Files'] } });
  return fireEvent(window, event);
}

test('a project that is dropped on the window is taken in, and another file is not', async () => {
  const called = home(many(1));
  await fire('dragenter', []);
  expect(screen.getByText('Drop the project here to open it')).toBeTruthy();
  await fire('drop', [new File(['x'], 'photo.jpg')]);
  expect(screen.queryByText('Drop the project here to open it')).toBeNull();
  expect(called).toEqual([]);
  expect(notices.list).toMatchObject([{ tone: 'problem' }]);
  await fire('drop', [new File(['x'], 'photo.jpg'), new File(['x'], 'Hands.NUNCHI')]);
  await vi.waitFor(() => expect(called[0]).toEqual(['import_begin', { name: 'Hands.NUNCHI' }]));
});
