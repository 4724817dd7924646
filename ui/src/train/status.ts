/**
 * The one sentence about the training: what is missing, what is running, or how the model
 * stands. A pure function, with a test for each sentence.
 */
import type { ProjectStatus, ShortClass } from '../api';
import { t } from '../i18n/index.svelte';
import type { Run } from './trainer.svelte';

export type Status =
  | { kind: 'missing_classes'; count: number }
  | { kind: 'no_photos' }
  | { kind: 'short_class'; short: ShortClass }
  | { kind: 'short_classes'; first: ShortClass; others: number }
  | { kind: 'starting' }
  | { kind: 'waiting'; done: number; total: number }
  | { kind: 'epoch'; epoch: number; epochs: number }
  | { kind: 'refitting' }
  | { kind: 'stopping' }
  | { kind: 'ready' }
  | { kind: 'done' }
  | { kind: 'data_changed' }
  | { kind: 'conditions_changed' };

/** `photos`: photos in all classes together. */
export function statusOf(project: ProjectStatus, photos: number, run: Run | null): Status {
  if (run) return whileRunning(run);
  const { readiness, model } = project;
  if (!readiness.ready) return whatIsMissing(project, photos);
  switch (model?.freshness) {
    case undefined:
      return { kind: 'ready' };
    case 'fresh':
      return { kind: 'done' };
    case 'data_changed':
    case 'conditions_changed':
      return { kind: model.freshness };
  }
}

function whileRunning(run: Run): Status {
  if (run.stopping) return { kind: 'stopping' };
  switch (run.stage.kind) {
    case 'starting':
    case 'refitting':
    case 'waiting':
      return run.stage;
    case 'epochs':
      return { kind: 'epoch', epoch: run.points.length, epochs: run.stage.epochs };
  }
}

function whatIsMissing({ readiness }: ProjectStatus, photos: number): Status {
  const [first, ...others] = readiness.short_classes;
  if (readiness.missing_classes > 0)
    return { kind: 'missing_classes', count: readiness.missing_classes };
  if (photos === 0 || !first) return { kind: 'no_photos' };
  if (others.length === 0) return { kind: 'short_class', short: first };
  return { kind: 'short_classes', first, others: others.length };
}

/** The sentence in the language of the window. */
export function statusText(status: Status): string {
  switch (status.kind) {
    case 'missing_classes':
      return t('train:status.missing_classes', { count: status.count });
    case 'short_class':
      return t('train:status.short_class', {
        name: status.short.name,
        count: status.short.missing,
      });
    case 'short_classes':
      return t('train:status.short_classes', {
        name: status.first.name,
        missing: status.first.missing,
        count: status.others,
      });
    case 'waiting':
      return t('train:status.waiting', { done: status.done, total: status.total });
    case 'epoch':
      return t('train:status.epoch', { epoch: status.epoch, epochs: status.epochs });
    default:
      return t(`train:status.${status.kind}`);
  }
}
