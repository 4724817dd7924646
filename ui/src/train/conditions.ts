/** The four numbers of a training: how they are typed, shown and checked. */
import type { Conditions, Range } from '../api';

export type Field = 'epochs' | 'batch_size' | 'learning_rate' | 'validation_ratio';

export const FIELDS: readonly Field[] = [
  'epochs',
  'batch_size',
  'learning_rate',
  'validation_ratio',
];

const WHOLE: ReadonlySet<Field> = new Set(['epochs', 'batch_size']);
export const isWhole = (field: Field) => WHOLE.has(field);

/** What is wrong with a typed number. */
export type FieldProblem = { kind: 'not_a_number' | 'not_whole' | 'out_of_range' };

/** A number as people write it: full-width digits, a decimal comma, a power of ten. */
export function readNumber(text: string): number {
  const plain = text.normalize('NFKC').trim().replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** The typed number, or what is wrong with it. */
export function readField(
  field: Field,
  text: string,
  range: Range,
): { value: number } | { problem: FieldProblem } {
  const value = readNumber(text);
  if (!Number.isFinite(value)) return { problem: { kind: 'not_a_number' } };
  if (value < range.min || value > range.max) return { problem: { kind: 'out_of_range' } };
  if (isWhole(field) && !Number.isInteger(value)) return { problem: { kind: 'not_whole' } };
  return { value };
}

/** Never as a power of ten: 1e-5 is 0.00001. Six digits that count are enough for any of them. */
export function showNumber(value: number): string {
  const rounded = Number(value.toPrecision(6));
  return Math.abs(rounded) >= 1e-6 && Math.abs(rounded) < 1e-4
    ? rounded.toFixed(11).replace(/0+$/, '')
    : String(rounded);
}

/** The conditions of a new project. */
export const defaults = (ranges: Record<Field, Range>): Conditions => ({
  epochs: ranges.epochs.default,
  batch_size: ranges.batch_size.default,
  learning_rate: ranges.learning_rate.default,
  validation_ratio: ranges.validation_ratio.default,
  refit_on_all: true,
});

export const areSame = (one: Conditions, other: Conditions) =>
  one.refit_on_all === other.refit_on_all && FIELDS.every((field) => one[field] === other[field]);
