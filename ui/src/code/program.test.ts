import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ObjectView, ProgramChange, ProgramView } from '../api';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import { CodeProgram } from './program.svelte';

const object = (id: string, changes: Partial<ObjectView> = {}): ObjectView => ({
  id,
  name: id,
  kind: 'text',
  shapes: [],
  shape: 0,
  text: '',
  x: 0,
  y: 0,
  size: 100,
  direction: 90,
  rotation: 0,
  visible: true,
  blocks: '',
  ...changes,
});
const shared = (order: string[]) => ({
  order,
  backdrop: null,
  variables: [],
  lists: [],
  messages: [],
});

/** What Rust keeps, and what it was asked. */
let kept: ProgramView;
let asked: { operation: string; changes: ProgramChange[] }[];
let full: boolean;

beforeEach(() => {
  kept = { revision: 3, shared: shared(['a', 'b']), objects: [object('a'), object('b')] };
  asked = [];
  full = false;
  mockIPC((name, args) => {
    if (name === 'read_program') return { ...kept, revision: kept.revision + asked.length };
    if (full) throw { code: 'disk_full', detail: {} };
    asked.push(args as (typeof asked)[number]);
    const revision = kept.revision + asked.length;
    return { revision, status: { ...projectView().status, program_revision: revision } };
  });
});
afterEach(() => {
  clearMocks();
  notices.list = [];
});

async function opened() {
  const project = new OpenProject(projectView());
  const first = () => ({ shared: shared(['first']), objects: [object('first')] });
  const program = new CodeProgram(project, first);
  await program.follow(kept.revision);
  return { project, program };
}
const ids = (program: CodeProgram) => program.objects.map((one) => one.id);

test('the front object is selected at first', async () => {
  const { program } = await opened();
  expect(program.state).toBe('ready');
  expect(program.selected?.id).toBe('b');
});

test('a change shows at once and is saved as one step', async () => {
  const { program, project } = await opened();
  program.putBlocks('a', '{"blocks":1}');
  expect(program.objects[0]?.blocks).toBe('{"blocks":1}');
  await program.change('change_backdrop', []);
  expect(asked.map((one) => one.operation)).toEqual(['change_blocks', 'change_backdrop']);
  expect(project.view.status.program_revision).toBe(5);
});

test('what is as it was is not saved', async () => {
  const { program } = await opened();
  program.putBlocks('a', '');
  program.putObject(object('a'));
  await program.change('change_data', []);
  expect(asked).toHaveLength(1);
});

test('a revision that is shown already is not read again', async () => {
  const { program } = await opened();
  kept = { ...kept, objects: [] };
  await program.follow(3);
  expect(ids(program)).toEqual(['a', 'b']);
});

test('what undo brings back is read', async () => {
  const { program } = await opened();
  kept = { revision: 9, shared: shared(['b', 'a']), objects: [object('b'), object('a')] };
  await program.follow(9);
  expect(ids(program)).toEqual(['b', 'a']);
});

test('a refused change is said, and what is kept is shown again', async () => {
  const { program } = await opened();
  full = true;
  await program.change('add_object', [{ kind: 'put_object', object: object('c') }]);
  expect(ids(program)).toEqual(['a', 'b']);
  expect(notices.list).toHaveLength(1);
});

test('a project without a program shows the first one and keeps it with the first change', async () => {
  kept = { revision: 0, shared: shared([]), objects: [] };
  const { program } = await opened();
  expect(ids(program)).toEqual(['first']);
  await program.change('change_object', [
    { kind: 'put_object', object: object('first', { x: 5 }) },
  ]);
  expect(asked[0]?.changes.map((one) => one.kind)).toEqual(['put_object', 'shared', 'put_object']);
  await program.change('change_data', []);
  expect(asked[1]?.changes, 'the first program is kept once').toEqual([]);
});

test('a new object stands in front and is selected', async () => {
  const { program } = await opened();
  program.addObject(object('c'));
  expect(ids(program)).toEqual(['a', 'b', 'c']);
  expect(program.selectedId).toBe('c');
});

test('when the selected object goes, its neighbour is selected', async () => {
  const { program } = await opened();
  program.selectedId = 'a';
  program.deleteObject('a');
  expect(ids(program)).toEqual(['b']);
  expect(program.selectedId).toBe('b');
  program.deleteObject('b');
  expect(program.selected).toBeUndefined();
});

test('another program takes the place of all of it', async () => {
  const { program } = await opened();
  program.replace({ shared: shared([]), objects: [object('b', { x: 1 }), object('d')] });
  expect(ids(program)).toEqual(['b', 'd']);
  await program.change('change_data', []);
  expect(asked[0]?.operation).toBe('open_program');
  expect(asked[0]?.changes[0]).toEqual({ kind: 'remove_object', id: 'a' });
});

test('a program that was emptied stays empty', async () => {
  kept = { revision: 1, shared: shared([]), objects: [] };
  const { program } = await opened();
  expect(ids(program)).toEqual([]);
});

test('what undo changed while something was on its way to the disk is read afterwards', async () => {
  const { program } = await opened();
  program.putObject(object('a', { x: 7 }));
  kept = { revision: 12, shared: shared(['a']), objects: [object('a', { x: 7 })] };
  await program.follow(12);
  expect(ids(program), 'not before').toEqual(['a', 'b']);
  await program.change('change_data', []);
  await vi.waitFor(() => expect(ids(program)).toEqual(['a']));
});

test('after a refused change what is kept is shown, also when later ones went through', async () => {
  const { program } = await opened();
  full = true;
  const refused = program.change('change_object', [
    { kind: 'put_object', object: object('a', { x: 1 }) },
  ]);
  void refused.then(() => (full = false));
  await refused;
  await program.change('change_object', [{ kind: 'put_object', object: object('b', { x: 2 }) }]);
  await vi.waitFor(() => expect(program.objects[0]?.x).toBe(0));
});
