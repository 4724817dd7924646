/** What the chart draws: columns of numbers out of epochs. */
import type { EpochView } from '../api';

export type ChartKind = 'accuracy' | 'loss';

export interface Lines {
  epochs: number[];
  training: number[];
  /** None when no photos were kept for validation. */
  validation: (number | null)[] | null;
}

export function linesOf(points: readonly EpochView[], kind: ChartKind): Lines {
  const training = points.map((point) => (kind === 'accuracy' ? point.acc : point.loss));
  const validation = points.map((point) => (kind === 'accuracy' ? point.val_acc : point.val_loss));
  return {
    epochs: points.map((point) => point.epoch),
    training,
    validation: validation.some((value) => value !== null) ? validation : null,
  };
}

/** The top of the loss axis: a round number above every point that is a number. */
export function lossTop({ training, validation }: Lines): number {
  const values = [...training, ...(validation ?? [])].filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  const most = Math.max(0, ...values);
  const steps = [0.1, 0.2, 0.5, 1, 2, 5];
  return steps.find((step) => most <= step) ?? Math.ceil(most / 5) * 5;
}

/** At most five whole epochs below the x axis, the last among them. */
export function epochMarks(epochs: number): number[] {
  if (epochs <= 5) return Array.from({ length: epochs }, (_, index) => index + 1);
  const step = [2, 5, 10, 20, 50].find((one) => epochs / one <= 5) ?? 100;
  const marks = [1];
  for (let epoch = step; epoch <= epochs - step / 2; epoch += step) marks.push(epoch);
  return [...marks, epochs];
}

export const percent = (share: number) => `${Math.round(share * 100)}%`;
export const threeDigits = (value: number | null) => (value === null ? '–' : value.toFixed(3));
