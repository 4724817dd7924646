import { beforeEach, describe, expect, test } from 'vitest';
import { locale } from '../../i18n/index.svelte';
import { catalogue, shapes } from '../blocks/catalogue';
import { choiceFields } from './choiceField';
import { mildSentence } from './notes';
import { newBlock } from './state';
import { noSurroundings } from './surroundings';
import { around, Bench, program } from './testing';
import { foundItems, itemsOf } from './toolbox';

const bench = new Bench();
const firstList = () => {
  const [field] = choiceFields(bench.only());
  if (!field) throw new Error('there is no list');
  return field;
};

describe.each(['en', 'ko'] as const)('in %s', (language) => {
  beforeEach(() => locale.set(language));

  test.each([...shapes.values()].filter((shape) => !shape.special))(
    '$type has every part of its shape',
    (shape) => {
      bench.load(program(newBlock(shape)));
      const block = bench.only();
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
    bench.context.around = { ...around, object: { ...around.object, kind } };
    const items = catalogue.flatMap(({ category }) => itemsOf(category, bench.workspace));
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
  const kinds = () => itemsOf('ai', bench.workspace).map((item) => item.kind);

  test('only says what is missing while there is no class', () => {
    bench.context.around = { ...around, classes: [], model: noSurroundings.model };
    expect(new Set(kinds())).toEqual(new Set(['label']));
    expect(foundItems('classify', bench.workspace).map((item) => item.kind)).toEqual(['label']);
  });

  test('says first that nothing is trained, and has its blocks for what is written before', () => {
    bench.context.around = { ...around, model: noSurroundings.model };
    expect(kinds()[0]).toBe('label');
    expect(kinds()).toContain('block');
  });

  test('begins with its blocks when the model is fresh', () => {
    expect(kinds()[0]).toBe('block');
  });
});

describe('a list of classes', () => {
  beforeEach(() => bench.load(program({ type: 'ai_is', fields: { CLASS: '2' } })));

  test('shows another name at once, and keeps the id', () => {
    bench.context.around = { ...around, classes: [{ id: '2', name: 'sheet' }] };
    firstList().refresh();
    expect(firstList().getText()).toBe('sheet (not trained yet)');
    expect(JSON.parse(bench.save()).blocks.blocks[0].fields).toEqual({ CLASS: '2' });
  });

  test('keeps a class that is gone, with its last name and a sentence', () => {
    bench.context.around = { ...around, classes: [] };
    firstList().refresh();
    expect(firstList().isGone).toBe(true);
    expect(firstList().getText()).toBe('paper');
    expect(mildSentence(bench.only())).toContain('“paper”');
    const text = bench.save();
    bench.load(text);
    expect(firstList().getText()).toBe('paper');
    expect(bench.save()).toBe(text);
    expect(JSON.parse(text).blocks.blocks[0].fields).toEqual({ CLASS: '2' });
  });

  test('shows the class that a merged one is a part of now, and keeps the id', () => {
    bench.context.around = { ...around, classes: [{ id: '1', name: 'rock', merged: ['2'] }] };
    firstList().refresh();
    expect(firstList().isGone).toBe(false);
    expect(firstList().getText()).toBe('rock');
    expect(mildSentence(bench.only())).toBe('');
    expect(JSON.parse(bench.save()).blocks.blocks[0].fields).toEqual({ CLASS: '2' });
  });

  test('has the class back when it comes back', () => {
    bench.context.around = { ...around, classes: [] };
    firstList().refresh();
    bench.context.around = around;
    firstList().refresh();
    expect(firstList().isGone).toBe(false);
    expect(mildSentence(bench.only())).toBe('');
  });

  test('says that there is none when there is none', () => {
    bench.context.around = { ...around, classes: [] };
    bench.load(program({ type: 'ai_is' }));
    expect(firstList().getText()).toBe('no class');
    expect(firstList().isGone).toBe(false);
  });
});

test.each([
  ['none', 'There is no trained model yet'],
  ['stale', 'Train again to use the changes'],
  ['fresh', ''],
] as const)('an AI block says that the model is %s', (state, sentence) => {
  bench.context.around = { ...around, model: { state, knows: new Set(['1', '2']) } };
  bench.load(program({ type: 'ai_result' }));
  expect(mildSentence(bench.only())).toBe(sentence);
});

test('a list of variables offers to make, rename and delete', () => {
  bench.load(program({ type: 'var_get', fields: { VARIABLE: 'v1' } }));
  const labels = firstList()
    .getOptions(false)
    .map((option) => option[0]);
  expect(labels).toEqual(['score', expect.anything(), ...labels.slice(2)]);
  expect(labels.slice(2)).toEqual(['New variable…', 'Rename “score”…', 'Delete “score”']);
});
