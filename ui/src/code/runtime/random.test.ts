/** Programs that nobody would write: whatever they are, nothing throws, hangs or is left behind. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../blocks/catalogue';
import { EDGE, POINTER, THIS_OBJECT, type BlockShape, type Part } from '../blocks/shape';
import { MAX_CLONES } from './cast';
import { meanings } from './meaning';
import { MAX_ITEMS } from './memory';
import { MAX_THREADS } from './scheduler';
import {
  chain,
  FakeHost,
  object,
  play,
  program,
  recognition,
  workspace,
  type State,
} from './testing';
import type { Value } from './types';
import { MAX_TEXT } from './values';

const all = catalogue.flatMap(({ blocks }) => blocks);
const ofKind = (...kinds: BlockShape['kind'][]) => all.filter(({ kind }) => kinds.includes(kind));
const [hats, commands, values] = [
  ofKind('hat'),
  ofKind('statement', 'end'),
  ofKind('value', 'boolean'),
];

/** Ids that are there, ids that are not, and what is no id at all. */
const ids = fc.constantFrom<unknown>(
  ...['x', 'y', 'word', 'list', 'go', 'back', '1', '2', '3', 'shape-1', 'shape-2', 'bell', 'a'],
  ...['cat', 'dog', EDGE, POINTER, THIS_OBJECT, 'n', 'gone', '', '__proto__'],
  ...[1, null, {}, []],
);
const literals = fc.oneof(
  fc.constantFrom<Value>('', '0', 'Cat', 'x'.repeat(MAX_TEXT), 1e308, -1e308, 1e-300, true, 0, 3),
  fc.integer({ min: -20, max: 20 }),
  fc.double(),
  fc.string({ maxLength: 5 }),
);

/** Functions that any block can call; one of them by itself. */
const FUNCTIONS = ['f', 'g', 'gone'];
const extraStates = fc.constantFrom(
  ...FUNCTIONS.map((functionId) => ({ functionId, parameters: ['n', 'm'] })),
);

const tie = fc.letrec<{ value: State; command: State; commands: State[] }>((again) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'nesting' },
    literals.map((value): State =>
      typeof value === 'number'
        ? { type: 'literal_number', id: '', fields: { NUM: value } }
        : { type: 'literal_text', id: '', fields: { TEXT: value } },
    ),
    state(
      values,
      again('value') as fc.Arbitrary<State>,
      again('commands') as fc.Arbitrary<State[]>,
    ),
  ),
  command: state(
    commands,
    again('value') as fc.Arbitrary<State>,
    again('commands') as fc.Arbitrary<State[]>,
  ),
  commands: fc.array(again('command') as fc.Arbitrary<State>, {
    maxLength: 3,
    depthIdentifier: 'nesting',
  }),
}));

/** A block of one of these shapes with anything in its parts. */
function state(
  shapes: BlockShape[],
  value: fc.Arbitrary<State>,
  body: fc.Arbitrary<State[]>,
): fc.Arbitrary<State> {
  return fc.constantFrom(...shapes).chain((shape) => {
    const special: Part[] = shape.special
      ? [
          { slot: 'ARG_n', takes: 'number', first: 0 },
          { field: 'PARAMETER', name: 'function' },
        ]
      : [];
    const parts = fc.tuple(...[...shape.parts, ...special].map((part) => given(part, value, body)));
    return fc
      .record({ parts, id: fc.uuid(), extraState: extraStates, broken: broken })
      .map(({ parts, id, extraState, broken }): State => ({
        type: shape.type,
        id,
        extraState,
        fields: Object.fromEntries(parts.flatMap(({ field }) => (field ? [field] : []))),
        inputs: Object.fromEntries(parts.flatMap(({ input }) => (input ? [input] : []))),
        ...broken,
      }));
  });
}

type Placed = { field?: [string, unknown]; input?: [string, { block?: State }] };

function given(
  part: Part,
  value: fc.Arbitrary<State>,
  body: fc.Arbitrary<State[]>,
): fc.Arbitrary<Placed> {
  if ('body' in part) {
    return body.map((blocks) => {
      const first = chain(blocks);
      return first ? { input: [part.body, { block: first }] } : {};
    });
  }
  if ('slot' in part) return value.map((block) => ({ input: [part.slot, { block }] }));
  const field = 'options' in part ? fc.constantFrom<unknown>(...part.options, 'gone', 7) : ids;
  return field.map((chosen) => ({ field: [part.field, chosen] }));
}

/** Most blocks are as they should be. */
const broken = fc.oneof(
  { weight: 30, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ enabled: false }) },
  { weight: 1, arbitrary: fc.constant({ type: 'strange' }) },
  { weight: 1, arbitrary: fc.constant({ inputs: null as never }) },
  { weight: 1, arbitrary: fc.constant({ fields: [] as never }) },
);

const script = fc.tuple(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<BlockShape | undefined>(undefined) },
    { weight: 3, arbitrary: fc.constantFrom<BlockShape | undefined>(...hats) },
  ),
  fc.array(tie.command, { minLength: 1, maxLength: 6 }),
  ids,
  fc.constantFrom(...FUNCTIONS),
);

const scripts = fc.array(script, { minLength: 1, maxLength: 6 }).map((made) =>
  workspace(
    made.map(([shape, body, id, name]) => ({
      type: shape?.type ?? 'start_run',
      id: shape?.type === 'function_define' ? name : `${name}-hat`,
      fields: { KEY: id, MESSAGE: id, CLASS: id },
      extraState: { parameters: [{ id: 'n', name: 'n' }] },
      next: { block: chain(body) },
    })),
  ),
);

