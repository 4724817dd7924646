/** What a meaning can be, and what several of them need. */
import type { BlockRun } from '../blockRun';
import type { Block } from '../code';
import type { Event } from '../events';
import type { Call, Step } from '../thread';
import type { Value } from '../types';
import type { World } from '../world';

/** Whether a hat waits for an event. */
export type HatMeaning = (hat: Block, event: Event) => boolean;
/** What a statement does, and what it asks for; nothing: the next block follows. */
export type StatementMeaning = (run: BlockRun) => Step | void;
/** What a value block gives; changes nothing. */
export type ValueMeaning = (run: BlockRun) => Value | Call;

/** The meanings of one category, by the type of the block. */
export interface Meanings {
  hats?: Readonly<Record<string, HatMeaning>>;
  statements?: Readonly<Record<string, StatementMeaning>>;
  values?: Readonly<Record<string, ValueMeaning>>;
}

export const waitUntil = (until: () => boolean): Step => ({ do: 'wait', until });

/** Waits by the program's clock. */
export function waitSeconds({ control }: World, seconds: number): Step {
  const end = control.clock.seconds + seconds;
  return waitUntil(() => control.clock.hasReached(end));
}
