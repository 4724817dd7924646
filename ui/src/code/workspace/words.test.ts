import { describe, expect, test } from 'vitest';
import { en } from '../../i18n/messages/en';
import { ko } from '../../i18n/messages/ko';
import { catalogue, shapes } from '../blocks/catalogue';
import { KEYS } from './surroundings';
import { isOption } from './words';

const all = [...shapes.values()];

describe.each([
  ['en', en.blocks as unknown as Record<string, unknown>],
  ['ko', ko.blocks as unknown as Record<string, unknown>],
])('in %s', (_language, blocks) => {
  const group = (name: string) => blocks[name] as Record<string, string>;

  test.each(all.filter((shape) => !shape.special))('$type has words for each part', (shape) => {
    const words = blocks[shape.type];
    expect(words).toBeTypeOf('string');
    const numbers = [...(words as string).matchAll(/%(\d+)/g)].map((match) => Number(match[1]));
    expect(numbers.sort()).toEqual(shape.parts.map((_part, index) => index + 1));
  });

  test.each(all.filter((shape) => shape.special))('$type has words with a name', ({ type }) => {
    expect(blocks[type]).toMatch(/^[^%]*%1[^%]*$/);
  });

  test('every option has a word', () => {
    for (const { parts } of all)
      for (const option of parts.filter(isOption).flatMap((part) => part.options))
        expect(group('option')[option], option).toBeTypeOf('string');
  });

  test('every first text, category and empty list has a word', () => {
    for (const { category } of catalogue) expect(group('category')[category]).toBeTruthy();
    for (const { parts } of all)
      for (const part of parts) {
        if ('slot' in part && part.takes !== 'boolean' && typeof part.first === 'object')
          expect(group('first')[part.first.text]).toBeTruthy();
        if ('choice' in part) expect(group('none')[part.choice]).toBeTruthy();
      }
  });

  test('every key with a name of its own has a word', () => {
    for (const key of KEYS.filter((one) => one.length > 1)) expect(group('key')[key]).toBeTruthy();
  });
});
