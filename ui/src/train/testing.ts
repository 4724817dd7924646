/** For tests only: models and projects at every point of the way. */
import type { ModelView, ProjectStatus } from '../api';

export const modelView = (changes: Partial<ModelView> = {}): ModelView => ({
  version: 1,
  freshness: 'fresh',
  epochs: [
    { epoch: 1, loss: 1, acc: 0.5, val_loss: 1.2, val_acc: 0.4 },
    { epoch: 2, loss: 0.5, acc: 1, val_loss: 0.8, val_acc: 0.9 },
  ],
  classes: [],
  validation_accuracy: 0.9,
  training_accuracy: 1,
  validation_photos: 20,
  photos: 80,
  ...changes,
});

export const statusView = (changes: Partial<ProjectStatus> = {}): ProjectStatus => ({
  revision: 1,
  program_revision: 0,
  readiness: { ready: true, missing_classes: 0, short_classes: [] },
  model: null,
  history: { undo: null, redo: null, deleted_photos: 0 },
  ...changes,
});
