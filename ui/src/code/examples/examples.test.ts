import { afterEach, expect, test, vi } from 'vitest';
import type { ProgramView } from '../../api';
import { locale } from '../../i18n/index.svelte';
import { projectView } from '../../state/testing';
import { shapes } from '../blocks/catalogue';
import { FakeHost, play, type Play } from '../runtime/testing';
import { BACKDROPS, FIGURES } from '../stage/drawings/catalogue';
import { SOUNDS } from '../stage/sounds';
import { readProgram } from '../workspace/saved';
import type { BlockState } from '../workspace/state';
import { block } from './build';
import { EXAMPLES, exampleClasses, type ExampleName, type ThreeClasses } from './examples';
import { SHOWN } from './sorter';

const KOREAN: ThreeClasses = [
  { id: 11, name: '가위' },
  { id: 12, name: '바위' },
  { id: 13, name: '보' },
];
const ENGLISH: ThreeClasses = [
  { id: 11, name: 'Scissors' },
  { id: 12, name: 'Rock' },
  { id: 13, name: 'Paper' },
];

afterEach(() => vi.restoreAllMocks());

function made(name: ExampleName, language: 'ko' | 'en' = 'en'): ProgramView {
  locale.set(language);
  const found = EXAMPLES.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found.make(language === 'ko' ? KOREAN : ENGLISH);
}

/** What the model says of scissors, rock and paper. */
const seeing = (place: number) => ({
  classes: ENGLISH.map(({ id }, index) => ({ id, confidence: index === place ? 0.9 : 0.05 })),
  modelVersion: 1,
  unsure: false,
});

function start(name: ExampleName): Play {
  const host = new FakeHost();
  host.modelNow = { version: 1, classes: ENGLISH };
  host.sounds = Object.fromEntries(SOUNDS.map((sound) => [sound, 0.5]));
  const playing = play(made(name), host);
  playing.run.start();
  return playing;
}
/** Answers of promises are heard between two ticks. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

function* blocksOf(state: BlockState | undefined): Generator<BlockState> {
  if (!state) return;
  yield state;
  for (const { block: inner, shadow } of Object.values(state.inputs ?? {})) {
    yield* blocksOf(inner);
    yield* blocksOf(shadow);
  }
  yield* blocksOf(state.next?.block);
}
const topsOf = (blocks: string): BlockState[] =>
  blocks === '' ? [] : (JSON.parse(blocks) as { blocks: { blocks: BlockState[] } }).blocks.blocks;
const allBlocks = ({ objects }: ProgramView) =>
  objects.flatMap((object) => topsOf(object.blocks).flatMap((top) => [...blocksOf(top)]));

const everyOne = EXAMPLES.flatMap(({ name }) =>
  (['ko', 'en'] as const).map((language) => [name, language] as const),
);

test.each(everyOne)(
  '%s (%s) has only blocks, fields and choices that there are',
  (name, language) => {
    const program = made(name, language);
    const { shared, objects } = program;
    const ids = allBlocks(program).map((state) => state.id);
    expect(new Set(ids).size).toBe(ids.length);

    for (const object of objects) {
      if (object.blocks !== '') {
        const read = readProgram(object.blocks);
        expect([read.unknown, read.broken]).toEqual([0, false]);
      }
      const there: Record<string, readonly string[]> = {
        class: KOREAN.map(({ id }) => String(id)),
        variable: shared.variables.map(({ id }) => id),
        list: shared.lists.map(({ id }) => id),
        message: shared.messages.map(({ id }) => id),
        shape: object.shapes.map(({ id }) => id),
        sound: SOUNDS,
        cloneable: ['self', ...objects.map(({ id }) => id)],
      };
      for (const top of topsOf(object.blocks))
        for (const state of blocksOf(top)) {
          for (const part of shapes.get(state.type)?.parts ?? []) {
            if (!('field' in part)) continue;
            const value = state.fields?.[part.field];
            if ('options' in part) expect(part.options, state.type).toContain(value);
            if ('choice' in part)
              expect(there[part.choice], `${state.type} ${part.field}`).toContain(value);
          }
        }
    }
  },
);

test.each(everyOne)('%s (%s) shows drawings that there are, on the stage', (name, language) => {
  const { objects, shared } = made(name, language);
  const drawings = FIGURES.flatMap((figure) => [...figure.shapes] as string[]);
  for (const { shapes: all, x, y } of objects) {
    for (const { picture } of all)
      if (picture.kind === 'drawn') expect(drawings).toContain(picture.name);
      else expect(picture).toMatchObject({ kind: 'example' });
    expect([Math.abs(x) <= 240, Math.abs(y) <= 135]).toEqual([true, true]);
  }
  expect(shared.backdrop).toMatchObject({ kind: 'drawn' });
  if (shared.backdrop?.kind === 'drawn') expect(BACKDROPS).toContain(shared.backdrop.name);
});

test.each(EXAMPLES.map(({ name }) => [name]))('%s speaks the language of the window', (name) => {
  const words = (language: 'ko' | 'en') => {
    const program = made(name, language);
    const named = [...program.objects, ...program.shared.variables, ...program.shared.messages];
    const said = allBlocks(program).map((state) => state.fields?.['TEXT']);
    const notes = allBlocks(program).flatMap((state) => state.icons?.comment.text ?? []);
    expect(notes.length).toBeGreaterThan(0);
    return [...named.map((one) => one.name), ...said, ...notes].filter(
      (text): text is string => typeof text === 'string' && /\p{L}/u.test(text),
    );
  };
  for (const text of words('ko')) expect(text).toMatch(/\p{Script=Hangul}/u);
  for (const text of words('en')) expect(text).not.toMatch(/\p{Script=Hangul}/u);
});

test('a block that the catalogue does not know cannot be put into an example', () => {
  expect(() => block('fly')).toThrow('fly');
  expect(() => block('wait', { MINUTES: 1 })).toThrow('MINUTES');
  expect(() => block('ai_is')).toThrow('CLASS');
});

test('the sorter puts each picture in its place and counts the right ones', async () => {
  const { run, host, tick, said } = start('sorter');
  // The model is wrong about the last picture.
  const answers = [...SHOWN.slice(0, -1), 0];
  for (let round = 0; host.asked.length < SHOWN.length || round < 5; round++) {
    tick(60);
    for (const [index, { picture, resolve }] of host.asked.entries()) {
      expect(picture).toEqual({ kind: 'example', index });
      resolve(seeing(answers[index] ?? 0));
    }
    await settled();
    if (round > 100) throw new Error('it does not come to an end');
  }
  tick(240);
  expect(run.view.variables.get('sorter-count')).toBe(5);
  expect(said('sorter-nunchi')).toBe('5 of 6 are right!');
  const pile = run.view.actors.filter((actor) => actor.isClone);
  const places = pile.map(({ shape, x }) => [shape, Math.round(x / 150) || 0]);
  // From back to front, a clone lies behind what it was made of.
  expect(places.sort()).toEqual(answers.map((place, index) => [index, place - 1]));
  expect(host.troubles).toEqual([]);
  expect(host.called).not.toContain('openPopup');
  run.stop();
  expect(run.view.actors.some((actor) => actor.isClone)).toBe(false);
});

/** Plays one round of the game: the computer shows `theirs`, the picture is seen as `mine`. */
function round(playing: Play, theirs: number, mine: number | undefined) {
  const { run, host, seconds } = playing;
  host.randoms = [(theirs + 0.5) / 3];
  for (let waited = 0; !run.asking && waited < 10; waited += 0.5) seconds(0.5);
  expect(run.asking).toBe(true);
  if (mine === undefined) run.popupClosed();
  else run.popupAnswered(seeing(mine));
  seconds(1);
}
const scores = ({ run }: Play) => [
  Number(run.view.variables.get('game-my-score')),
  Number(run.view.variables.get('game-their-score')),
];

