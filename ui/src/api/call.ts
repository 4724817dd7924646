/**
 * The one way out of the window: every call to Rust goes through here, and every failure comes
 * back as an AppError with a code. Never here: state, components, sentences.
 */
import { Channel, invoke } from '@tauri-apps/api/core';
import type { ErrorCode, ErrorView } from './generated';

/** A failure that the window has a sentence for. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: ErrorView['detail'] = {},
  ) {
    super(code);
    this.name = 'AppError';
  }

  /** Makes an AppError of whatever was thrown. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
      const view = thrown as ErrorView;
      return new AppError(view.code, view.detail);
    }
    console.error('unexpected failure', thrown);
    return new AppError('internal');
  }
}

type Watcher = (pending: number) => void;
const watchers = new Set<Watcher>();
let pending = 0;

/** Tells how many changes are on their way to the disk, each time the number changes. */
export function watchChanges(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function count(step: 1 | -1) {
  pending += step;
  for (const watcher of watchers) watcher(pending);
}

/** Changes that have not been answered. */
const underway = new Set<Promise<unknown>>();

/** Marks a call as one that changes a project: its answer means that the change is on the disk. */
export async function changing<Answer>(work: Promise<Answer>): Promise<Answer> {
  count(1);
  underway.add(work);
  try {
    return await work;
  } finally {
    underway.delete(work);
    count(-1);
  }
}

/**
 * Waits until every change that was made until now was answered, or refused. Not for those that
 * follow: a long upload would hold up undo and the way home to its end.
 */
export async function settled(): Promise<void> {
  await Promise.allSettled([...underway]);
}

/** Calls a command whose arguments are plain data. */
export async function call<Answer>(
  name: string,
  args: Record<string, unknown> = {},
): Promise<Answer> {
  try {
    return await invoke<Answer>(name, args);
  } catch (thrown) {
    throw AppError.from(thrown);
  }
}

/** Calls a command with bytes as the whole body; the arguments travel as headers. */
export async function callBytes<Answer>(
  name: string,
  bytes: Uint8Array | ArrayBuffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  try {
    return await invoke<Answer>(name, bytes, { headers });
  } catch (thrown) {
    throw AppError.from(thrown);
  }
}

/** Calls a command that reports events while it works. */
export async function callWatched<Event, Answer>(
  name: string,
  onEvent: (event: Event) => void,
): Promise<Answer> {
  const events = new Channel<Event>();
  events.onmessage = onEvent;
  return call<Answer>(name, { events });
}
