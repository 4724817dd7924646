import { clearMocks } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import PhotoPanel from './PhotoPanel.svelte';
import { Teaching } from './teaching.svelte';
import { classView, FakeRust } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
});

async function panel(count = 6) {
  const rust = new FakeRust([classView(1, 'Apple', count), classView(2, 'Pear', 3)]);
  const project = new OpenProject(rust.view());
  const teaching = new Teaching(project);
  const onempty = vi.fn();
  const props = () => ({
    teaching,
    one: project.classOf(1) ?? classView(1, 'Apple'),
    missing: teaching.missing(1),
    onempty,
  });
  const { rerender } = render(PhotoPanel, props());
  /** The panel gets what its parent would give it after a change. */
  const follow = () => rerender(props());
  photo(1).focus();
  await follow();
  return { rust, project, onempty, follow };
}
const photo = (number: number) => screen.getByRole('button', { name: `Photo ${number}` });
const selected = () => screen.queryAllByRole('button', { pressed: true }).length;
const press = (key: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

test('of ten thousand photos only those in sight are in the document', async () => {
  await panel(10_000);
  expect(screen.getAllByRole('listitem').length).toBeLessThan(60);
  await press('End');
  await waitFor(() => expect(document.activeElement).toBe(photo(10_000)));
});

test('the arrows move the keyboard, and Tab comes back to the same photo', async () => {
  await panel();
  await press('ArrowRight');
  await waitFor(() => expect(document.activeElement).toBe(photo(2)));
  expect(photo(2).tabIndex).toBe(0);
  expect(photo(1).tabIndex).toBe(-1);
});

test('the space bar selects, Escape ends it, and neither reaches the camera', async () => {
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(event.key);
  window.addEventListener('keydown', listen);
  await panel();
  await press(' ');
  expect(selected()).toBe(1);
  expect(screen.getByText('1 selected')).toBeTruthy();
  await press('Escape');
  expect(selected()).toBe(0);
  screen.getByRole('button', { name: 'Delete photo 1' }).focus();
  await press(' ');
  window.removeEventListener('keydown', listen);
  expect(heard).toEqual([]);
});

test('shift selects a range, and Delete takes all of it with one Undo', async () => {
  const { project, follow } = await panel();
  await fireEvent.click(photo(2), { ctrlKey: true });
  await fireEvent.click(photo(4), { shiftKey: true });
  expect(selected()).toBe(3);
  photo(3).focus();
  await press('Delete');
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(3));
  await follow();
  expect(notices.list.map((one) => one.text)).toEqual(['3 photos were deleted.']);
  expect(notices.list[0]?.action?.label).toBe('Undo');
  expect(selected()).toBe(0);
});

test('Delete on a photo that is not selected leaves the selected ones', async () => {
  const { project } = await panel();
  await fireEvent.click(photo(2), { ctrlKey: true });
  photo(5).focus();
  await press('Delete');
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(5));
  expect(project.classOf(1)?.photos.map((one) => one.id)).toContain(101);
});

test('all photos are selected with one key', async () => {
  await panel();
  await press('a', { ctrlKey: true, code: 'KeyA' });
  expect(selected()).toBe(6);
});

test('while selecting, a tap selects instead of opening', async () => {
  await panel();
  await fireEvent.click(screen.getByRole('button', { name: 'Select' }));
  await fireEvent.click(photo(1));
  await fireEvent.click(photo(3));
  expect(selected()).toBe(2);
  expect(screen.queryByRole('button', { name: 'Delete photo 1' })).toBeNull();
});

test('two quick clicks on X delete one photo', async () => {
  const { rust, project } = await panel();
  await fireEvent.click(screen.getByRole('button', { name: 'Delete photo 1' }), { detail: 1 });
  await fireEvent.click(screen.getByRole('button', { name: 'Delete photo 2' }), { detail: 2 });
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(5));
  expect(rust.called).toEqual(['delete_photos']);
});

test('when the last photo is gone the keyboard is given away', async () => {
  const { onempty, follow, project } = await panel(1);
  await press('Delete');
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(0));
  await follow();
  await waitFor(() => expect(onempty).toHaveBeenCalledOnce());
});

test('Enter opens the square, and Save sends whole pixels inside the photo', async () => {
  const { rust } = await panel();
  await press('Enter');
  const square = await screen.findByRole('application');
  await fireEvent.keyDown(square, { key: '+' });
  await fireEvent.keyDown(square, { key: 'ArrowRight', shiftKey: true });
  const asked = vi.spyOn(window.__TAURI_INTERNALS__, 'invoke');
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(rust.called).toContain('adjust_square');
  const sent = asked.mock.calls.find(([name]) => name === 'adjust_square')?.[1];
  // 480 * 0.1 ** 0.05 = 428, in the middle of 640 x 480, moved right by a tenth of 480.
  expect(sent).toEqual({ photoId: 100, square: { left: 154, top: 26, side: 428 } });
});

test('a square that was refused stays to be mended', async () => {
  const { rust } = await panel();
  rust.refuse['adjust_square'] = 'square_outside';
  await press('Enter');
  await fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
  await waitFor(() => expect(notices.list).toHaveLength(1));
  expect(screen.getByRole('dialog')).toBeTruthy();
});
