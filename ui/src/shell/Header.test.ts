import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { HistoryView } from '../api';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import Header from './Header.svelte';

afterEach(clearMocks);

function header(some: Partial<HistoryView>) {
  const history = { undo: null, redo: null, deleted_photos: 0, ...some };
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    return projectView({ name: 'Answer' });
  });
  const view = projectView();
  const project = new OpenProject({ ...view, status: { ...view.status, history } });
  const [onhome, oncopy, onpage] = [vi.fn(), vi.fn(), vi.fn()];
  render(Header, { project, place: 'teach', onhome, oncopy, onpage });
  return { called, project, onhome, oncopy, onpage };
}

test('the undo button names what it takes back', async () => {
  const { called, project } = header({ undo: 'delete_class', redo: null, deleted_photos: 0 });
  await fireEvent.click(screen.getByRole('button', { name: 'Undo: delete a class' }));
  expect(called).toEqual(['undo']);
  await vi.waitFor(() => expect(project.view.name).toBe('Answer'));
});

test('with nothing to take back the buttons rest', () => {
  header({ undo: null, redo: null, deleted_photos: 0 });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Undo' }).disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Redo' }).disabled).toBe(true);
});

test('the keys work anywhere but in a field and behind a dialog', async () => {
  const { called } = header({ undo: 'add_class', redo: 'add_photos', deleted_photos: 0 });
  const field = screen.getByRole('textbox');
  await fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
  expect(called).toEqual([]);

  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.dataset['state'] = 'open';
  document.body.append(dialog);
  await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  dialog.remove();
  expect(called).toEqual([]);

  await fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });
  expect(called).toEqual(['redo']);
});

test('a new name goes to Rust, and what Rust made of it is shown', async () => {
  const { called } = header({ undo: null, redo: null, deleted_photos: 0 });
  const field = screen.getByRole<HTMLInputElement>('textbox');
  field.focus();
  await fireEvent.input(field, { target: { value: 'Animals' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(called).toEqual(['rename_model']);
  await vi.waitFor(() => expect(field.value).toBe('Answer'));
});

test('home is one press away', async () => {
  const { onhome } = header({ undo: null, redo: null, deleted_photos: 0 });
  await fireEvent.click(screen.getByRole('button', { name: 'All projects' }));
  expect(onhome).toHaveBeenCalledOnce();
});

/** bits-ui opens a menu by key, as jsdom has no pointers. */
async function choose(menu: string, item: string) {
  const button = screen.getByRole('button', { name: menu });
  button.focus();
  await fireEvent.keyDown(button, { key: 'Enter' });
  await fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

test('the menu of a project saves a copy and shows what is kept', async () => {
  const { oncopy, onpage } = header({});
  await choose('Copy and privacy', 'Save a copy…');
  expect(oncopy).toHaveBeenCalledOnce();
  await choose('Copy and privacy', 'Your photos stay here');
  expect(onpage).toHaveBeenCalledWith('privacy');
});

test('the menu of home goes to the bin', async () => {
  const onpage = vi.fn();
  render(Header, { onpage });
  await choose('More', 'Bin');
  expect(onpage).toHaveBeenCalledWith('bin');
});

test('while a page stands before the places, none of them is the present one', () => {
  header({});
  expect(screen.getByRole('button', { name: 'Teach' }).getAttribute('aria-current')).toBe('page');
  document.body.innerHTML = '';
  render(Header, { project: new OpenProject(projectView()), place: undefined });
  expect(screen.getByRole('button', { name: 'Teach' }).getAttribute('aria-current')).toBeNull();
});
