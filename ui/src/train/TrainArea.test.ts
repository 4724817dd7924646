import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { Conditions, ProjectStatus, ProjectView, TrainEvent } from '../api';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import { modelView, statusView } from './testing';
import TrainArea from './TrainArea.svelte';
import TrainBar from './TrainBar.svelte';
import { Trainer } from './trainer.svelte';

// jsdom has no layout, so the chart is never as wide as a drawing needs; what it draws is tested
// in lines.test.ts.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

afterEach(() => {
  clearMocks();
  notices.list = [];
});

function area(status: ProjectStatus, changes: Partial<ProjectView> = {}) {
  const project = new OpenProject(projectView({ status, ...changes }));
  const trainer = new Trainer(project);
  render(TrainArea, { trainer, project });
  return { project, trainer };
}

/** Rust that keeps conditions as it is asked to. */
function keepConditions() {
  const kept: Conditions[] = [];
  mockIPC((name, args) => {
    if (name !== 'set_conditions') throw new Error(name);
    const { conditions } = args as { conditions: Conditions };
    kept.push(conditions);
    return projectView({ conditions, status: statusView() });
  });
  return kept;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
async function type(name: string, text: string) {
  await fireEvent.input(field(name), { target: { value: text } });
  await fireEvent.blur(field(name));
}
const unfold = (sentence: string) =>
  fireEvent.click(screen.getByRole('button', { name: sentence }));

test('what is missing is said, and in full when unfolded', async () => {
  area(
    statusView({
      readiness: {
        ready: false,
        missing_classes: 0,
        short_classes: [
          { id: 1, name: 'Rock', missing: 1 },
          { id: 2, name: 'Paper', missing: 4 },
        ],
      },
    }),
    { classes: [{ id: 1, name: 'Rock', colour: 0, photos: [{ id: 1, revision: 0 }], merged: [] }] },
  );
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Train the model' });
  expect(button.disabled).toBe(true);
  const sentence = 'Rock needs 1 more, and one other class needs photos too.';
  expect(screen.queryByText('Still missing')?.closest('[hidden]')).toBeTruthy();
  await unfold(sentence);
  expect(screen.getByRole('button', { name: sentence, expanded: true })).toBeTruthy();
  const items = screen.getAllByRole('listitem').map((item) => item.textContent.trim());
  expect(items.map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'Rock 1 more photo',
    'Paper 4 more photos',
  ]);
});

test('a number that fits is kept at once', async () => {
  const kept = keepConditions();
  area(statusView());
  await unfold('Ready to train');
  await type('Epochs', '50');
  await vi.waitFor(() => expect(field('Epochs').value).toBe('50'));
  expect(kept).toEqual([{ ...projectView().conditions, epochs: 50 }]);
});

