import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { HistoryView } from '../api';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import Header from './Header.svelte';

afterEach(clearMocks);

function header(history: HistoryView) {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    return projectView({ name: 'Answer' });
  });
  const view = projectView();
  const project = new OpenProject({ ...view, status: { ...view.status, history } });
  const onhome = vi.fn();
  render(Header, { project, onhome });
  return { called, project, onhome };
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