const programs = fc
  .tuple(scripts, scripts)
  .map(([cat, dog]) =>
    program([
      object([], { blocks: cat }),
      object([], { id: 'dog', blocks: dog, kind: 'text', shapes: [], x: NaN, size: -5, shape: 7 }),
    ]),
  );

const commandsAndValues = [...commands, ...values].map(({ type }) => type);

/** The types of the blocks that have run from now on. */
function watchMeanings() {
  const run = new Set<string>();
  const watch = <Run, Result>(table: Map<string, (run: Run) => Result>) => {
    for (const [type, meaning] of table)
      table.set(type, (given) => {
        run.add(type);
        return meaning(given);
      });
  };
  watch(meanings.statements);
  watch(meanings.values);
  return run;
}

type Playing = ReturnType<typeof play>;
const event = fc.oneof(
  fc.constantFrom<(playing: Playing) => void>(
    ({ run }) => run.keyPressed('a'),
    ({ run }) => run.objectClicked('cat'),
    ({ run }) => run.objectClicked(run.view.actors[0]?.key ?? ''),
    ({ run }) => run.answer('7'),
    ({ run }) => run.pause(),
    ({ run }) => run.resume(),
    ({ run }) => run.popupResume(),
    ({ run }) => run.popupPause(),
    ({ run }) => run.popupClosed(),
    ({ run }) => run.popupAnswered(recognition(0.3, 0.7)),
    ({ run }) => run.popupAnswered({ classes: [], modelVersion: 1, unsure: true }),
    ({ run }) => run.seen(recognition(0.9, 0.1)),
    ({ run }) => run.seen(recognition(NaN, 1)),
    ({ run }) => run.liveFailed('no_camera'),
    ({ run }) => run.modelChanged(),
    ({ run }) => run.start(),
    ({ run }) => run.stop(),
    ({ host }) => void (host.modelNow = { version: undefined, classes: [] }),
    ({ host }) => void (host.modelNow = new FakeHost().modelNow),
    ({ host }) => void (host.place = { x: 1, y: 1 }),
    ({ host }) => void (host.size = { width: NaN, height: 1e308 }),
    ({ host }) => host.asked.shift()?.resolve(recognition(1, 0)),
    ({ host }) => host.asked.shift()?.reject(new Error('broken')),
  ),
  fc.integer({ min: 1, max: 20 }).map((ticks) => (playing: Playing) => playing.tick(ticks)),
);

const picture = ({ run: { view } }: Playing) =>
  JSON.stringify([view.actors, [...view.variables], [...view.lists], view.camera, view.timer]);

function checkState({ run: { view } }: Playing) {
  expect(view.actors.length).toBeLessThanOrEqual(2 + MAX_CLONES);
  for (const { x, y, size, direction, rotation, text, bubble } of view.actors) {
    for (const one of [x, y, size, direction, rotation]) expect(one).toSatisfy(Number.isFinite);
    expect(Math.max(text.length, bubble?.text.length ?? 0)).toBeLessThanOrEqual(MAX_TEXT);
  }
  for (const [, value] of view.variables) checkValue(value);
  for (const [, list] of view.lists) {
    expect(list.length).toBeLessThanOrEqual(MAX_ITEMS);
    list.forEach(checkValue);
  }
}

function checkValue(value: Value) {
  if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
  if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(MAX_TEXT);
}

test('no program of any blocks, whatever happens to it, throws, hangs or outlives a stop', async () => {
  const run = watchMeanings();
  await fc.assert(
    fc.asyncProperty(programs, fc.array(event, { maxLength: 25 }), async (view, events) => {
      const host = new FakeHost();
      host.random = () => 0.37;
      // Looking at the clock takes time, so that also an endless script uses a tick up.
      host.lookCosts = 0.05;
      let looks = 0;
      const { now } = host;
      host.now = () => {
        looks += 1;
        return now();
      };
      const playing = play(view, host);
      const before = picture(playing);
      playing.run.start();
      for (const happen of [({ tick }: Playing) => tick(3), ...events]) {
        looks = 0;
        happen(playing);
        // At most 20 ticks: each has its own 8 ms, and its troubles.
        expect(looks, 'bounded work').toBeLessThan(20 * 5000 + 2 * MAX_THREADS);
        checkState(playing);
        await Promise.resolve();
      }
      playing.run.stop();
      expect(picture(playing)).toBe(before);
      expect(playing.run.state).toBe('stopped');
      expect(playing.run.asking).toBe(false);
      expect(playing.run.view.question).toBeUndefined();
      expect([...host.glowing]).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(
    commandsAndValues.filter((type) => !run.has(type)),
    'every block has run',
  ).toEqual([]);
}, 60_000);

test('every block runs by itself with nothing in it, and looking at its value changes nothing', () => {
  for (const { type, kind } of all) {
    const bare: State = { type, id: 'bare' };
    const inside = { ...bare, type: 'say', id: 's', inputs: { TEXT: { block: bare } } };
    const first = kind === 'hat' ? bare : kind === 'value' || kind === 'boolean' ? inside : bare;
    const hat = { type: 'start_run', id: 'hat', next: { block: first } };
    const tops = kind === 'hat' ? [bare, hat] : [hat];
    const playing = play(program([object([], { blocks: workspace(tops) })]));
    playing.run.valueOf('cat', 'bare');
    expect(playing.host.called, type).toEqual([]);
    playing.run.start();
    playing.tick(5);
    playing.run.stop();
    expect(playing.run.state, type).toBe('stopped');
  }
});
