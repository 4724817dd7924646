import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProgramShared } from '../api';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import { ProgramData } from './data.svelte';
import { CodeProgram } from './program.svelte';

const shared: ProgramShared = {
  order: [],
  backdrop: null,
  variables: [{ id: 'v1', name: 'score', value: '0', shown: true }],
  lists: [{ id: 'l1', name: 'names', items: [], shown: false }],
  messages: [{ id: 'm1', name: 'go' }],
};

beforeEach(() => {
  mockIPC((name) =>
    name === 'read_program'
      ? { revision: 1, shared, objects: [] }
      : { revision: 2, status: projectView().status },
  );
});
afterEach(clearMocks);

async function opened() {
  const program = new CodeProgram(new OpenProject(projectView()), () => ({ shared, objects: [] }));
  await program.follow(1);
  return { program, data: new ProgramData(program) };
}

test('what is made gets the name that was asked for, and its id is told', async () => {
  const { program, data } = await opened();
  let made: string | undefined;
  data.make('variable', (id) => (made = id));
  expect(data.request).toMatchObject({ kind: 'variable', name: '', others: ['score'] });
  data.request?.take('lives');
  expect(program.shared.variables.map((one) => one.name)).toEqual(['score', 'lives']);
  expect(made).toBe(program.shared.variables[1]?.id);
});

test('lists and messages are made beside the ones that are there', async () => {
  const { program, data } = await opened();
  data.make('list');
  data.request?.take('votes');
  data.make('message');
  data.request?.take('stop');
  expect(program.shared.lists.map((one) => one.name)).toEqual(['names', 'votes']);
  expect(program.shared.messages.map((one) => one.name)).toEqual(['go', 'stop']);
});

test('another name keeps the id, so that blocks go on', async () => {
  const { program, data } = await opened();
  data.rename('message', 'm1');
  expect(data.request, 'its own name is not taken').toMatchObject({ name: 'go', others: [] });
  data.request?.take('start');
  expect(program.shared.messages).toEqual([{ id: 'm1', name: 'start' }]);
});

test('a list can be shown on the stage, and deleted', async () => {
  const { program, data } = await opened();
  data.show('list', 'l1', true);
  expect(program.shared.lists[0]?.shown).toBe(true);
  data.delete('list', 'l1');
  expect(program.shared.lists).toEqual([]);
  expect(program.shared.variables, 'the others stay').toHaveLength(1);
});

test('what is gone already is not asked about', async () => {
  const { data } = await opened();
  data.rename('variable', 'gone');
  expect(data.request).toBeUndefined();
});
