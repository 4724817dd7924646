import * as Blockly from 'blockly/core';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { locale } from '../../i18n/index.svelte';
import { catalogue, shapes } from '../blocks/catalogue';
import type { BlockShape, Part } from '../blocks/shape';
import { choiceFields } from './choiceField';
import { setContext, type Context } from './context';
import { recallNames } from './define';
import { definitionsOf } from './functionDefinition';
import { followDefinitions, isCall } from './functionCalls';
import { mildSentence } from './notes';
import { readProgram, writeProgram } from './saved';
import { setUp, speak } from './setUp';
import { newBlock, type BlockState } from './state';
import { noSurroundings, type Surroundings } from './surroundings';
import { foundItems, itemsOf } from './toolbox';

const around: Surroundings = {
  ...noSurroundings,
  object: { id: 'o1', kind: 'picture', shapes: [] },
  shared: {
    variables: [{ id: 'v1', name: 'score', value: '0', shown: true }],
    lists: [],
    messages: [],
  },
  objects: [
    { id: 'o1', name: 'Eye' },
    { id: 'o2', name: 'Cat' },
  ],
  classes: [
    { id: '1', name: 'rock' },
    { id: '2', name: 'paper' },
  ],
  model: { state: 'fresh', knows: new Set(['1']) },
};

let workspace: Blockly.Workspace;
let context: Context;
const made: string[] = [];

beforeAll(() => {
  setUp();
  speak('en');
});
beforeEach(() => {
  workspace = new Blockly.Workspace();
  context = {
    around,
    make: (kind, use) => {
      made.push(kind);
      use('new');
    },
    rename: (kind, id) => made.push(`rename ${kind} ${id}`),
    remove: (kind, id) => made.push(`remove ${kind} ${id}`),
    showValue: () => undefined,
  };
  setContext(workspace, context);
});
afterEach(() => {
  workspace.dispose();
  made.length = 0;
});

function load(text: string) {
  Blockly.Events.disable();
  workspace.clear();
  const { state } = readProgram(text);
  Blockly.serialization.workspaces.load({ ...state }, workspace);
  for (const block of workspace.getAllBlocks(false)) recallNames(block);
  followDefinitions(workspace);
  Blockly.Events.enable();
}
const save = () => writeProgram(Blockly.serialization.workspaces.save(workspace));
const program = (...blocks: object[]) => JSON.stringify({ blocks: { languageVersion: 0, blocks } });
const only = () => {
  const [block] = workspace.getTopBlocks(true);
  if (!block) throw new Error('there is no block');
  return block;
};
const firstList = () => {
  const [field] = choiceFields(only());
  if (!field) throw new Error('there is no list');
  return field;
};

describe.each(['en', 'ko'] as const)('in %s', (language) => {
  beforeEach(() => locale.set(language));

  test.each([...shapes.values()].filter((shape) => !shape.special))(
    '$type has every part of its shape',
    (shape) => {
      load(program(newBlock(shape)));
      const block = only();
      for (const part of shape.parts) {
        const name = 'body' in part ? part.body : 'slot' in part ? part.slot : part.field;
        const found = 'field' in part ? block.getField(name) : block.getInput(name);
        expect(found, name).not.toBeNull();
      }
    },
  );
});

test('the toolbox holds every block that the object can use', () => {
  const inToolbox = (kind: 'picture' | 'text') => {
    context.around = { ...around, object: { ...around.object, kind } };
    const items = catalogue.flatMap(({ category }) => itemsOf(category, workspace));
    return new Set(items.flatMap((item) => ('type' in item ? [item.type] : [])));
  };
  for (const kind of ['picture', 'text'] as const) {
    const held = inToolbox(kind);
    for (const shape of shapes.values())
      if (!shape.special)
        expect(held.has(shape.type), shape.type).toBe(
          shape.onlyFor === undefined || shape.onlyFor === kind,
        );
  }
});

