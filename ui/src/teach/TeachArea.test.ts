import { clearMocks } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import TeachArea from './TeachArea.svelte';
import { classView, FakeRust } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
});

function area(
  classes = [classView(1, 'Apple', 6), classView(2, 'Pear', 3)],
  { active = true } = {},
) {
  const rust = new FakeRust(classes);
  const project = new OpenProject(rust.view());
  render(TeachArea, { project, active });
  return { rust, project };
}
const card = (name: string) => screen.getByRole('article', { name });
const nameBox = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the class' });
const jpeg = (name: string) => new File(['picture'], name, { type: 'image/jpeg' });
const carrying = (...files: File[]) => ({ files, items: [], types: ['Files'] });

/** jsdom makes no events that carry data. */
function fire(target: Element, type: string, name: string, data: object) {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, name, { value: data });
  return fireEvent(target, event);
}
const paste = (target: Element, ...files: File[]) =>
  fire(target, 'paste', 'clipboardData', carrying(...files));

async function rename(text: string) {
  nameBox().focus();
  await fireEvent.input(nameBox(), { target: { value: text } });
  await fireEvent.keyDown(nameBox(), { key: 'Enter' });
}

test('one card is open at a time', async () => {
  area();
  expect(within(card('Apple')).getByRole('textbox')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: /^Pear/ }));
  expect(within(card('Pear')).getByRole('textbox')).toBeTruthy();
  expect(within(card('Apple')).queryByRole('textbox')).toBeNull();
});

test('a closed card says its name, its photos and what is missing', () => {
  area();
  const pear = screen.getByRole('button', { name: /^Pear/ });
  expect(pear.textContent).toContain('3 photos');
  expect(pear.textContent).toContain('2 more needed');
  expect(pear.getAttribute('aria-expanded')).toBe('false');
});

test('a class with enough photos asks for none', () => {
  area([classView(1, 'Pear', 3), classView(2, 'Apple', 5)]);
  expect(screen.getByRole('button', { name: /^Apple/ }).textContent).not.toContain('needed');
});

test('an empty class says what it needs', () => {
  area([classView(1, 'Apple')]);
  expect(card('Apple').textContent).toContain('5 more needed');
  expect(card('Apple').textContent).toContain('Add at least 5 photos (0 so far).');
});

test('an empty name brings the old name back and keeps the box', async () => {
  const { rust } = area();
  rust.refuse['rename_class'] = 'class_name_empty';
  await rename('   ');
  await waitFor(() => expect(notices.list).toHaveLength(1));
  await waitFor(() => expect(nameBox().value).toBe('Apple'));
  expect(document.activeElement).toBe(nameBox());
});

test('a new name goes to Rust once, and the keyboard leaves the box', async () => {
  const { rust, project } = area();
  await rename('Plum');
  await waitFor(() => expect(project.classOf(1)?.name).toBe('Plum'));
  await waitFor(() => expect(document.activeElement).toBe(card('Plum')));
  expect(rust.called).toEqual(['rename_class']);
});

test('Escape brings the old name back without asking Rust', async () => {
  const { rust } = area();
  nameBox().focus();
  await fireEvent.input(nameBox(), { target: { value: 'Plum' } });
  await fireEvent.keyDown(nameBox(), { key: 'Escape' });
  expect(nameBox().value).toBe('Apple');
  expect(rust.called).toEqual([]);
});

test('a new class waits for its name', async () => {
  area();
  await fireEvent.click(screen.getByRole('button', { name: 'Add a class' }));
  await waitFor(() => expect(nameBox().value).toBe('Class 3'));
  expect(document.activeElement).toBe(nameBox());
  expect(nameBox().selectionEnd).toBe('Class 3'.length);
});

test('a colour is chosen by its name', async () => {
  const { project } = area();
  await fireEvent.click(screen.getByRole('button', { name: 'Colour: Blue' }));
  await fireEvent.click(await screen.findByRole('button', { name: 'Pink' }));
  await waitFor(() => expect(project.classOf(1)?.colour).toBe(6));
});

test('after a class is deleted the keyboard is on the next one', async () => {
  const { project } = area();
  await fireEvent.click(screen.getByRole('button', { name: 'Delete Apple' }));
  await waitFor(() => expect(project.view.classes).toHaveLength(1));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Pear/ })),
  );
  expect(notices.list[0]?.action?.label).toBe('Undo');
});

