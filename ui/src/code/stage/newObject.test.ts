import { expect, test } from 'vitest';
import { locale } from '../../i18n/index.svelte';
import { defaultProgram } from './defaultProgram';
import { figureNamed, FIGURES } from './drawings/catalogue';
import {
  duplicateOf,
  figureObject,
  freeName,
  freePlace,
  textObject,
  tidyName,
  withNewIds,
} from './newObject';

test('a name that is taken gets a number, and a number counts on', () => {
  expect(freeName('Cat', ['Dog'])).toBe('Cat');
  expect(freeName('Cat', ['Cat'])).toBe('Cat 2');
  expect(freeName('Cat 2', ['Cat', 'Cat 2'])).toBe('Cat 3');
});

test('names are kept without space around them, and not longer than 30 letters', () => {
  expect(tidyName('  my   cat ')).toBe('my cat');
  expect([...tidyName('가'.repeat(40))]).toHaveLength(30);
  expect([...tidyName('🐱'.repeat(40))]).toHaveLength(30);
});

test('the first objects do not stand on each other', () => {
  const places: { x: number; y: number }[] = [];
  for (let count = 0; count < 8; count++) places.push(freePlace(places));
  const different = new Set(places.map(({ x, y }) => `${x} ${y}`));
  expect(different.size).toBe(8);
});

test('when no place is free an object stands in the middle', () => {
  const everywhere = [...Array(700).keys()].map((index) => ({
    x: (index % 35) * 15 - 255,
    y: Math.floor(index / 35) * 15 - 140,
  }));
  expect(freePlace(everywhere)).toEqual({ x: 0, y: -20 });
});

test('a new object is named in the language of the window, with all shapes of its figure', () => {
  locale.set('ko');
  const nunchi = figureObject(FIGURES[0], []);
  expect(nunchi.name).toBe('눈치');
  expect(nunchi.shapes.map((one) => one.name)).toEqual(['기본', '기쁨', '생각', '놀람']);
  expect(figureObject(FIGURES[0], [nunchi]).name).toBe('눈치 2');
  expect(nunchi.id).toMatch(/^[A-Za-z0-9_-]{1,64}$/u);
});

test('a text object writes and has no shapes', () => {
  expect(textObject([])).toMatchObject({ kind: 'text', text: 'Hello!', shapes: [] });
});

test('a project begins with the mascot in the middle and no blocks', () => {
  const { shared, objects } = defaultProgram();
  expect(objects).toHaveLength(1);
  expect(objects[0]).toMatchObject({ name: 'Nunchi', x: 0, size: 100, visible: true, blocks: '' });
  expect(shared.order).toEqual([objects[0]?.id]);
  expect(shared.backdrop).toEqual({ kind: 'drawn', name: 'meadow' });
});

test('a duplicate has the same program under ids of its own', () => {
  const cat = figureObject(figureNamed('cat'), []);
  const shape = cat.shapes[1]?.id ?? '';
  const blocks = JSON.stringify({
    blocks: {
      languageVersion: 0,
      blocks: [
        {
          type: 'start_run',
          id: 'one',
          next: {
            block: { type: 'set_shape', id: 'two', fields: { SHAPE: shape, MESSAGE: 'm1' } },
          },
        },
      ],
    },
  });
  const twin = duplicateOf({ ...cat, blocks }, [cat]);
  expect(twin.name).toBe('Cat 2');
  expect(twin.id).not.toBe(cat.id);
  expect(twin.x).not.toBe(cat.x);
  expect(twin.blocks).not.toContain('"one"');
  expect(twin.blocks).not.toContain('"two"');
  // The block still means the same shape, which is the twin's now; the message is everybody's.
  expect(twin.blocks).toContain(twin.shapes[1]?.id);
  expect(twin.blocks).not.toContain(shape);
  expect(twin.blocks).toContain('m1');
});

test('blocks that cannot be read stay as they are', () => {
  expect(withNewIds('not json', new Map())).toBe('not json');
  expect(withNewIds('', new Map())).toBe('');
});
