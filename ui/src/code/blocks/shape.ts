/**
 * How a block looks and what it takes, as data: no drawing library, no meaning, no sentences.
 * The words are `blocks:<type>` in the messages, with `%1` where the first part stands.
 * What a block does stands under the same type in `runtime/meaning`.
 *
 * Saved, a choice is the id as a string (`fields: { CLASS: '3' }`), '' for none; the names that
 * the ids had stand beside it in `extraState.names`, and mean nothing to a run. Keys of the
 * keyboard are saved as 'space', 'up', 'down', 'left', 'right', 'enter', 'a'…'z', '0'…'9';
 * touchable as 'pointer', 'edge' or the id of an object; cloneable as 'self' or such an id.
 */

/** A group of the toolbox. */
export type Category =
  | 'start'
  | 'flow'
  | 'motion'
  | 'looks'
  | 'text'
  | 'sound'
  | 'decision'
  | 'calculation'
  | 'data'
  | 'functions'
  | 'video'
  | 'ai';

/**
 * - `hat` begins a script; `statement` stands in one; `end` is a statement that nothing follows.
 * - `value` gives a number or a text; `boolean` gives true or false.
 */
export type BlockKind = 'hat' | 'statement' | 'end' | 'value' | 'boolean';

/** What can be chosen from a list that the project fills: the field keeps the id, never a name. */
export type Choice =
  | 'class'
  | 'message'
  | 'variable'
  | 'list'
  | 'shape'
  | 'sound'
  | 'camera'
  | 'key'
  /** The pointer, the edge, or another object. */
  | 'touchable'
  /** This object, or another one. */
  | 'cloneable';

/** A round slot for a number or a text; `first` is what stands in it at the beginning. */
export interface ValueSlot {
  slot: string;
  takes: 'number' | 'text';
  /** A text is a key of `blocks:first`, so that it is in the language of the window. */
  first: number | { text: 'hello' | 'nunchi' | 'question' | 'ten' };
}

/** A pointed slot for true or false; it holds `true` at the beginning. */
export interface ConditionSlot {
  slot: string;
  takes: 'boolean';
}

/** A list with fixed choices, whose words are `blocks:option.<value>`. The first is chosen. */
export interface OptionField {
  field: string;
  options: readonly [string, ...string[]];
}

/** A list that the project fills. */
export interface ChoiceField {
  field: string;
  choice: Choice;
}

/** A name that can be typed on the block itself. */
export interface NameField {
  field: string;
  name: 'function';
}

/** Room for the blocks inside. */
export interface Body {
  body: string;
}

export type Part = ValueSlot | ConditionSlot | OptionField | ChoiceField | NameField | Body;

export interface BlockShape {
  /** Names the block in saved programs; never changes. */
  type: string;
  kind: BlockKind;
  /** In the order of `%1`, `%2`… in the words of every language. */
  parts: readonly Part[];
  /** Shown only for objects of this kind; for all when it is not said. */
  onlyFor?: 'picture' | 'text';
  /** Stands behind "more" in its category. */
  more?: true;
  /** Has a shape of its own in the workspace (functions); never made from `parts` alone. */
  special?: true;
}

export const number = (slot: string, first: number): ValueSlot => ({
  slot,
  takes: 'number',
  first,
});
export const text = (slot: string, first: number | ValueSlot['first']): ValueSlot => ({
  slot,
  takes: 'text',
  first,
});
export const condition = (slot: string): ConditionSlot => ({ slot, takes: 'boolean' });
export const option = (field: string, ...options: [string, ...string[]]): OptionField => ({
  field,
  options,
});
export const choice = (field: string, of: Choice): ChoiceField => ({ field, choice: of });
export const body = (name: string): Body => ({ body: name });

export const hat = (type: string, ...parts: Part[]): BlockShape => ({ type, kind: 'hat', parts });
export const statement = (type: string, ...parts: Part[]): BlockShape => ({
  type,
  kind: 'statement',
  parts,
});
export const end = (type: string, ...parts: Part[]): BlockShape => ({ type, kind: 'end', parts });
export const value = (type: string, ...parts: Part[]): BlockShape => ({
  type,
  kind: 'value',
  parts,
});
export const boolean = (type: string, ...parts: Part[]): BlockShape => ({
  type,
  kind: 'boolean',
  parts,
});

/**
 * The blocks that stand in empty slots, and that a user types into: `literal_number` with the
 * field NUM, `literal_text` with the field TEXT; a condition's slot holds a `truth`.
 */
export const LITERAL_NUMBER = 'literal_number';
export const LITERAL_TEXT = 'literal_text';

/** What `touchable` and `cloneable` fields keep when no other object is chosen. */
export const POINTER = 'pointer';
export const EDGE = 'edge';
export const THIS_OBJECT = 'self';
