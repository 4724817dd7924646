/** Blocks as Blockly saves them, and what stands in the slots of a new one. Pure data. */
import {
  LITERAL_NUMBER,
  LITERAL_TEXT,
  type BlockShape,
  type ConditionSlot,
  type ValueSlot,
} from '../blocks/shape';
import { words } from './words';

export interface InputState {
  block?: BlockState;
  shadow?: BlockState;
}

/** What is written at a block, and where it lies. */
export interface Note {
  text: string;
  pinned: boolean;
  height?: number;
  width?: number;
  x?: number;
  y?: number;
}

export interface BlockState {
  type: string;
  id?: string;
  x?: number;
  y?: number;
  fields?: Record<string, string | number>;
  inputs?: Record<string, InputState>;
  next?: { block: BlockState };
  extraState?: unknown;
  icons?: { comment: Note };
  collapsed?: boolean;
  disabledReasons?: string[];
  data?: string;
}

export interface ProgramState {
  blocks: { languageVersion: number; blocks: BlockState[] };
  workspaceComments?: object[];
}

export const textShadow = (text: string): BlockState => ({
  type: LITERAL_TEXT,
  fields: { TEXT: text },
});

/** What stands in a slot when nothing else does. */
export function firstShadow(slot: ValueSlot | ConditionSlot): BlockState {
  if (slot.takes === 'boolean') return { type: 'truth', fields: { VALUE: 'true' } };
  if (typeof slot.first === 'number')
    return slot.takes === 'number'
      ? { type: LITERAL_NUMBER, fields: { NUM: slot.first } }
      : textShadow(String(slot.first));
  return textShadow(words(`first.${slot.first.text}`));
}

/** A new block of this shape, as it lies in the toolbox. */
export function newBlock(shape: BlockShape): BlockState {
  const inputs: Record<string, InputState> = {};
  for (const part of shape.parts)
    if ('slot' in part) inputs[part.slot] = { shadow: firstShadow(part) };
  return Object.keys(inputs).length > 0 ? { type: shape.type, inputs } : { type: shape.type };
}
