import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProgram, UNKNOWN_STATEMENT, UNKNOWN_VALUE, writeProgram } from './saved';
import type { BlockState } from './state';

const program = (...blocks: object[]) => JSON.stringify({ blocks: { languageVersion: 0, blocks } });
const read = (text: string) => readProgram(text).state.blocks.blocks;

test('an empty text is an empty program', () => {
  expect(readProgram('')).toEqual({
    state: { blocks: { languageVersion: 0, blocks: [] } },
    unknown: 0,
    broken: false,
  });
});

test.each(['{', 'null', '7', '"a"', '[]', 'NaN'])('%s is broken, and does not throw', (text) => {
  const { broken, state } = readProgram(text);
  expect(broken).toBe(true);
  expect(state.blocks.blocks).toEqual([]);
});

test('an id is read from a text, a number, or an object with an id', () => {
  for (const CLASS of ['3', 3, { id: 3, name: '보' }])
    expect(read(program({ type: 'ai_is', fields: { CLASS } }))[0]?.fields).toEqual({ CLASS: '3' });
});

test('an option that does not exist is left out', () => {
  const [block] = read(program({ type: 'calc', fields: { OPERATOR: 'explode', X: 'y' } }));
  expect(block?.fields).toBeUndefined();
});

test('an empty slot gets what stands in it at first', () => {
  const [block] = read(program({ type: 'wait_until' }));
  expect(block?.inputs).toEqual({
    CONDITION: { shadow: { type: 'truth', fields: { VALUE: 'true' } } },
  });
});

describe('a block that is not known', () => {
  const mystery = { type: 'mystery', id: 'm', fields: { A: [1] }, inputs: { B: { block: {} } } };

  test('has a stand-in, and what follows it stays', () => {
    const text = program({ ...mystery, x: 5, y: 6, next: { block: { type: 'show' } } });
    const { state, unknown } = readProgram(text);
    expect(unknown).toBe(1);
    expect(state.blocks.blocks[0]?.type).toBe(UNKNOWN_STATEMENT);
    expect(state.blocks.blocks[0]?.next?.block.type).toBe('show');
  });

  test('is a value where a value stands', () => {
    const [block] = read(program({ type: 'wait', inputs: { SECONDS: { block: mystery } } }));
    expect(block?.inputs?.['SECONDS']?.block?.type).toBe(UNKNOWN_VALUE);
  });

  test('is written as it was', () => {
    const text = program({ ...mystery, x: 5, y: 6, next: { block: { type: 'show' } } });
    expect(JSON.parse(writeProgram(readProgram(text).state))).toEqual(JSON.parse(text));
  });
});

test('a block that does not fit its place is put aside, not lost', () => {
  const hat = { type: 'start_run', id: 'h' };
  const blocks = read(program({ type: 'show', next: { block: hat } }));
  expect(blocks.map(({ type }) => type)).toEqual(['show', 'start_run']);
  const inSlot = read(program({ type: 'not', inputs: { A: { block: { type: 'answer' } } } }));
  expect(inSlot.map(({ type }) => type)).toEqual(['not', 'answer']);
});

test('two blocks never have one id', () => {
  const blocks = read(program({ type: 'show', id: 'a' }, { type: 'hide', id: 'a' }));
  expect(blocks.map(({ id }) => id)).toEqual(['a', undefined]);
});

test('what nests without end is cut, and said to be broken', () => {
  let inner: object = { type: 'truth' };
  for (let depth = 0; depth < 500; depth++)
    inner = { type: 'not', inputs: { A: { block: inner } } };
  expect(readProgram(program(inner)).broken).toBe(true);
  const text = '{"blocks":'.repeat(100_000);
  expect(() => readProgram(text)).not.toThrow();
});

test('too many blocks are cut, and said to be broken', () => {
  const many = Array.from({ length: 6000 }, () => ({ type: 'show' }));
  const { state, broken } = readProgram(program(...many));
  expect(broken).toBe(true);
  expect(state.blocks.blocks.length).toBe(5000);
});

test('comments keep their text and a size that can be seen', () => {
  const text = JSON.stringify({
    blocks: {
      blocks: [{ type: 'show', icons: { comment: { text: 'why', height: 80, width: 1e9 } } }],
    },
    workspaceComments: [{ text: 'note', x: 1, y: 2, width: -5, height: 'tall', evil: {} }, 7],
  });
  const { state } = readProgram(text);
  expect(state.blocks.blocks[0]?.icons?.comment.text).toBe('why');
  expect(state.workspaceComments).toEqual([{ text: 'note', x: 1, y: 2, width: 60, height: 160 }]);
});

test('a note keeps its place and its size', () => {
  const comment = { text: 'why', pinned: true, height: 90, width: 200, x: -40.5, y: 0 };
  const note = { id: 'n', text: 'note', x: 12, y: -300, width: 240, height: 120, collapsed: true };
  const text = JSON.stringify({
    blocks: { languageVersion: 0, blocks: [{ type: 'show', id: 'a', icons: { comment } }] },
    workspaceComments: [note],
  });
  expect(JSON.parse(writeProgram(readProgram(text).state))).toEqual(JSON.parse(text));
});

test('a block that is folded or turned off stays so, and nothing else about it is taken over', () => {
  const off = { type: 'show', collapsed: true, disabledReasons: ['MANUALLY_DISABLED', 'evil'] };
  const [block] = read(program({ ...off, deletable: false, movable: false, editable: false }));
  expect(block).toEqual({ ...off, disabledReasons: ['MANUALLY_DISABLED'] });
});

test('whatever stands in a text, reading it does not throw, and reading it twice changes nothing', () => {
  const types = fc.constantFrom(
    'show',
    'if_else',
    'calc',
    'say',
    'start_run',
    'nope',
    'function_call',
  );
  const anything = fc.letrec<{ block: unknown; value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.jsonValue({ maxDepth: 0 }),
      tie('block'),
    ),
    block: fc.record(
      {
        type: fc.oneof(types, fc.jsonValue({ maxDepth: 0 })),
        id: fc.jsonValue({ maxDepth: 0 }),
        fields: fc.dictionary(fc.constantFrom('MODE', 'NUM', '__proto__'), tie('value')),
        inputs: fc.dictionary(
          fc.constantFrom('A', 'TEXT', 'DO', 'CONDITION', 'ARG_x', 'constructor'),
          fc.record({ block: tie('value'), shadow: tie('value') }),
        ),
        next: fc.record({ block: tie('value') }),
        extraState: fc.jsonValue({ maxDepth: 2 }),
        icons: fc.jsonValue({ maxDepth: 2 }),
        x: fc.jsonValue({ maxDepth: 0 }),
      },
      { requiredKeys: [] },
    ),
  })).block;
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 4 }), (blocks) => {
      const once = readProgram(JSON.stringify({ blocks: { blocks } })).state;
      const kept = (state: { blocks: { blocks: BlockState[] } }) => writeProgram(state);
      expect(kept(readProgram(kept(once)).state)).toBe(kept(once));
    }),
    { numRuns: 50 },
  );
  // Making them takes long on a busy machine.
}, 30_000);
