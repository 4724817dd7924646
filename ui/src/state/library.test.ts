import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorCode, LibraryView } from '../api';
import { library, nameOfCopy } from './library.svelte';
import { notices } from './notices.svelte';
import { projectCard } from './testing';

beforeEach(() => library.apply({ projects: [], bin: [] }));
afterEach(() => {
  clearMocks();
  notices.list = [];
});

/** Answers with these libraries in turn; `called` are the commands that came. */
function rust(...answers: (LibraryView | ErrorCode)[]) {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    const answer = answers.shift() ?? { projects: [], bin: [] };
    if (typeof answer === 'string') throw { code: answer, detail: {} };
    return answer;
  });
  return called;
}
const [one, two] = [projectCard('one'), projectCard('two')];

test('a project goes to the bin at once, and Undo brings it back', async () => {
  const called = rust({ projects: [two], bin: [one] }, { projects: [one, two], bin: [] });
  library.apply({ projects: [one, two], bin: [] });
  await library.moveToBin(one);
  expect(library.projects).toEqual([two]);
  expect(notices.list).toMatchObject([{ text: '"one" is in the bin.' }]);
  notices.list[0]?.action?.run();
  await vi.waitFor(() => expect(library.projects).toEqual([one, two]));
  expect(called).toEqual(['bin_project', 'restore_project']);
  expect(library.freshId).toBe('one');
});

test('what a dialog asks for rejects without a notice, and holds up nothing', async () => {
  rust('disk_full', 'disk_full', { projects: [two], bin: [] });
  library.apply({ projects: [one], bin: [] });
  const [binning, renaming] = [library.moveToBin(one), library.rename('one', 'A')];
  await expect(binning).rejects.toMatchObject({ code: 'disk_full' });
  await expect(renaming).rejects.toMatchObject({ code: 'disk_full' });
  expect(library.projects).toEqual([one]);
  expect(library.busyId).toBeUndefined();
  expect(notices.list).toEqual([]);
  await library.refresh();
  expect(library.projects).toEqual([two]);
});

test('a duplicate has a name of its own and is shown', async () => {
  const taken = projectCard('x', { name: 'one copy' });
  const made = projectCard('new', { name: 'one copy 2' });
  rust({ projects: [made, one, taken], bin: [] });
  library.apply({ projects: [one, taken], bin: [] });
  await library.duplicate(one);
  expect(library.freshId).toBe('new');
  expect(notices.list).toMatchObject([{ text: '"one copy 2" was made.' }]);
});

test('the name of a copy is the first that is free', () => {
  expect(nameOfCopy('A', [])).toBe('A copy');
  expect(nameOfCopy('A', ['A copy', 'A copy 2'])).toBe('A copy 3');
});

test('emptying the bin stops at what cannot be erased', async () => {
  const called = rust({ projects: [], bin: [two] }, 'storage');
  library.apply({ projects: [], bin: [one, two] });
  expect(await library.emptyBin()).toBe(false);
  expect(called).toEqual(['erase_project', 'erase_project']);
  expect(library.bin).toEqual([two]);
});

test('what is asked while something is being done waits for its turn', async () => {
  const order: string[] = [];
  let answer = () => {};
  mockIPC(async (name) => {
    order.push(name);
    if (name === 'rename_project') await new Promise<void>((resolve) => (answer = resolve));
    return { projects: [], bin: [] };
  });
  const renaming = library.rename('one', 'A');
  const erasing = library.erase('two');
  await vi.waitFor(() => expect(order).toEqual(['rename_project']));
  expect(library.busyId).toBe('one');
  answer();
  await Promise.all([renaming, erasing]);
  expect(order).toEqual(['rename_project', 'erase_project']);
  expect(library.busyId).toBeUndefined();
});