describe('the AI category', () => {
  const kinds = () => itemsOf('ai', workspace).map((item) => item.kind);

  test('only says what is missing while there is no class', () => {
    context.around = { ...around, classes: [], model: noSurroundings.model };
    expect(new Set(kinds())).toEqual(new Set(['label']));
    expect(foundItems('classify', workspace).map((item) => item.kind)).toEqual(['label']);
  });

  test('says first that nothing is trained, and has its blocks for what is written before', () => {
    context.around = { ...around, model: noSurroundings.model };
    expect(kinds()[0]).toBe('label');
    expect(kinds()).toContain('block');
  });

  test('begins with its blocks when the model is fresh', () => {
    expect(kinds()[0]).toBe('block');
  });
});

describe('a list of classes', () => {
  beforeEach(() => load(program({ type: 'ai_is', fields: { CLASS: '2' } })));

  test('shows another name at once, and keeps the id', () => {
    context.around = { ...around, classes: [{ id: '2', name: 'sheet' }] };
    firstList().refresh();
    expect(firstList().getText()).toBe('sheet (not trained yet)');
    expect(JSON.parse(save()).blocks.blocks[0].fields).toEqual({ CLASS: '2' });
  });

  test('keeps a class that is gone, with its last name and a sentence', () => {
    context.around = { ...around, classes: [] };
    firstList().refresh();
    expect(firstList().isGone).toBe(true);
    expect(firstList().getText()).toBe('paper');
    expect(mildSentence(only())).toContain('“paper”');
    const text = save();
    load(text);
    expect(firstList().getText()).toBe('paper');
    expect(save()).toBe(text);
    expect(JSON.parse(text).blocks.blocks[0].fields).toEqual({ CLASS: '2' });
  });

  test('has the class back when it comes back', () => {
    context.around = { ...around, classes: [] };
    firstList().refresh();
    context.around = around;
    firstList().refresh();
    expect(firstList().isGone).toBe(false);
    expect(mildSentence(only())).toBe('');
  });

  test('says that there is none when there is none', () => {
    context.around = { ...around, classes: [] };
    load(program({ type: 'ai_is' }));
    expect(firstList().getText()).toBe('no class');
    expect(firstList().isGone).toBe(false);
  });
});

test.each([
  ['none', 'There is no trained model yet'],
  ['stale', 'Train again to use the changes'],
  ['fresh', ''],
] as const)('an AI block says that the model is %s', (state, sentence) => {
  context.around = { ...around, model: { state, knows: new Set(['1', '2']) } };
  load(program({ type: 'ai_result' }));
  expect(mildSentence(only())).toBe(sentence);
});

test('a list of variables offers to make, rename and delete', () => {
  load(program({ type: 'var_get', fields: { VARIABLE: 'v1' } }));
  const labels = firstList()
    .getOptions(false)
    .map((option) => option[0]);
  expect(labels).toEqual(['score', expect.anything(), ...labels.slice(2)]);
  expect(labels.slice(2)).toEqual(['New variable…', 'Rename “score”…', 'Delete “score”']);
});

describe('a function', () => {
  const define = (name: string, parameters: object[]) => ({
    type: 'function_define',
    id: 'f',
    fields: { NAME: name },
    extraState: { parameters },
  });
  const call = {
    type: 'function_call',
    id: 'c',
    extraState: { functionId: 'f', parameters: ['p'], name: 'jump', parameterNames: ['height'] },
    inputs: { ARG_p: { block: { type: 'answer' } } },
  };
  const callBlock = () => {
    const block = workspace.getBlockById('c');
    if (!block || !isCall(block)) throw new Error('there is no call');
    return block;
  };

  test('gives its name and inputs to its calls', () => {
    load(
      program(
        call,
        define('hop', [
          { id: 'q', name: 'far' },
          { id: 'p', name: 'high' },
        ]),
      ),
    );
    expect(callBlock().toString()).toMatch(/hop.*far.*high/);
    expect(callBlock().getInputTargetBlock('ARG_p')?.type).toBe('answer');
    expect(
      callBlock()
        .inputList.map(({ name }) => name)
        .slice(1),
    ).toEqual(['ARG_q', 'ARG_p']);
  });

  test('leaves its calls marked when it is deleted', () => {
    load(program(call, define('jump', [{ id: 'p', name: 'height' }])));
    workspace.getBlockById('f')?.dispose(true);
    followDefinitions(workspace);
    expect(callBlock().isGone).toBe(true);
    expect(mildSentence(callBlock())).toContain('“jump”');
    expect(callBlock().getInputTargetBlock('ARG_p')?.type).toBe('answer');
  });

  test('offers its call, its value and its inputs in the toolbox', () => {
    load(program(define('hop', [{ id: 'p', name: 'high' }])));
    expect(definitionsOf(workspace)).toHaveLength(1);
    const types = itemsOf('functions', workspace).flatMap((item) =>
      'type' in item ? [item.type] : [],
    );
    expect(types).toEqual([
      'function_call',
      'function_value',
      'function_parameter',
      'function_return',
    ]);
  });
});

