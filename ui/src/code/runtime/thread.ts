/**
 * One run of one script. Its frames are a stack of our own instead of the language's: a script can
 * wait anywhere, also in the middle of working out a value, and can call itself without overflow.
 */
import type { Block, FunctionCode, ObjectCode } from './code';
import type { Actor, Value } from './types';

/** A list of blocks under way. */
export interface Frame {
  readonly sequence: readonly Block[];
  /** The block at which it stands. */
  index: number;
  /** How far its slots have been worked out. */
  operation: number;
  readonly role: Role;
}

/**
 * What happens at the end of the list.
 * - `loop`: gives way; then another round if `again` says so, or the block is asked anew.
 * - `call`: the result, if one is wanted, is the next value of the block that called.
 */
export type Role =
  | { kind: 'script' | 'branch' }
  | { kind: 'loop'; again: (() => boolean) | 'evaluate'; hasGivenWay: boolean }
  | { kind: 'call'; wantsResult: boolean; locals: ReadonlyMap<string, Value> };

/** What a statement asks for, other than that the next block follows. */
export type Step =
  /** Gives way, at least once, until it is so. Asked once a tick. */
  | { do: 'wait'; until: () => boolean }
  /** Gives way once, then the same block again, its slots worked out anew. */
  | { do: 'try_again' }
  | { do: 'branch'; body: string }
  | { do: 'loop'; body: string; again: (() => boolean) | 'evaluate' }
  | { do: 'leave_loop' }
  | Call
  | { do: 'return'; value: Value }
  | { do: 'end' };

export interface Call {
  do: 'call';
  code: FunctionCode;
  locals: ReadonlyMap<string, Value>;
}

export class Thread {
  readonly frames: Frame[];
  /** Worked-out values that wait for their block. */
  readonly values: Value[] = [];
  /** Set while it waits. */
  until: (() => boolean) | undefined;
  ended = false;

  constructor(
    readonly actor: Actor,
    readonly code: ObjectCode,
    body: readonly Block[],
  ) {
    this.frames = [{ sequence: body, index: 0, operation: 0, role: { kind: 'script' } }];
  }

  /** The parameters of the function that it is in. */
  get locals(): ReadonlyMap<string, Value> | undefined {
    const role = this.frames[this.innermost('call')]?.role;
    return role?.kind === 'call' ? role.locals : undefined;
  }

  /** The place of the innermost frame of one of these kinds; -1 if there is none. */
  innermost(...kinds: Role['kind'][]): number {
    let place = this.frames.length - 1;
    for (; place >= 0; place--) {
      const frame = this.frames[place];
      if (frame && kinds.includes(frame.role.kind)) break;
    }
    return place;
  }

  /** The block at which it stands: at the end of a round, the loop. */
  get standsAt(): Block | undefined {
    for (let place = this.frames.length - 1; place >= 0; place--) {
      const frame = this.frames[place];
      const block = frame?.sequence[frame.index];
      if (block) return block;
    }
    return undefined;
  }

  end() {
    this.ended = true;
    this.frames.length = 0;
    this.values.length = 0;
    this.until = undefined;
  }
}
