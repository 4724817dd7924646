import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { PrivacyView } from '../api';
import { app } from '../state/app.svelte';
import { library } from '../state/library.svelte';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import PrivacyPage from './PrivacyPage.svelte';
import { button, press } from './testing';

afterEach(() => {
  clearMocks();
  notices.list = [];
  app.project = undefined;
});

const kept: PrivacyView = {
  folder: '/home/me/nunchi',
  projects: 2,
  binned: 1,
  photos: 1402,
  deleted_photos: 7,
  bytes: 148_000_000,
};

function page(deleted?: number, count: () => unknown = () => kept) {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    if (name === 'privacy') return count();
    if (name === 'erase_everything')
      return {
        preferences: { language: 'en', theme: 'system', mirror: true },
        project: null,
        library: { projects: [], bin: [] },
        problem: null,
      };
    return projectView({ status: { ...projectView().status, revision: 9 } });
  });
  const status = projectView().status;
  const history = { undo: null, redo: null, deleted_photos: deleted ?? 0 };
  const project =
    deleted === undefined
      ? undefined
      : new OpenProject(projectView({ name: 'Hands', status: { ...status, history } }));
  render(PrivacyPage, { project });
  return { called, project };
}

test('it says how much is kept, and where', async () => {
  page();
  expect(await screen.findByText('1,402')).toBeTruthy();
  expect(screen.getByText('148 MB')).toBeTruthy();
  expect(screen.getByText('1 of these projects is in the bin.')).toBeTruthy();
  expect(document.querySelector('code')?.textContent).toBe('/home/me/nunchi');
});

test('what was deleted is forgotten after one question, and counted anew', async () => {
  const { called, project } = page(7);
  await screen.findByText('1,402');
  expect(screen.getByText(/^7 deleted photos are kept/)).toBeTruthy();
  await press('Forget what was deleted');
  expect(called).toEqual(['privacy']);
  await press('Forget it');
  await waitFor(() => expect(called).toEqual(['privacy', 'forget_deleted', 'privacy']));
  expect(project?.view.status.revision).toBe(9);
});

test('whatever changes the open project or the others is counted', async () => {
  let photos = 43;
  const { called, project } = page(0, () => ({ ...kept, photos }));
  expect(await screen.findByText('43')).toBeTruthy();
  photos = 44;
  project?.apply(projectView({ status: { ...projectView().status, revision: 2 } }));
  expect(await screen.findByText('44')).toBeTruthy();
  photos = 45;
  library.apply({ projects: [], bin: [] });
  expect(await screen.findByText('45')).toBeTruthy();
  expect(called).toEqual(['privacy', 'privacy', 'privacy']);
});

test('changes that come while it counts are counted once more, and once only', async () => {
  const answers: ((view: PrivacyView) => void)[] = [];
  const { called, project } = page(0, () => new Promise((resolve) => answers.push(resolve)));
  await waitFor(() => expect(called).toHaveLength(1));
  for (const revision of [2, 3, 4]) {
    project?.apply(projectView({ status: { ...projectView().status, revision } }));
    await tick();
  }
  answers[0]?.({ ...kept, photos: 43 });
  await waitFor(() => expect(called).toHaveLength(2));
  answers[1]?.({ ...kept, photos: 44 });
  expect(await screen.findByText('44')).toBeTruthy();
  expect(called).toHaveLength(2);
});

test('with nothing deleted there is nothing to forget', async () => {
  page(0);
  expect(button('Forget what was deleted').disabled).toBe(true);
});

test('everything is erased after two questions, and not after one', async () => {
  const { called } = page();
  await screen.findByText('1,402');
  await press('Erase everything');
  expect(screen.getByText(/^This erases 3 projects with 1,402 photos/)).toBeTruthy();
  await press('Go on');
  expect(screen.getByText('Are you sure?')).toBeTruthy();
  expect(called).toEqual(['privacy']);
  await press('Keep everything');
  expect(called).toEqual(['privacy']);
  await press('Erase everything');
  await press('Go on');
  await press('Erase everything now');
  await waitFor(() => expect(called.slice(0, 2)).toEqual(['privacy', 'erase_everything']));
  expect(notices.list).toMatchObject([{ text: 'Everything is erased.' }]);
});

test('a folder that cannot be read is said', async () => {
  mockIPC(() => {
    throw { code: 'storage', detail: {} };
  });
  render(PrivacyPage, { project: undefined });
  expect(await screen.findByRole('alert')).toBeTruthy();
});
