import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../../i18n/messages/en';
import { drawnAddress } from './addresses';
import { BACKDROPS, FIGURES, figureOfShape } from './catalogue';

const folder = 'src/code/stage/drawings';
const files = (kind: 'objects' | 'backdrops') =>
  readdirSync(`${folder}/${kind}`).map((file) => ({
    name: file.replace(/\.svg$/u, ''),
    svg: readFileSync(`${folder}/${kind}/${file}`, 'utf8'),
  }));
const shapes: string[] = FIGURES.flatMap((figure) => [...figure.shapes]);

test('every drawing is in the catalogue once, and every name has a drawing', () => {
  expect([...shapes].sort()).toEqual(
    files('objects')
      .map((file) => file.name)
      .sort(),
  );
  expect([...BACKDROPS].sort()).toEqual(
    files('backdrops')
      .map((file) => file.name)
      .sort(),
  );
  for (const name of [...shapes, ...BACKDROPS]) expect(drawnAddress(name)).toBeDefined();
  expect(drawnAddress('no such drawing')).toBeUndefined();
});

test('a drawing is as large as the catalogue says', () => {
  for (const { name, svg } of files('objects')) {
    const figure = figureOfShape(name);
    expect(svg, name).toContain(`width="${figure?.width}" height="${figure?.height}"`);
  }
  for (const { name, svg } of files('backdrops'))
    expect(svg, name).toContain('width="480" height="270"');
});

test('there is no text in a picture, and nothing from elsewhere', () => {
  for (const { name, svg } of [...files('objects'), ...files('backdrops')]) {
    expect(svg, name).not.toMatch(/<text|<image|<script|<foreignObject|href=/u);
    expect(svg.replace('http://www.w3.org/2000/svg', ''), name).not.toMatch(/https?:/u);
  }
});

test('every figure, shape and backdrop has a name', () => {
  const { figure, shape, backdrop } = en.stage;
  expect(Object.keys(figure).sort()).toEqual(FIGURES.map((one) => one.name as string).sort());
  expect(Object.keys(shape).sort()).toEqual([...shapes].sort());
  expect(Object.keys(backdrop).sort()).toEqual([...BACKDROPS].sort());
});
