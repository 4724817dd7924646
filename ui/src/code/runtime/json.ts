/** Looking into JSON of which nothing is known. Nothing here throws. */

export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Json) : undefined;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A member of its own; never one that every object has. */
export const member = (of: Json | undefined, name: string): unknown =>
  of && Object.hasOwn(of, name) ? of[name] : undefined;

export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

export const finite = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

/** What stands in a field: ids and choices are texts or numbers; anything else is nothing. */
export function fieldText(value: unknown): string {
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? String(value) : '';
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
