import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProjectView } from '../../api';
import { locale } from '../../i18n/index.svelte';
import { OpenProject } from '../../state/project.svelte';
import { projectView } from '../../state/testing';
import ObjectsPanel from './ObjectsPanel.svelte';
import { objectFor, programWith } from './testing';

const cat = objectFor('cat');
const star = objectFor('star', { visible: false });

let asked: string[] = [];
beforeEach(() => {
  asked = [];
  mockConvertFileSrc('linux');
  mockIPC((name) => {
    asked.push(name);
    if (name === 'example_pictures') return [{ index: 4 }];
    if (name === 'add_picture') return { id: 9, width: 10, height: 10 };
    throw new Error(name);
  });
});
afterEach(() => {
  clearMocks();
  vi.unstubAllGlobals();
});

interface Changes {
  disabled?: boolean;
  selected?: string;
  project?: Partial<ProjectView>;
}
function panel({ project = {}, ...changes }: Changes = {}, objects = [cat, star]) {
  const calls = {
    onselect: vi.fn(),
    onadd: vi.fn(),
    onchange: vi.fn(),
    ondelete: vi.fn(),
    onreorder: vi.fn(),
    onbackdrop: vi.fn(),
  };
  const open = new OpenProject(projectView(project));
  render(ObjectsPanel, {
    program: programWith(objects),
    project: open,
    selected: 'cat',
    ...changes,
    ...calls,
  });
  return calls;
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
async function act(name: string) {
  const trigger = screen.getByRole('button', { name: 'More for Cat' });
  await fireEvent.keyDown(trigger, { key: 'Enter' });
  await tick();
  await fireEvent.click(await screen.findByRole('menuitem', { name }));
}

test('a card chooses its object and says when it is hidden at the start', async () => {
  const { onselect } = panel();
  expect(screen.getByRole('button', { name: 'Choose Cat' }).ariaPressed).toBe('true');
  await press('Choose Star, hidden at the start');
  expect(onselect).toHaveBeenCalledWith('star');
});

test('a drawing is added as an object with all its shapes, and chosen', async () => {
  const { onadd, onselect } = panel();
  await press('Add an object');
  await fireEvent.click(dialog().getByRole('button', { name: 'Cat' }));
  const [added] = onadd.mock.calls[0] ?? [];
  expect(added).toMatchObject({ name: 'Cat 2', kind: 'picture' });
  expect(added.shapes).toHaveLength(2);
  expect(onselect).toHaveBeenCalledWith(added.id);
});

test('a text object is added in the language of the window', async () => {
  locale.set('ko');
  const { onadd } = panel();
  await press('오브젝트 추가하기');
  await fireEvent.click(dialog().getByRole('button', { name: /^글상자/u }));
  expect(onadd.mock.calls[0]?.[0]).toMatchObject({ name: '글상자', kind: 'text', text: '안녕!' });
});

test('a photo of a class is kept with the program before it becomes an object', async () => {
  const photos = [{ id: 3, revision: 0 }];
  const { onadd } = panel({
    project: { classes: [{ id: 1, name: 'Rock', colour: 0, photos, merged: [] }] },
  });
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve({ ok: true, arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) });
  });
  await press('Add an object');
  await fireEvent.click(dialog().getByRole('radio', { name: 'Photos' }));
  await fireEvent.click(dialog().getByRole('button', { name: 'Photo 1 of Rock' }));
  await vi.waitFor(() => expect(onadd).toHaveBeenCalled());
  expect(asked).toEqual(['photo://localhost/photo/3', 'add_picture']);
  const [added] = onadd.mock.calls[0] ?? [];
  expect(added.name).toBe('Rock');
  expect(added.shapes[0].picture).toEqual({ kind: 'kept', id: 9 });
});

test('a photo that cannot be read is explained, and nothing is added', async () => {
  const photos = [{ id: 3, revision: 0 }];
  const { onadd } = panel({
    project: { classes: [{ id: 1, name: 'Rock', colour: 0, photos, merged: [] }] },
  });
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: false, status: 404 }));
  await press('Add an object');
  await fireEvent.click(dialog().getByRole('radio', { name: 'Photos' }));
  await fireEvent.click(dialog().getByRole('button', { name: 'Photo 1 of Rock' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/could not be read/u);
  expect(onadd).not.toHaveBeenCalled();
});

