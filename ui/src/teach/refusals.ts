/** Files that did not go in, sorted for one summary. Never here: the sentences for the reasons. */
import type { ErrorCode } from '../api';

/** A file that did not go in, and why. */
export interface Refusal {
  name: string;
  code: ErrorCode;
}

/** Refusals of one kind, for the summary. */
export interface RefusalGroup {
  code: ErrorCode;
  names: string[];
}

/** The refused files by reason, the most frequent reason first. */
export function groupRefusals(refused: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<ErrorCode, string[]>();
  for (const { code, name } of refused) groups.set(code, [...(groups.get(code) ?? []), name]);
  return [...groups]
    .map(([code, names]) => ({ code, names }))
    .sort((a, b) => b.names.length - a.names.length);
}
