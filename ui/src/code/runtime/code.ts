/** What the blocks of an object become before they run. Data only: no meaning, no state of a run. */
import type { BlockTrouble, Value } from './types';

/** A block. `type` is UNKNOWN where no known block can stand. */
export interface Block {
  readonly id: string;
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
  /** The slots in order; the values in them are worked out in this order. */
  readonly slots: readonly string[];
  /** Works out all slots, innermost first; leaves one value a slot. */
  readonly operations: readonly Operation[];
  readonly bodies: ReadonlyMap<string, readonly Block[]>;
  /** Which function a call calls. */
  readonly functionId: string;
}

/** Either a value, or a block that takes a value a slot and gives one. */
export type Operation = Value | Block;

/** A hat with what stands under it. */
export interface Script {
  readonly hat: Block;
  readonly body: readonly Block[];
}

/** A definition of a function. */
export interface FunctionCode {
  readonly parameters: readonly string[];
  readonly body: readonly Block[];
}

/** All blocks of one object. */
export interface ObjectCode {
  /** In the order of their places in the workspace: from above, from the left. */
  readonly scripts: readonly Script[];
  readonly functions: ReadonlyMap<string, FunctionCode>;
  /** Blocks that give a value, those that stand alone included, by id. */
  readonly values: ReadonlyMap<string, Block>;
  readonly usesStopwatch: boolean;
  /** What was left out. */
  readonly problems: readonly { blockId: string; trouble: BlockTrouble }[];
}

export const UNKNOWN = 'unknown';
/** The name of the slot of a function's parameter. */
export const argumentSlot = (parameter: string) => `ARG_${parameter}`;
