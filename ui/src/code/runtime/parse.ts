/**
 * Reads the text that keeps the blocks of an object. It comes from a file: whatever does not make
 * sense is left out, and nothing throws. A chain of blocks may be as long as it likes; blocks
 * within blocks are counted.
 */
import {
  LITERAL_NUMBER,
  LITERAL_TEXT,
  type BlockKind,
  type BlockShape,
  type Part,
} from '../blocks/shape';
import { shapes } from '../blocks/catalogue';
import { argumentSlot, UNKNOWN } from './code';
import type { Block, FunctionCode, ObjectCode, Operation, Script } from './code';
import { fieldText, finite, list, member, parseJson, record, string, type Json } from './json';
import type { BlockTrouble, Value } from './types';
import { numberOf } from './values';

/** Blocks of one object; what comes after them is left out. */
export const MAX_BLOCKS = 20_000;
/** Blocks within blocks. */
export const MAX_DEPTH = 64;

const isHat: readonly BlockKind[] = ['hat'];
const isCommand: readonly BlockKind[] = ['statement', 'end'];
const isValue: readonly BlockKind[] = ['value', 'boolean'];

/** `text`: as `ObjectView.blocks`; an empty one is no blocks. */
export function parse(text: string): ObjectCode {
  const reader = new Reader();
  const blocks = member(record(member(record(parseJson(text)), 'blocks')), 'blocks');
  const tops = list(blocks)
    .map(record)
    .filter((top) => top !== undefined);
  for (const top of tops.sort(byPlace)) reader.top(top);
  return reader;
}

function byPlace(one: Json, other: Json): number {
  const place = (top: Json, axis: string) => finite(member(top, axis));
  const [id, otherId] = [string(member(one, 'id')), string(member(other, 'id'))];
  return (
    place(one, 'y') - place(other, 'y') ||
    place(one, 'x') - place(other, 'x') ||
    (id < otherId ? -1 : Number(id > otherId))
  );
}

class Reader implements ObjectCode {
  readonly scripts: Script[] = [];
  readonly functions = new Map<string, FunctionCode>();
  readonly values = new Map<string, Block>();
  readonly problems: { blockId: string; trouble: BlockTrouble }[] = [];
  usesStopwatch = false;
  #blocks = 0;

  top(top: Json) {
    const kind = shapes.get(string(member(top, 'type')))?.kind;
    if (kind === 'hat') this.#script(top);
    else if (kind && isValue.includes(kind)) this.#inSlot(top, '', 0);
    // It never runs, but the values in it can be looked at.
    else this.#sequence(top, 0);
  }

  #script(top: Json) {
    if (isDisabled(top) || !this.#hasRoom(top, 0)) return;
    const hat = this.#block(top, isHat, 0);
    const body = this.#sequence(nextOf(top), 0);
    this.scripts.push({ hat, body });
    if (hat.type !== 'function_define') return;
    const parameters = list(member(record(member(top, 'extraState')), 'parameters'));
    const ids = parameters.map((parameter) => string(member(record(parameter), 'id')));
    this.functions.set(hat.id, { parameters: ids, body });
  }

  /** A block and those below it; never by recursion, as there can be many thousands. */
  #sequence(first: Json | undefined, depth: number): Block[] {
    const sequence: Block[] = [];
    for (let state = first; state && this.#hasRoom(state, depth); state = nextOf(state))
      if (!isDisabled(state)) sequence.push(this.#block(state, isCommand, depth));
    return sequence;
  }

  #block(state: Json, wanted: readonly BlockKind[], depth: number): Block {
    const known = shapes.get(string(member(state, 'type')));
    const shape = known && wanted.includes(known.kind) ? known : undefined;
    const extra = record(member(state, 'extraState'));
    const slots = shape ? slotsOf(shape, extra) : [];
    if (shape?.type.startsWith('timer_')) this.usesStopwatch = true;
    const block: Block = {
      id: string(member(state, 'id')),
      type: shape?.type ?? UNKNOWN,
      fields: fieldsOf(state, shape),
      slots: slots.map(({ slot }) => slot),
      operations: slots.flatMap(({ slot, empty }) =>
        this.#operations(inputOf(state, slot), empty, depth + 1),
      ),
      bodies: new Map(
        bodiesOf(shape).map((name) => [
          name,
          this.#sequence(filled(inputOf(state, name)), depth + 1),
        ]),
      ),
      functionId: string(member(extra, 'functionId')),
    };
    return block;
  }

