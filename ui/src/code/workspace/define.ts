/**
 * Makes Blockly's blocks of the catalogue: one function for all of them. Those with a shape of
 * their own stand in functionBlocks.ts and unknownBlock.ts. Never here: what blocks do.
 */
import * as Blockly from 'blockly/core';
import { catalogue } from '../blocks/catalogue';
import {
  LITERAL_NUMBER,
  LITERAL_TEXT,
  type BlockKind,
  type BlockShape,
  type Part,
} from '../blocks/shape';
import { CHOICE_FIELD, choiceFields } from './choiceField';
import { OPTION_FIELD } from './optionField';
import { LITERAL_STYLE } from './theme';
import { isOption, typeWords } from './words';

/** What a connection takes. Anything goes into a round slot, true and false alone into a pointed. */
export const VALUE = 'Value';
export const BOOLEAN = 'Boolean';
export const IN_ROUND = [VALUE, BOOLEAN];

type Json = Record<string, unknown>;

/** How a block connects to others, by its kind. */
export function connections(kind: BlockKind): Json {
  switch (kind) {
    case 'hat':
      return { nextStatement: null };
    case 'statement':
      return { previousStatement: null, nextStatement: null };
    case 'end':
      return { previousStatement: null };
    case 'value':
      return { output: VALUE };
    case 'boolean':
      return { output: BOOLEAN };
  }
}

function argument(part: Part): Json {
  if ('body' in part) return { type: 'input_statement', name: part.body };
  if ('slot' in part)
    return {
      type: 'input_value',
      name: part.slot,
      check: part.takes === 'boolean' ? BOOLEAN : IN_ROUND,
    };
  if (isOption(part)) return { type: OPTION_FIELD, name: part.field, choices: part.options };
  if ('choice' in part) return { type: CHOICE_FIELD, name: part.field, choice: part.choice };
  return { type: 'field_input', name: part.field };
}

/**
 * The rows of a block: Blockly would draw words that stand before a body inside it, so every
 * body is a row of its own.
 */
export function rows(text: string, parts: readonly Part[]): { words: string; parts: Part[] }[] {
  const all: { words: string; parts: Part[] }[] = [];
  let row = { words: '', parts: [] as Part[] };
  const close = () => {
    row.words = row.words.trim();
    if (row.words !== '' || row.parts.length > 0) all.push(row);
    row = { words: '', parts: [] };
  };
  for (const piece of text.split(/(%\d+)/)) {
    const part = /^%\d+$/.test(piece) ? parts[Number(piece.slice(1)) - 1] : undefined;
    if (!part) {
      row.words += piece;
      continue;
    }
    if ('body' in part) close();
    row.parts.push(part);
    row.words += `%${row.parts.length}`;
    if ('body' in part) close();
  }
  close();
  return all;
}

/** The block as Blockly's JSON, in the language of the window. */
export function definition(shape: BlockShape, style: string): Json {
  const json: Json = { type: shape.type, style, inputsInline: true, ...connections(shape.kind) };
  rows(typeWords(shape.type), shape.parts).forEach(({ words, parts }, index) => {
    json[`message${index}`] = words;
    json[`args${index}`] = parts.map(argument);
  });
  return json;
}

interface KeptNames {
  names?: Record<string, string>;
}

/** The names of what the lists of a block name, kept beside the ids. */
function saveNames(this: Blockly.Block): KeptNames | null {
  const names: Record<string, string> = {};
  for (const field of choiceFields(this))
    if (field.choice !== 'key' && field.nameToKeep && field.name)
      names[field.name] = field.nameToKeep;
  return Object.keys(names).length > 0 ? { names } : null;
}

function loadNames(this: Blockly.Block, state: unknown) {
  const names = (state as KeptNames | null)?.names;
  if (typeof names !== 'object' || names === null) return;
  // Fields are loaded after this, and would forget the names.
  keptNames.set(this, names);
}
const keptNames = new WeakMap<Blockly.Block, Record<string, string>>();

/** Gives the lists of a loaded block the names that were kept for them. */
export function recallNames(block: Blockly.Block) {
  const names = keptNames.get(block);
  for (const field of choiceFields(block)) {
    const kept = names?.[field.name ?? ''];
    if (typeof kept === 'string' && field.lastName === '') field.lastName = kept;
    field.refresh();
  }
  keptNames.delete(block);
}

function define(shape: BlockShape, style: string) {
  Blockly.Blocks[shape.type] = {
    init(this: Blockly.Block) {
      this.jsonInit(definition(shape, style));
      for (const field of choiceFields(this)) field.chooseFirst();
    },
    saveExtraState: saveNames,
    loadExtraState: loadNames,
  };
}

function defineLiterals() {
  Blockly.Blocks[LITERAL_NUMBER] = {
    init(this: Blockly.Block) {
      this.jsonInit({
        type: LITERAL_NUMBER,
        message0: '%1',
        args0: [{ type: 'field_number', name: 'NUM', value: 0 }],
        output: VALUE,
        style: LITERAL_STYLE,
      });
    },
  };
  Blockly.Blocks[LITERAL_TEXT] = {
    init(this: Blockly.Block) {
      this.jsonInit({
        type: LITERAL_TEXT,
        message0: '%1',
        args0: [{ type: 'field_input', name: 'TEXT', text: '' }],
        output: VALUE,
        style: LITERAL_STYLE,
      });
    },
  };
}

/** Tells Blockly of every block of the catalogue that has no shape of its own. */
export function defineBlocks() {
  for (const { category, blocks } of catalogue)
    for (const shape of blocks) if (!shape.special) define(shape, category);
  defineLiterals();
}