/** Scissors, rock, paper: who wins when I show the row and the computer shows the column. */
const RULES = [
  ['draw', 'lost', 'won'],
  ['won', 'draw', 'lost'],
  ['lost', 'won', 'draw'],
] as const;
const PAIRS = [0, 1, 2].flatMap((mine) => [0, 1, 2].map((theirs) => [mine, theirs] as const));

test.each(PAIRS)('the game knows who wins with %s against %s', (mine, theirs) => {
  const playing = start('game');
  round(playing, theirs, mine);
  const outcome = RULES[mine]?.[theirs];
  const points = { draw: [0, 0], won: [1, 0], lost: [0, 1] }[outcome ?? 'draw'];
  expect(scores(playing)).toEqual(points);
  expect(playing.actor('game-my-hand')).toMatchObject({ shape: mine, visible: true });
  expect(playing.actor('game-their-hand')).toMatchObject({ shape: theirs, visible: true });
  expect(playing.host.troubles).toEqual([]);
});

test('the game goes on without a picture, and ends after three rounds with the score', () => {
  const playing = start('game');
  round(playing, 0, undefined);
  expect(playing.said('game-nunchi')).toBe('No picture, no round!');
  expect(scores(playing)).toEqual([0, 0]);
  round(playing, 0, 1);
  round(playing, 2, 0);
  playing.seconds(5);
  expect(playing.run.asking).toBe(false);
  expect(playing.said('game-nunchi')).toBe('You and me: 2 : 0');
});

test('the computer has chosen before it sees a picture, each hand as often as the others', () => {
  const chosen = [0.1, 0.5, 0.9].map((random) => {
    const playing = start('game');
    playing.host.randoms = [random];
    playing.seconds(4);
    expect(playing.run.asking).toBe(true);
    return playing.run.view.variables.get('game-theirs');
  });
  expect(chosen).toEqual([1, 2, 3]);
});

test('the robot moves when a hand was seen for half a second, and no sooner', () => {
  const { run, host, seconds, tick, actor } = start('reaction');
  tick();
  expect(host.called).toContain('live on');
  expect(host.called).toContain('camera shown');

  run.seen(seeing(0));
  seconds(0.4);
  expect(actor('reaction-robot').x).toBe(0);
  seconds(1);
  expect(actor('reaction-robot').x).toBe(150);
  expect(host.called).toContain('play whistle');

  run.seen(seeing(2));
  seconds(1.2);
  expect(actor('reaction-robot')).toMatchObject({ x: -150, shape: 1 });
  seconds(2);
  expect(actor('reaction-robot').shape).toBe(0);

  const { y } = actor('reaction-robot');
  run.seen(seeing(1));
  let highest = y;
  for (let count = 0; count < 90; count++) {
    tick();
    highest = Math.max(highest, actor('reaction-robot').y);
  }
  expect(highest).toBeGreaterThan(y + 50);
  expect(actor('reaction-robot').y).toBe(y);
  expect(run.view.variables.get('reaction-count')).toBe(3);
  run.stop();
  expect(host.called).toContain('live off');
});

test('the examples are for the built-in example with its three classes', () => {
  const classes = ENGLISH.map((one) => ({ ...one, colour: 0, photos: [], merged: [] }));
  expect(exampleClasses(projectView({ is_example: true, classes }))).toEqual(classes);
  expect(exampleClasses(projectView({ is_example: false, classes }))).toBeUndefined();
  expect(exampleClasses(projectView({ is_example: true, classes: [] }))).toBeUndefined();
});