  /** What stands in a slot: a block, or what was typed in. A block that is off is not there. */
  #operations(input: Json | undefined, empty: Value, depth: number): readonly Operation[] {
    const block = record(member(input, 'block'));
    if (block && !isDisabled(block)) return this.#inSlot(block, empty, depth);
    const shadow = record(member(input, 'shadow'));
    return shadow && !isDisabled(shadow) ? this.#inSlot(shadow, empty, depth) : [empty];
  }

  #inSlot(state: Json, empty: Value, depth: number): readonly Operation[] {
    const literal = literalOf(state);
    if (literal !== undefined) return [literal];
    if (!this.#hasRoom(state, depth)) return [empty];
    const block = this.#block(state, isValue, depth);
    if (block.id) this.values.set(block.id, block);
    return [...block.operations, block];
  }

  #hasRoom(state: Json, depth: number): boolean {
    const trouble = this.#blocks >= MAX_BLOCKS ? 'too_many_blocks' : 'too_deep';
    if (this.#blocks < MAX_BLOCKS && depth <= MAX_DEPTH) {
      this.#blocks += 1;
      return true;
    }
    const isSaid = this.problems.some((problem) => problem.trouble === trouble);
    if (!isSaid) this.problems.push({ blockId: string(member(state, 'id')), trouble });
    return false;
  }
}

const isDisabled = (state: Json) =>
  member(state, 'enabled') === false || list(member(state, 'disabledReasons')).length > 0;

const filled = (input: Json | undefined) =>
  record(member(input, 'block')) ?? record(member(input, 'shadow'));

const nextOf = (state: Json) => filled(record(member(state, 'next')));

const inputOf = (state: Json, name: string) =>
  record(member(record(member(state, 'inputs')), name));

const emptyValues = { number: 0, text: '', boolean: false } as const;

/** The slots of a block with what counts when one of them is empty. */
function slotsOf(shape: BlockShape, extra: Json | undefined): { slot: string; empty: Value }[] {
  if (shape.type === 'function_call' || shape.type === 'function_value') {
    const parameters = list(member(extra, 'parameters')).map(string);
    return parameters.map((parameter) => ({ slot: argumentSlot(parameter), empty: '' }));
  }
  return shape.parts.flatMap((part) =>
    'slot' in part ? [{ slot: part.slot, empty: emptyValues[part.takes] }] : [],
  );
}

const bodiesOf = (shape: BlockShape | undefined): string[] =>
  shape ? shape.parts.flatMap((part) => ('body' in part ? [part.body] : [])) : [];

function fieldsOf(state: Json, shape: BlockShape | undefined): Map<string, string> {
  const fields = record(member(state, 'fields'));
  const parts: readonly Part[] =
    shape?.type === 'function_parameter'
      ? [{ field: 'PARAMETER', name: 'function' }]
      : (shape?.parts ?? []);
  return new Map(
    parts.flatMap((part) =>
      'field' in part ? [[part.field, chosen(part, fieldText(member(fields, part.field)))]] : [],
    ),
  );
}

/** A choice that the block does not have is the first one. */
function chosen(part: Part, value: string): string {
  if (!('options' in part)) return value;
  return part.options.includes(value) ? value : part.options[0];
}

function literalOf(state: Json): Value | undefined {
  const type = member(state, 'type');
  const fields = record(member(state, 'fields'));
  if (type === LITERAL_NUMBER) return numberOf(fieldText(member(fields, 'NUM'))) ?? 0;
  if (type === LITERAL_TEXT) return fieldText(member(fields, 'TEXT'));
  return undefined;
}
