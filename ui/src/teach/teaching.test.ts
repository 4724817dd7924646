import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, expect, test, vi } from 'vitest';
import * as api from '../api';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { DOUBLE_TAP_MS, Teaching } from './teaching.svelte';
import { classView, FakeRust } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
  vi.useRealTimers();
});

function begin(classes = [classView(1, 'Apple', 6), classView(2, 'Pear', 3)]) {
  const rust = new FakeRust(classes);
  const project = new OpenProject(rust.view());
  return { rust, project, teaching: new Teaching(project) };
}
const shot = () => new Blob(['jpeg']);
const idsOf = (project: OpenProject, id: number) =>
  project.classOf(id)?.photos.map((one) => one.id);

test('the first class is open at the start', () => {
  expect(begin().teaching.openId).toBe(1);
});

test('a class knows how many photos it still needs', () => {
  const { teaching } = begin();
  expect(teaching.missing(1)).toBe(0);
  expect(teaching.missing(2)).toBe(2);
});

test('a new class has the next free name and is open', async () => {
  const { project, teaching } = begin([classView(1, 'Apple'), classView(2, 'Class 3')]);
  await teaching.addClass();
  expect(project.view.classes.at(-1)?.name).toBe('Class 4');
  expect(teaching.openId).toBe(90);
  expect(teaching.freshId).toBe(90);
});

test('a double tap makes one class', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { rust, teaching } = begin();
  await Promise.all([teaching.addClass(), teaching.addClass()]);
  await teaching.addClass();
  expect(rust.called).toEqual(['add_class']);
  vi.advanceTimersByTime(DOUBLE_TAP_MS);
  await teaching.addClass();
  expect(rust.called).toEqual(['add_class', 'add_class']);
});

test('an empty name is refused with a sentence, and the old name stays', async () => {
  const { rust, project, teaching } = begin();
  rust.refuse['rename_class'] = 'class_name_empty';
  expect(await teaching.rename(1, ' ')).toBe(false);
  expect(project.classOf(1)?.name).toBe('Apple');
  expect(notices.list.map((one) => one.text)).toEqual([
    'A class needs a name. The old name is still there.',
  ]);
});

test('a name that another class has is mended, and that is said', async () => {
  const { project, teaching } = begin();
  expect(await teaching.rename(2, 'Apple')).toBe(true);
  expect(project.classOf(2)?.name).toBe('Apple 2');
  expect(notices.list.map((one) => one.text)).toEqual([
    'Another class has the name "Apple". This one is called "Apple 2" now.',
  ]);
});

test('a free name is taken without a word', async () => {
  const { teaching } = begin();
  await teaching.rename(2, 'Plum');
  expect(notices.list).toEqual([]);
});

test('a deleted class comes back open with its Undo', async () => {
  const { project, teaching } = begin();
  const apple = project.classOf(1);
  if (apple) await teaching.deleteClass(apple);
  expect(project.classOf(1)).toBeUndefined();
  const notice = notices.list[0];
  expect(notice?.text).toBe('Apple was deleted, with 6 photos.');
  notice?.action?.run();
  await vi.waitFor(() => expect(project.classOf(1)?.photos).toHaveLength(6));
  expect(teaching.openId).toBe(1);
});

test('an Undo is offered only as long as it takes back what it speaks of', async () => {
  const { teaching } = begin();
  await teaching.deletePhotos([100, 101]);
  expect(notices.list.map((one) => one.text)).toEqual(['2 photos were deleted.']);
  await api.renameModel('Fruit');
  expect(notices.list).toEqual([]);
});

test('photos are moved, and the Undo brings them back', async () => {
  const { project, teaching } = begin();
  const pear = project.classOf(2);
  if (pear) await teaching.movePhotos([100, 102], pear);
  expect(idsOf(project, 2)).toEqual([200, 201, 202, 100, 102]);
  notices.list[0]?.action?.run();
  await vi.waitFor(() => expect(idsOf(project, 2)).toEqual([200, 201, 202]));
});

test('what could not be deleted is there and offers no Undo', async () => {
  const { rust, project, teaching } = begin();
  rust.refuse['delete_photos'] = 'disk_full';
  expect(await teaching.deletePhotos([100])).toBe(false);
  expect(idsOf(project, 1)).toHaveLength(6);
  expect(notices.list).toMatchObject([{ tone: 'problem' }]);
  expect(notices.list[0]?.action).toBeUndefined();
});

test('a photo that comes in while a change is being answered does not vanish', async () => {
  const { rust, project, teaching } = begin();
  let answer = () => {};
  rust.held['rename_class'] = new Promise<void>((resolve) => (answer = resolve));
  const renaming = teaching.rename(2, 'Plum');
  await teaching.addShot(1, shot());
  expect(idsOf(project, 1)).toHaveLength(7);
  answer();
  await renaming;
  expect(project.classOf(2)?.name).toBe('Plum');
  expect(idsOf(project, 1)).toHaveLength(7);
});

test('a shot that could not be kept is told to the camera', async () => {
  const { rust, teaching } = begin();
  rust.refuse['add_photo'] = 'disk_full';
  await expect(teaching.addShot(1, shot())).rejects.toMatchObject({ code: 'disk_full' });
});

test('the end of an upload is said to those who do not see it', async () => {
  const { rust, teaching } = begin();
  teaching.addFiles(1, [new File(['x'], 'a.jpg'), new File(['x'], 'b.jpg')]);
  await vi.waitFor(() => expect(teaching.said).toBe('2 photos were added to Apple.'));
  rust.refuse['add_photo'] = 'corrupt';
  teaching.addFiles(1, [new File(['x'], 'c.jpg')]);
  await vi.waitFor(() => expect(teaching.said).toBe('1 file was left out'));
});

test('a deleted class gets no more files', async () => {
  const { rust, project, teaching } = begin();
  const files = Array.from({ length: 20 }, (_, i) => new File(['x'], `${i}.jpg`));
  teaching.addFiles(1, files);
  const apple = project.classOf(1);
  if (apple) await teaching.deleteClass(apple);
  await vi.waitFor(() => expect(teaching.uploads.of(1)?.phase).toBe('ended'));
  expect(rust.called.filter((name) => name === 'add_photo').length).toBeLessThanOrEqual(3);
});
