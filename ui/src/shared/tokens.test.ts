import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The hex colours of one block of the stylesheet, by name. */
function colours(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  ) as Record<string, string>;
}

/** Relative luminance, WCAG 2.2. */
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

const light = colours(':root');
const dark = { ...light, ...colours(":root[data-theme='dark']") };

const grounds = ['paper', 'card', 'soft'];
const classColours = Array.from({ length: 10 }, (_, index) => `class-${index}`);
const textPairs: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['muted', ground],
    ['brand', ground],
    ['good', ground],
    ['bad', ground],
  ]),
  ['ink', 'brand-soft'],
  ['brand', 'brand-soft'],
  ['brand-ink', 'brand'],
  ['brand-ink', 'brand-hover'],
  ['warn', 'card'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['paper', 'ink'],
  ...classColours.map((name): [string, string] => [name, 'card']),
];
/** What must be seen but is not read: lines of fields, focus rings, marks of a class. */
const shapePairs: [string, string][] = [
  ['strong-line', 'card'],
  ['strong-line', 'paper'],
  ['brand', 'paper'],
  ...classColours.flatMap((name): [string, string][] => [
    [name, 'paper'],
    [name, 'soft'],
  ]),
];

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_theme, tokens) => {
  const of = (name: string) => tokens[name] ?? `no colour called ${name}`;

  test.each(textPairs)('%s on %s can be read (4.5:1)', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapePairs)('%s on %s can be seen (3:1)', (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('both themes name the same colours', () => {
  const own = Object.keys(colours(":root[data-theme='dark']")).sort();
  expect(own).toEqual(Object.keys(light).sort());
});

test('black on white is 21:1, so the measure itself is right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