test('a number that does not fit stays in the field with a sentence until it is mended', async () => {
  const kept = keepConditions();
  area(statusView());
  await unfold('Ready to train');
  await type('Learning rate', '7');
  expect(field('Learning rate').value).toBe('7');
  expect(field('Learning rate').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toContain('from 0.00001 to 1');
  expect(kept).toEqual([]);

  await type('Learning rate', '0.01');
  await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(kept).toHaveLength(1);
});

test('Escape takes back what was typed', async () => {
  const kept = keepConditions();
  area(statusView());
  await unfold('Ready to train');
  await type('Epochs', 'many');
  expect(screen.getByRole('alert')).toBeTruthy();
  await fireEvent.keyDown(field('Epochs'), { key: 'Escape' });
  expect(field('Epochs').value).toBe('30');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(kept).toEqual([]);
});

test('a number that Rust refuses stays in the field with a sentence', async () => {
  mockIPC(() => {
    throw { code: 'condition_out_of_range', detail: { field: 'epochs', min: '1', max: '200' } };
  });
  area(statusView());
  await unfold('Ready to train');
  await type('Epochs', '31');
  expect((await screen.findByRole('alert')).textContent).toContain('from 1 to 200');
  expect(field('Epochs').value).toBe('31');
  expect(notices.list).toEqual([]);
});

test('a disk that is full says so, and the field goes back to what is kept', async () => {
  mockIPC(() => {
    throw { code: 'disk_full', detail: {} };
  });
  area(statusView());
  await unfold('Ready to train');
  await type('Epochs', '31');
  await vi.waitFor(() => expect(field('Epochs').value).toBe('30'));
  expect(notices.list).toHaveLength(1);
});

test('a batch may be as large as the photos that were just added', async () => {
  const kept = keepConditions();
  const photos = Array.from({ length: 40 }, (_, id) => ({ id, revision: 0 }));
  area(statusView(), { classes: [{ id: 1, name: 'A', colour: 0, photos, merged: [] }] });
  await unfold('Ready to train');
  await type('Batch size', '40');
  await vi.waitFor(() => expect(kept[0]?.batch_size).toBe(40));
});

test('the explanation has the range and the way back to the default', async () => {
  const kept = keepConditions();
  const conditions = { ...projectView().conditions, epochs: 99 };
  area(statusView(), { conditions });
  await unfold('Ready to train');
  await fireEvent.click(screen.getByRole('button', { name: 'What is “Epochs”?' }));
  const card = (await screen.findByText(/How many times all photos/)).parentElement!;
  expect(card.textContent).toContain('From 1 to 200');
  await fireEvent.click(within(card).getByText('Back to 30'));
  await vi.waitFor(() => expect(kept[0]?.epochs).toBe(30));
});

test('"Back to defaults" also takes back what was typed badly', async () => {
  const kept = keepConditions();
  const conditions = { ...projectView().conditions, refit_on_all: false };
  area(statusView(), { conditions });
  await unfold('Ready to train');
  await type('Epochs', 'many');
  await fireEvent.click(screen.getByRole('button', { name: 'Back to defaults' }));
  await vi.waitFor(() => expect(field('Epochs').value).toBe('30'));
  expect(kept).toEqual([projectView().conditions]);
});

test('learning from all photos is a switch that is kept', async () => {
  const kept = keepConditions();
  area(statusView());
  await unfold('Ready to train');
  await fireEvent.click(screen.getByRole('switch', { name: 'Then learn from all photos' }));
  await vi.waitFor(() => expect(kept[0]?.refit_on_all).toBe(false));
});

test('training goes from the button to the accuracy and the table', async () => {
  let tell: (event: TrainEvent) => void = () => undefined;
  let end: (outcome: unknown) => void = () => undefined;
  mockIPC((_name, args) => {
    tell = (event) => (args as { events: { onmessage: typeof tell } }).events.onmessage(event);
    return new Promise((resolve) => (end = resolve));
  });
  area(statusView());
  await fireEvent.click(screen.getByRole('button', { name: 'Train the model' }));
  expect(screen.getByRole('button', { name: 'Stop training' })).toBeTruthy();
  tell({ kind: 'epoch', epochs: 2, point: modelView().epochs[0]! });
  expect(await screen.findByRole('button', { name: 'Epoch 1 of 2' })).toBeTruthy();
  expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(0.5);

  end({ kind: 'finished', status: statusView({ model: modelView() }) });
  expect(await screen.findByText('About 9 of 10 right')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Stop training' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Train again' })).toBeTruthy();
  const chart = screen.getByRole('img');
  expect(chart.getAttribute('aria-label')).toContain('acc 100%, val_acc 90%');

  const table = screen.getByRole('tab', { name: 'Table' });
  table.focus();
  await fireEvent.click(table);
  const rows = (await screen.findAllByRole('row')).map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['epoch', 'acc', 'val_acc', 'loss', 'val_loss'],
    ['1', '0.500', '0.400', '1.000', '1.200'],
    ['2', '1.000', '0.900', '0.500', '0.800'],
  ]);
});

test('a model that is out of date says so', () => {
  area(statusView({ model: modelView({ freshness: 'data_changed' }) }));
  expect(screen.getByText('Photos changed. Train again to use them.')).toBeTruthy();
});

test('the bar says the same and trains with the same trainer', async () => {
  const called: string[] = [];
  mockIPC((name) => {
    called.push(name);
    return new Promise(() => undefined);
  });
  const project = new OpenProject(projectView({ status: statusView() }));
  const trainer = new Trainer(project);
  render(TrainBar, { trainer, project });
  expect(screen.getByText('Ready to train')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Train the model' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Training…' }));
  expect(called).toEqual(['train']);
  await fireEvent.click(screen.getByRole('button', { name: 'Stop training' }));
  expect(called).toEqual(['train', 'cancel_training']);
});
