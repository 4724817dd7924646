/** For tests only: a project as Rust would tell it, and an app without Rust behind it. */
import type { ProjectCard, ProjectView } from '../api';

export function projectView(changes: Partial<ProjectView> = {}): ProjectView {
  const range = (min: number, max: number, first: number) => ({ min, max, default: first });
  return {
    id: 'one',
    name: 'Fruit',
    is_example: false,
    classes: [],
    conditions: {
      epochs: 30,
      batch_size: 16,
      learning_rate: 0.001,
      validation_ratio: 0.25,
      refit_on_all: true,
    },
    condition_ranges: {
      epochs: range(1, 200, 30),
      batch_size: range(1, 16, 16),
      learning_rate: range(1e-5, 1, 0.001),
      validation_ratio: range(0, 0.5, 0.25),
    },
    status: {
      revision: 1,
      program_revision: 0,
      readiness: { ready: false, missing_classes: 2, short_classes: [] },
      model: null,
      history: { undo: null, redo: null, deleted_photos: 0 },
    },
    ...changes,
  };
}

export function projectCard(id: string, changes: Partial<ProjectCard> = {}): ProjectCard {
  return {
    id,
    name: id,
    changed_at: Date.UTC(2026, 4, 20),
    photos: 0,
    class_names: [],
    covers: [],
    bytes: 100_000,
    is_example: false,
    problem: null,
    ...changes,
  };
}
