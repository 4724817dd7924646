import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_BLOCKS, MAX_DEPTH, parse } from './parse';
import {
  block,
  chain,
  object,
  play,
  program,
  started,
  whenRun,
  workspace,
  type State,
} from './testing';

const add = (BY: number | string = 1) => block('var_change', { VARIABLE: 'x', BY });
/** What x is after a tick of these blocks, and the troubles. */
function run(...tops: unknown[]) {
  const playing = play(program([object([], { blocks: workspace(tops) })]));
  playing.run.start();
  playing.tick();
  return { x: playing.variable(), troubles: playing.host.troubles };
}

test('a text that is no program is no blocks', () => {
  const check = (text: string, why: string) => expect(parse(text).scripts, why).toEqual([]);
  check('', 'empty');
  check('{', 'broken');
  check('null', 'nothing');
  check('[]', 'a list');
  check('{"blocks":{"blocks":{}}}', 'not a list of blocks');
  check('{"blocks":{"blocks":[null,1,"a",[]]}}', 'not blocks');
});

test('scripts without a hat do not run', () => {
  expect(run(add(), whenRun(add(10))).x).toBe(10);
});

test('a block that is off is passed by, those below it run', () => {
  const off = { ...add(1), enabled: false };
  const alsoOff = { ...add(2), disabledReasons: ['MANUALLY_DISABLED'] };
  const on = { ...add(4), disabledReasons: [], enabled: true };
  expect(run(whenRun(off, alsoOff, on, add(8))).x).toBe(12);
});

test('a hat that is off runs nothing', () => {
  expect(run({ ...whenRun(add()), enabled: false }).x).toBe(0);
});

test('a value that is off leaves what was typed into the slot before', () => {
  const inputs = { BY: { block: { ...block('answer'), enabled: false }, shadow: number(3) } };
  expect(run(whenRun({ ...add(), inputs })).x).toBe(3);
});
const number = (NUM: unknown) => ({ type: 'literal_number', id: 'n', fields: { NUM } });

test('a slot with nothing in it is 0, nothing or false', () => {
  const empty = (type: string): State => ({ type, id: type });
  expect(run(whenRun({ ...empty('var_change'), fields: { VARIABLE: 'x' } }, add())).x).toBe(1);
  expect(run(whenRun({ ...empty('var_set'), fields: { VARIABLE: 'x' } })).x).toBe('');
  expect(run(whenRun(empty('if'), add())).x).toBe(1);
});

test('a number that is typed in is a number, whatever it is saved as', () => {
  const check = (NUM: unknown, expected: number) =>
    expect(run(whenRun({ ...add(), inputs: { BY: { shadow: number(NUM) } } })).x).toBe(expected);
  check(2, 2);
  check('2.5', 2.5);
  check('', 0);
  check('Cat', 0);
  check(null, 0);
  check([1], 0);
});

test('a block that is not known is passed by, and says so', () => {
  const strange: State = { type: 'strange', id: 's' };
  expect(run(whenRun(strange, add()))).toEqual({ x: 1, troubles: ['unknown_block'] });
  const value = { ...add(), inputs: { BY: { block: strange } } };
  expect(run(whenRun(value, add()))).toEqual({ x: 1, troubles: ['unknown_block'] });
});

test('a block where it cannot stand is not known there', () => {
  expect(run(whenRun(block('answer'), add())).troubles).toEqual(['unknown_block']);
  const hat = { ...add(), inputs: { BY: { block: block('start_run') } } };
  expect(run(whenRun(hat, add())).troubles).toEqual(['unknown_block']);
});

test('names that every object has are no blocks and no fields', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'unknown'])
    expect(run(whenRun({ type: name, id: name, fields: { [name]: name } }, add())).x).toBe(1);
});

/** A hat with a chain of blocks below it, made without recursion. */
function longChain(length: number) {
  const link = JSON.stringify(add()).slice(0, -1);
  const hat = JSON.stringify(block('start_run')).slice(0, -1);
  const links = `,"next":{"block":${link}`.repeat(length);
  return `{"blocks":{"blocks":[${hat}${links}${'}}'.repeat(length)}}]}}`;
}

test('a chain of thousands of blocks runs to its end', () => {
  const playing = play(program([object([], { blocks: longChain(MAX_BLOCKS - 1) })]));
  playing.run.start();
  playing.tick(10);
  expect(playing.variable()).toBe(MAX_BLOCKS - 1);
  expect(playing.host.troubles).toEqual([]);
});

test('of 50,000 blocks the first ones run, and it is said that there are too many', () => {
  const playing = play(program([object([], { blocks: longChain(50_000) })]));
  playing.run.start();
  playing.tick(20);
  expect(playing.variable()).toBe(MAX_BLOCKS - 1);
  expect(playing.host.troubles).toEqual(['too_many_blocks']);
});

test('blocks too deep within blocks are left out, and it is said', () => {
  const nested = (depth: number): State =>
    depth === 0 ? add() : block('if', { CONDITION: true, DO: [nested(depth - 1)] });
  expect(run(whenRun(nested(MAX_DEPTH)))).toEqual({ x: 1, troubles: [] });
  expect(run(whenRun(nested(MAX_DEPTH + 1)))).toEqual({ x: 0, troubles: ['too_deep'] });
  const deep = '{"type":"not","inputs":{"A":{"block":'.repeat(40_000) + '1' + '}}}'.repeat(40_000);
  expect(() => parse(`{"blocks":{"blocks":[${deep}]}}`)).not.toThrow();
});

test('a choice that the block does not have is its first one', () => {
  const check = (OPERATOR: unknown) => {
    const state = block('calc', { A: 2, B: 3 });
    return run(
      whenRun({
        ...block('var_set', { VARIABLE: 'x', VALUE: { ...state, fields: { OPERATOR } } }),
      }),
    ).x;
  };
  expect(check('times')).toBe(6);
  expect(check('power')).toBe(5);
  expect(check(undefined)).toBe(5);
  expect(check({})).toBe(5);
});

test('an id that is a number is the same as the text', () => {
  const is = block('ai_confidence', { CLASS: 1 });
  const { run: interpreter } = started(whenRun(block('ai_recognise')), is);
  interpreter.popupAnswered({
    classes: [{ id: 1, confidence: 0.5 }],
    modelVersion: 1,
    unsure: false,
  });
  expect(interpreter.valueOf('cat', is.id)).toBe(0.5);
});

test('no JSON at all makes reading throw', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parse(text).scripts).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('no JSON in the place of a block, or of any of its parts, makes it throw', () => {
  const broken = fc.jsonValue({ maxDepth: 3 });
  const state = fc.record(
    {
      type: fc.constantFrom('start_run', 'if', 'calc', 'function_define', 'function_call', 'say'),
      id: broken,
      fields: broken,
      inputs: fc.oneof(broken, fc.record({ DO: broken, A: fc.record({ block: broken }) })),
      next: broken,
      extraState: fc.oneof(broken, fc.record({ parameters: broken, functionId: broken })),
      enabled: broken,
      disabledReasons: broken,
      x: broken,
      y: broken,
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(fc.array(state, { maxLength: 5 }), (tops) => {
      const hatted = { ...block('start_run'), next: { block: tops[0] } };
      const playing = play(program([object([], { blocks: workspace([...tops, hatted]) })]));
      playing.run.start();
      playing.tick(3);
      expect(playing.run.state).not.toBe('stopped');
    }),
    { numRuns: 300 },
  );
});

test('an empty chain is no block', () => {
  expect(chain([])).toBeUndefined();
});
