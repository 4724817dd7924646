import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import type { EpochView, TrainEvent, TrainOutcome } from '../api';
import { notices } from '../state/notices.svelte';
import { OpenProject } from '../state/project.svelte';
import { projectView } from '../state/testing';
import { modelView, statusView } from './testing';
import { progressOf, Trainer } from './trainer.svelte';

afterEach(() => {
  clearMocks();
  notices.list = [];
});

/** A trainer whose training is in the hands of the test. */
function training() {
  const called: string[] = [];
  let tell: (event: TrainEvent) => void = () => undefined;
  let end: (outcome: TrainOutcome) => void = () => undefined;
  let fail: (thrown: unknown) => void = () => undefined;
  mockIPC((name, args) => {
    called.push(name);
    if (name !== 'train') return null;
    const { events } = args as { events: { onmessage: (event: TrainEvent) => void } };
    tell = (event) => events.onmessage(event);
    return new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  });
  const project = new OpenProject(projectView({ status: statusView() }));
  const trainer = new Trainer(project);
  return {
    called,
    project,
    trainer,
    tell: (event: TrainEvent) => tell(event),
    end: (outcome: TrainOutcome) => end(outcome),
    fail: (thrown: unknown) => fail(thrown),
  };
}
const [first, second] = modelView().epochs as [EpochView, EpochView];

test('a training is followed from the first photo to the finished model', async () => {
  const { trainer, project, tell, end } = training();
  const done = trainer.start();
  expect(trainer.run?.stage.kind).toBe('starting');
  tell({ kind: 'waiting', done: 10, total: 40 });
  expect(trainer.run && progressOf(trainer.run)).toBe(0.25);
  tell({ kind: 'epoch', epochs: 4, point: first });
  tell({ kind: 'epoch', epochs: 4, point: second });
  expect(trainer.run?.points).toEqual([first, second]);
  expect(trainer.run && progressOf(trainer.run)).toBe(0.5);
  tell({ kind: 'refitting' });
  expect(trainer.run?.points, 'the chart stays').toHaveLength(2);
  expect(trainer.run && progressOf(trainer.run)).toBeUndefined();
  end({ kind: 'finished', status: statusView({ model: modelView({ version: 7 }) }) });
  await done;
  expect(trainer.run).toBeNull();
  expect(project.view.status.model?.version).toBe(7);
});

test('pressing the button twice trains once', async () => {
  const { trainer, called, end } = training();
  const both = [trainer.start(), trainer.start()];
  end({ kind: 'cancelled' });
  await Promise.all(both);
  expect(called).toEqual(['train']);
});

test('a training that is stopped leaves the model from before', async () => {
  const { trainer, project, called, end } = training();
  project.applyStatus(statusView({ model: modelView({ version: 3 }) }));
  const done = trainer.start();
  await trainer.cancel();
  await trainer.cancel();
  expect(trainer.run?.stopping).toBe(true);
  expect(called).toEqual(['train', 'cancel_training']);
  end({ kind: 'cancelled' });
  await done;
  expect(trainer.run).toBeNull();
  expect(project.view.status.model?.version).toBe(3);
  expect(notices.list).toEqual([]);
});

test('a training that fails says why and can be started again', async () => {
  const { trainer, called, fail, end } = training();
  const done = trainer.start();
  fail({ code: 'training_diverged', detail: {} });
  await done;
  expect(notices.list[0]?.text).toContain('smaller learning rate');
  expect(trainer.run).toBeNull();
  const again = trainer.start();
  end({ kind: 'cancelled' });
  await again;
  expect(called).toEqual(['train', 'train']);
});

test('what is told after the end is not heard', async () => {
  const { trainer, tell, end } = training();
  const done = trainer.start();
  end({ kind: 'cancelled' });
  await done;
  tell({ kind: 'epoch', epochs: 4, point: first });
  expect(trainer.run).toBeNull();
});

test('stopping without a training asks for nothing', async () => {
  const { trainer, called } = training();
  await trainer.cancel();
  expect(called).toEqual([]);
});
