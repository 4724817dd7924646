import { clearMocks, mockConvertFileSrc } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProgramView } from '../../api';
import { t } from '../../i18n/index.svelte';
import { OpenProject } from '../../state/project.svelte';
import { projectView } from '../../state/testing';
import ExamplesDialog from './ExamplesDialog.svelte';

beforeEach(() => mockConvertFileSrc('linux'));
afterEach(() => {
  cleanup();
  clearMocks();
});

const classes = ['Scissors', 'Rock', 'Paper'].map((name, index) => ({
  id: index + 5,
  name,
  colour: index,
  photos: [],
  merged: [],
}));

function dialog(is_example: boolean) {
  const onopen = vi.fn<(program: ProgramView) => void>();
  const onclose = vi.fn();
  const project = new OpenProject(projectView({ is_example, classes }));
  const onexample = vi.fn();
  render(ExamplesDialog, { open: true, project, onopen, onclose, onexample });
  return { onopen, onclose, onexample };
}
/** A card is called by its title and what it says of it. */
const cards = () =>
  screen.getAllByRole<HTMLButtonElement>('button', {
    name: /^(Rock, paper|Sort the|A robot that)/,
  });

test('there are three examples, each with a title, a sentence and a picture', () => {
  dialog(true);
  expect(cards().map((card) => card.querySelectorAll('img').length > 1)).toEqual([
    true,
    true,
    true,
  ]);
  for (const card of cards()) expect(card.textContent.trim().length).toBeGreaterThan(40);
});

test('a chosen example is given with the classes of the project, and the dialog closes', async () => {
  const { onopen, onclose } = dialog(true);
  await fireEvent.click(screen.getByRole('button', { name: /^A robot that watches/ }));
  expect(onopen).toHaveBeenCalledOnce();
  const [program] = onopen.mock.calls[0] ?? [];
  expect(program?.objects.map((one) => one.name)).toEqual(['Robot']);
  expect(program?.objects[0]?.blocks).toContain('"CLASS":"5"');
  expect(onclose).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('in another project they cannot be opened, and the way to the one where they can is there', async () => {
  const { onexample } = dialog(false);
  expect(cards().every((card) => card.disabled)).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: t('examples:open_example') }));
  expect(onexample).toHaveBeenCalledOnce();
});
