/** The accuracy of a model in words that a child can check. */
import type { ModelView } from '../api';
import { t } from '../i18n/index.svelte';

/** Up to so many photos can be counted; more are said as "of 10". */
const COUNTABLE = 10;

export type Accuracy =
  | { kind: 'untested' }
  | { kind: 'all'; photos: number }
  | { kind: 'none'; photos: number }
  | { kind: 'counted'; right: number; photos: number }
  /** `right` of 10, 1 to 9: never rounded up to "all" or down to "none". */
  | { kind: 'of_ten'; right: number };

type Measured = Pick<ModelView, 'validation_accuracy' | 'validation_photos'>;

/** Only photos that the model was not taught with say how good it is. */
export function accuracyOf(model: Measured): Accuracy {
  const { validation_accuracy: share, validation_photos: photos } = model;
  if (share === null || photos === 0) return { kind: 'untested' };
  const right = Math.round(share * photos);
  if (right >= photos) return { kind: 'all', photos };
  if (right <= 0) return { kind: 'none', photos };
  if (photos <= COUNTABLE) return { kind: 'counted', right, photos };
  return { kind: 'of_ten', right: Math.min(9, Math.max(1, Math.round(share * 10))) };
}

/** The sentence in the language of the window. */
export function accuracyText(accuracy: Accuracy): string {
  switch (accuracy.kind) {
    case 'untested':
      return t('train:accuracy.untested');
    case 'all':
      return t('train:accuracy.all', { count: accuracy.photos });
    case 'none':
      return t('train:accuracy.none', { count: accuracy.photos });
    case 'counted':
      return t('train:accuracy.counted', { right: accuracy.right, total: accuracy.photos });
    case 'of_ten':
      return t('train:accuracy.of_ten', { right: accuracy.right });
  }
}