test('chosen files go in, and the refused ones are said once, by reason', async () => {
  const { rust, project } = area();
  const field = document.querySelector<HTMLInputElement>('[data-upload="files"]');
  const choose = (...files: File[]) => {
    Object.defineProperty(field, 'files', { value: files, configurable: true });
    Object.defineProperty(field, 'value', { value: '', writable: true, configurable: true });
    return field ? fireEvent.change(field) : undefined;
  };
  await choose(jpeg('a.jpg'), jpeg('b.jpg'));
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(8));

  rust.refuse['add_photo'] = 'unsupported_format';
  const big = Object.defineProperty(jpeg('big.jpg'), 'size', { value: 11 * 1024 * 1024 });
  await choose(jpeg('text.png'), big, jpeg('notes.png'));
  const summary = await screen.findByRole('group', { name: '3 files were left out' });
  const told = within(summary)
    .getAllByRole('definition')
    .map((one) => one.textContent);
  expect(told).toEqual(['text.png', 'notes.png', 'big.jpg']);
  expect(summary.textContent).toMatch(/Not a jpg, png, bmp, webp or gif picture\s*2/);
  expect(summary.textContent).toMatch(/Over 10 MB\s*1/);

  await fireEvent.click(within(summary).getByRole('button', { name: 'Got it' }));
  expect(screen.queryByRole('group', { name: '3 files were left out' })).toBeNull();
});

test('a paste anywhere goes into the open class', async () => {
  const { project } = area();
  await paste(document.body, jpeg('pasted.jpg'));
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(7));
});

test('a paste while the photos are not seen is left alone', async () => {
  area(undefined, { active: false });
  expect(await paste(document.body, jpeg('pasted.jpg'))).toBe(true);
});

test('a paste into another area is left alone', async () => {
  area();
  const main = document.createElement('main');
  main.innerHTML = '<section><p></p></section>';
  document.body.append(main);
  const untouched = await paste(main.querySelector('p') ?? main, jpeg('pasted.jpg'));
  main.remove();
  expect(untouched).toBe(true);
});

test('files that are dropped on a closed card go into its class', async () => {
  const { project } = area();
  await fire(card('Pear'), 'dragover', 'dataTransfer', carrying());
  expect(card('Pear').textContent).toContain('Drop here for Pear');
  await fire(card('Pear'), 'drop', 'dataTransfer', carrying(jpeg('a.jpg'), jpeg('b.jpg')));
  await waitFor(() => expect(project.classOf(2)?.photos).toHaveLength(5));
  expect(card('Pear').textContent).not.toContain('Drop here');
});

test('a text that is dragged is not taken', async () => {
  area();
  const text = { files: [], items: [], types: ['text/plain'] };
  await fire(card('Pear'), 'dragover', 'dataTransfer', text);
  expect(card('Pear').textContent).not.toContain('Drop here');
  expect(await fire(card('Pear'), 'drop', 'dataTransfer', text)).toBe(true);
});

test('a file that is let go beside the cards does not replace the window', async () => {
  area();
  expect(await fire(document.body, 'drop', 'dataTransfer', carrying(jpeg('a.jpg')))).toBe(false);
});

test('a class is merged into another one, which is open then; one undo parts them', async () => {
  const { rust, project } = area();
  const button = screen.getByRole('button', { name: 'Merge Apple into another class' });
  button.focus();
  await fireEvent.keyDown(button, { key: 'Enter' });
  await fireEvent.click(await screen.findByRole('menuitem', { name: 'Pear' }));
  await waitFor(() => expect(project.classOf(2)?.photos).toHaveLength(9));
  expect(project.classOf(1)).toBeUndefined();
  expect(within(card('Pear')).getByRole('textbox')).toBeTruthy();
  expect(notices.list[0]?.text).toBe('Apple is a part of Pear now, with 6 photos.');
  notices.list[0]?.action?.run();
  await waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(6));
  expect(rust.called).toEqual(['merge_class', 'undo']);
});

test('the only class can be merged into none', () => {
  area([classView(1, 'Apple', 6)]);
  expect(screen.queryByRole('button', { name: /^Merge/ })).toBeNull();
});
