/**
 * Builds programs in code as they would be saved: blocks by their type with what stands in their
 * fields, slots and bodies, scripts one below the other, objects with their program. A name that
 * the catalogue does not know throws, so that no example can carry a block that there is none of.
 * Never here: a program, a sentence.
 */
import type { ObjectView, PictureSource, ProgramShared, ProgramView, ShapeView } from '../../api';
import { shapes } from '../blocks/catalogue';
import { LITERAL_NUMBER, type ConditionSlot, type Part, type ValueSlot } from '../blocks/shape';
import { firstShadow, textShadow, type BlockState, type InputState } from '../workspace/state';

/** A list of blocks stands in a body; anything else in a slot or a field. */
export type Given = BlockState | BlockState[] | number | string;

/** A block with what stands in its parts, by name. A slot that is not named keeps its first value. */
export function block(type: string, given: Record<string, Given> = {}): BlockState {
  const shape = shapes.get(type);
  if (!shape) throw new Error(`there is no block ${type}`);
  const names = shape.parts.map(nameOf);
  const stranger = Object.keys(given).find((name) => !names.includes(name));
  if (stranger) throw new Error(`${type} has no part ${stranger}`);

  const fields: Record<string, string | number> = {};
  const inputs: Record<string, InputState> = {};
  for (const part of shape.parts) {
    const value = given[nameOf(part)];
    if ('field' in part) fields[part.field] = fieldValue(part, value);
    else if ('body' in part) Object.assign(inputs, bodyOf(part.body, value));
    else inputs[part.slot] = inputOf(part, value);
  }
  return {
    type,
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
  };
}

const nameOf = (part: Part): string =>
  'field' in part ? part.field : 'body' in part ? part.body : part.slot;

function fieldValue(part: Extract<Part, { field: string }>, value: Given | undefined) {
  if (typeof value === 'object') throw new Error(`${part.field} is a field`);
  if (value !== undefined) return value;
  if ('options' in part) return part.options[0];
  throw new Error(`${part.field} is missing`);
}

function bodyOf(name: string, value: Given | undefined): Record<string, InputState> {
  const first = Array.isArray(value) ? chain(value) : undefined;
  return first ? { [name]: { block: first } } : {};
}

/** Under a block in a slot lies what appears when the block is taken out. */
function inputOf(slot: ValueSlot | ConditionSlot, value: Given | undefined): InputState {
  const shadow = firstShadow(slot);
  if (value === undefined) return { shadow };
  if (Array.isArray(value)) throw new Error(`${slot.slot} is no body`);
  if (typeof value === 'object') return { block: value, shadow };
  return {
    shadow:
      typeof value === 'number' && slot.takes === 'number'
        ? { type: LITERAL_NUMBER, fields: { NUM: value } }
        : textShadow(String(value)),
  };
}

function chain(blocks: readonly BlockState[]): BlockState | undefined {
  return blocks.reduceRight<BlockState | undefined>(
    (next, state) => (next ? { ...state, next: { block: next } } : state),
    undefined,
  );
}

/** A hat with the blocks under it. */
export function script(hat: BlockState, ...body: BlockState[]): BlockState {
  const next = chain(body);
  return next ? { ...hat, next: { block: next } } : hat;
}

/** A comment at a block. It is closed: open, it would lie over the blocks above. */
export const noted = (state: BlockState, text: string): BlockState => ({
  ...state,
  icons: { comment: { text, pinned: false, width: 240, height: 110 } },
});

export const drawn = (name: string): PictureSource => ({ kind: 'drawn', name });
export const example = (index: number): PictureSource => ({ kind: 'example', index });

/** What an object of an example is made of; the rest is as in a new object. */
export interface ObjectPlan extends Partial<Omit<ObjectView, 'id' | 'blocks'>> {
  id: string;
  name: string;
  shapes: ShapeView[];
  scripts: BlockState[];
}

export function object({ scripts, ...plan }: ObjectPlan): ObjectView {
  return {
    kind: 'picture',
    shape: 0,
    text: '',
    x: 0,
    y: 0,
    size: 100,
    direction: 90,
    rotation: 0,
    visible: true,
    ...plan,
    blocks: saved(plan.id, scripts),
  };
}

/** A whole program; the objects from back to front. */
export function program(objects: ObjectView[], shared: Partial<ProgramShared>): ProgramView {
  return {
    revision: 0,
    shared: {
      backdrop: null,
      variables: [],
      lists: [],
      messages: [],
      ...shared,
      order: objects.map((one) => one.id),
    },
    objects,
  };
}

/* How the scripts stand in the workspace, in its units. */
const LEFT = 40;
const TOP = 40;
const GAP = 64;
const ROW = 52;
/** A row with a condition, and what closes a block with a body. */
const HEAD = 60;
const TAIL = 36;

/** The text of an object's scripts: one below the other, every block with an id of its own. */
function saved(objectId: string, scripts: BlockState[]): string {
  if (scripts.length === 0) return '';
  let made = 0;
  let y = TOP;
  const blocks = scripts.map((top) => {
    const placed = { ...withIds(top, () => `${objectId}-${++made}`), x: LEFT, y };
    y += heightOf(top) + GAP;
    return placed;
  });
  return JSON.stringify({ blocks: { languageVersion: 0, blocks } });
}

function withIds(state: BlockState, id: () => string): BlockState {
  const { inputs, next } = state;
  const named: BlockState = { ...state, id: id() };
  if (inputs)
    named.inputs = Object.fromEntries(
      Object.entries(inputs).map(([name, { block: inner, shadow }]) => [
        name,
        {
          ...(inner ? { block: withIds(inner, id) } : {}),
          ...(shadow ? { shadow: withIds(shadow, id) } : {}),
        },
      ]),
    );
  if (next) named.next = { block: withIds(next.block, id) };
  return named;
}

/** About how high a block is with all that hangs below it. */
function heightOf(state: BlockState | undefined): number {
  if (!state) return 0;
  const bodies = (shapes.get(state.type)?.parts ?? []).filter((part) => 'body' in part);
  const inside = bodies.map(
    (part) => HEAD + Math.max(ROW, heightOf(state.inputs?.[part.body]?.block)),
  );
  const own = bodies.length > 0 ? inside.reduce((sum, one) => sum + one) + TAIL : ROW;
  return own + heightOf(state.next?.block);
}
