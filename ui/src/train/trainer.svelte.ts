/**
 * One training at a time: starts it, follows it, stops it. The area and the bar draw the same
 * trainer. Never here: sentences, the chart.
 */
import * as api from '../api';
import { notices } from '../state/notices.svelte';
import type { OpenProject } from '../state/project.svelte';

export type Stage =
  | { kind: 'starting' }
  /** Photos that were just added are still being looked at. */
  | { kind: 'waiting'; done: number; total: number }
  /** The validated run, which the chart shows. */
  | { kind: 'epochs'; epochs: number }
  | { kind: 'refitting' };

export interface Run {
  stage: Stage;
  /** The epochs that are over. */
  points: api.EpochView[];
  /** The user wants it to end. */
  stopping: boolean;
}

export class Trainer {
  /** The training that is running, if one is. */
  run = $state.raw<Run | null>(null);

  // Reads nothing of the project here: the one who makes a trainer must not depend on it.
  constructor(private readonly project: OpenProject) {}

  /** Trains to the end; a failure becomes a notice, and the model from before stays. */
  async start() {
    if (this.run) return;
    this.run = { stage: { kind: 'starting' }, points: [], stopping: false };
    try {
      const outcome = await api.train((event) => this.#follow(event));
      if (outcome.kind === 'finished') this.project.applyStatus(outcome.status);
    } catch (thrown) {
      notices.problem(thrown);
    } finally {
      this.run = null;
    }
  }

  /** Asks for the end of the training; it ends a moment later. */
  async cancel() {
    if (!this.run || this.run.stopping) return;
    this.run = { ...this.run, stopping: true };
    try {
      await api.cancelTraining();
    } catch (thrown) {
      if (this.run) this.run = { ...this.run, stopping: false };
      notices.problem(thrown);
    }
  }

  #follow(event: api.TrainEvent) {
    if (!this.run) return; // told after the end
    switch (event.kind) {
      case 'waiting':
        this.run = { ...this.run, stage: event };
        break;
      case 'epoch':
        this.run = {
          ...this.run,
          stage: { kind: 'epochs', epochs: event.epochs },
          points: [...this.run.points, event.point],
        };
        break;
      case 'refitting':
        this.run = { ...this.run, stage: event };
        break;
    }
  }
}

/** How far a run is, 0 to 1; undefined while that is not known. */
export function progressOf(run: Run): number | undefined {
  switch (run.stage.kind) {
    case 'starting':
      return undefined;
    case 'waiting':
      return run.stage.total > 0 ? run.stage.done / run.stage.total : undefined;
    case 'epochs':
      return run.stage.epochs > 0 ? run.points.length / run.stage.epochs : undefined;
    case 'refitting':
      return undefined;
  }
}
