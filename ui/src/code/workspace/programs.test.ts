import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapes } from '../blocks/catalogue';
import type { BlockShape, Part } from '../blocks/shape';
import { newBlock, type BlockState } from './state';
import { Bench, program } from './testing';

const bench = new Bench();

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
      bench.load(program(...blocks));
      const once = bench.save();
      expect(bare(once)).toMatchObject(bare(program(...blocks)));
      bench.load(once);
      expect(bench.save()).toBe(once);
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
  expect(() => bench.load(text)).not.toThrow();
  expect(() => bench.save()).not.toThrow();
});