/** Any program that could be built of the catalogue. */
function programs(): fc.Arbitrary<BlockState[]> {
  const plain = [...shapes.values()].filter((shape) => !shape.special);
  const ofKind = (...kinds: string[]) => plain.filter((shape) => kinds.includes(shape.kind));
  const random = (low: number, high: number, draw: () => number) =>
    low + Math.floor(draw() * (high - low + 1));
  const build = (draw: () => number) => {
    const pick = <T>(list: readonly T[]): T => list[random(0, list.length - 1, draw)] as T;
    const part = (block: BlockState, one: Part, depth: number) => {
      const inputs = (block.inputs ??= {});
      if ('options' in one) (block.fields ??= {})[one.field] = pick(one.options);
      else if ('choice' in one)
        (block.fields ??= {})[one.field] = pick(['1', 'v1', 'gone', 'self']);
      else if (depth > 3 || draw() < 0.4) return;
      else if ('body' in one) {
        const inner = chain(depth + 1);
        if (inner) inputs[one.body] = { block: inner };
      } else if ('slot' in one) {
        const kinds = one.takes === 'boolean' ? ['boolean'] : ['value', 'boolean'];
        const block = make(pick(ofKind(...kinds)), depth + 1);
        inputs[one.slot] = { ...inputs[one.slot], block };
      }
    };
    const make = (shape: BlockShape, depth: number): BlockState => {
      const block = newBlock(shape);
      for (const one of shape.parts) part(block, one, depth);
      if (block.inputs && Object.keys(block.inputs).length === 0) delete block.inputs;
      return block;
    };
    const chain = (depth: number): BlockState | undefined => {
      const length = random(0, 3, draw);
      let first: BlockState | undefined;
      for (let index = 0; index < length; index++) {
        const shape = pick(ofKind(first ? 'statement' : 'end', 'statement'));
        const block = make(shape, depth);
        if (first && shape.kind !== 'end') block.next = { block: first };
        first = block;
      }
      return first;
    };
    return Array.from({ length: random(1, 3, draw) }, () => {
      const hat = make(pick(ofKind('hat')), 0);
      const next = chain(0);
      return next ? { ...hat, next: { block: next } } : hat;
    });
  };
  return fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })).map((stream) => {
    return build(() => stream.next().value as number);
  });
}

/** What a program means, without the ids and places that the workspace gives. */
const bare = (text: string): object =>
  JSON.parse(text, function (this: unknown, key, value: unknown) {
    return ['id', 'x', 'y', 'extraState'].includes(key) ? undefined : value;
  });

test('any program of the catalogue is saved as it was loaded, and again the same', () => {
  fc.assert(
    fc.property(programs(), (blocks) => {
      load(program(...blocks));
      const once = save();
      expect(bare(once)).toMatchObject(bare(program(...blocks)));
      load(once);
      expect(save()).toBe(once);
    }),
    { numRuns: 60 },
  );
});

test.each([
  program({ type: 'function_call', extraState: { parameters: { length: -1 } } }),
  program({ type: 'function_define', extraState: 'x', fields: { NAME: {} } }),
  program({ type: 'ai_is', fields: { CLASS: [] }, extraState: { names: { CLASS: 7 } } }),
  program({ type: 'var_get', fields: { VARIABLE: 'action:0' }, extraState: 7 }),
  program({ type: '__proto__' }, { type: 'constructor' }, { type: 'toString' }),
  program({ type: 'wait', inputs: { SECONDS: { shadow: { type: 'forever' } } } }),
  JSON.stringify({ blocks: { blocks: { length: 3 } }, workspaceComments: [null, 1] }),
])('a hostile text is shown as far as it goes: %s', (text) => {
  expect(() => load(text)).not.toThrow();
  expect(() => save()).not.toThrow();
});
