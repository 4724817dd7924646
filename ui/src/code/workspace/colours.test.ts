import { expect, test } from 'vitest';
import { catalogue } from '../blocks/catalogue';
import { categoryColours, darker, UNKNOWN_COLOUR } from './colours';

function luminance(hex: string): number {
  const channel = (from: number) => {
    const value = parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const colours: [string, string][] = [
  ...Object.entries(categoryColours),
  ['unknown', UNKNOWN_COLOUR],
];

test.each(colours)('white can be read on %s (4.5:1)', (_category, colour) => {
  expect(contrast('#ffffff', colour)).toBeGreaterThanOrEqual(4.5);
});

test.each(colours)('%s can be seen on both grounds (3:1)', (_category, colour) => {
  expect(contrast('#f6f4ef', colour)).toBeGreaterThanOrEqual(3);
  expect(contrast('#14161c', colour)).toBeGreaterThanOrEqual(3);
});

test('every category has a colour of its own', () => {
  expect(Object.keys(categoryColours)).toEqual(catalogue.map(({ category }) => category));
  expect(new Set(Object.values(categoryColours)).size).toBe(catalogue.length);
});

test('a darker colour is the same with less light', () => {
  expect(darker('#80ff00', 0.5)).toBe('#408000');
});