test('the example offers its test pictures, which need not be kept again', async () => {
  const { onadd } = panel({ project: { is_example: true } });
  await press('Add an object');
  await fireEvent.click(dialog().getByRole('radio', { name: 'Photos' }));
  await fireEvent.click(await screen.findByRole('button', { name: 'Test picture 1' }));
  const [added] = onadd.mock.calls[0] ?? [];
  expect(added.shapes[0].picture).toEqual({ kind: 'example', index: 4 });
  expect(asked).toEqual(['example_pictures']);
});

test('the backdrop is picked, and white is a backdrop too', async () => {
  const { onbackdrop } = panel();
  await press('Change the backdrop');
  await fireEvent.click(dialog().getByRole('button', { name: 'Space' }));
  expect(onbackdrop).toHaveBeenLastCalledWith({ kind: 'drawn', name: 'space' });
  await press('Change the backdrop');
  await fireEvent.click(dialog().getByRole('button', { name: 'White' }));
  expect(onbackdrop).toHaveBeenLastCalledWith(null);
});

test('an object is renamed in place, never to a name that another one has', async () => {
  const { onchange } = panel();
  await fireEvent.keyDown(screen.getByRole('button', { name: 'Choose Cat' }), { key: 'F2' });
  const field = screen.getByRole('textbox', { name: 'Name of the object' });
  await fireEvent.input(field, { target: { value: '  Star ' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onchange).toHaveBeenCalledTimes(1);
  expect(onchange).toHaveBeenCalledWith({ ...cat, name: 'Star 2' });
});

test('Escape gives the old name back', async () => {
  const { onchange } = panel();
  await fireEvent.keyDown(screen.getByRole('button', { name: 'Choose Cat' }), { key: 'F2' });
  const field = screen.getByRole('textbox', { name: 'Name of the object' });
  await fireEvent.input(field, { target: { value: 'Tiger' } });
  await fireEvent.keyDown(field, { key: 'Escape' });
  await tick();
  expect(onchange).not.toHaveBeenCalled();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('the list of a card duplicates, hides, brings forward and deletes', async () => {
  const calls = panel();
  await act('Duplicate');
  expect(calls.onadd.mock.calls[0]?.[0]).toMatchObject({ name: 'Cat 2' });
  await act('Hide at the start');
  expect(calls.onchange).toHaveBeenCalledWith({ ...cat, visible: false });
  await act('Bring forward');
  expect(calls.onreorder).toHaveBeenCalledWith(['star', 'cat']);
  await act('Delete');
  expect(calls.ondelete).toHaveBeenCalledWith('cat');
});

test('numbers are kept within their range, and what is no number changes nothing', async () => {
  const { onchange } = panel();
  await press(/^Settings of Cat/u);
  const x = screen.getByRole('spinbutton', { name: 'x' });
  await fireEvent.change(x, { target: { value: '9999' } });
  expect(onchange).toHaveBeenLastCalledWith({ ...cat, x: 240 });
  await fireEvent.change(x, { target: { value: '' } });
  expect(onchange).toHaveBeenCalledTimes(1);
});

test('shapes are chosen, renamed, added and deleted', async () => {
  const { onchange } = panel();
  const [first, second] = cat.shapes;
  await press(/^Settings of Cat/u);
  await press('Show step 2');
  expect(onchange).toHaveBeenLastCalledWith({ ...cat, shape: 1 });
  const field = screen.getByRole('textbox', { name: 'Name of shape 1' });
  await fireEvent.input(field, { target: { value: 'step 2' } });
  await fireEvent.blur(field);
  expect(onchange.mock.lastCall?.[0].shapes[0]).toEqual({ ...first, name: 'step 3' });
  await press('Delete the shape step 1');
  expect(onchange.mock.lastCall?.[0].shapes).toEqual([second]);
  await press('Add a shape');
  await fireEvent.click(dialog().getByRole('button', { name: 'Nunchi: happy' }));
  expect(onchange.mock.lastCall?.[0].shapes).toHaveLength(3);
});

test('while the program runs objects can be chosen but not changed', async () => {
  const { onselect, ondelete } = panel({ disabled: true });
  const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add an object' });
  expect(add.disabled).toBe(true);
  expect(screen.queryByRole('button', { name: 'More for Cat' })).toBeNull();
  const card = screen.getByRole('button', { name: 'Choose Cat' });
  await fireEvent.keyDown(card, { key: 'Delete' });
  expect(ondelete).not.toHaveBeenCalled();
  await fireEvent.click(card);
  expect(onselect).toHaveBeenCalledWith('cat');
});
