import { expect, test } from 'vitest';
import { shapes } from '../../blocks/catalogue';
import { meanings } from '.';

const table = {
  hat: 'hats',
  statement: 'statements',
  end: 'statements',
  value: 'values',
  boolean: 'values',
} as const;

test('every block of the toolbox has a meaning of its kind', () => {
  for (const { type, kind } of shapes.values())
    expect(meanings[table[kind]].has(type), type).toBe(true);
});

test('every meaning belongs to a block of the toolbox', () => {
  for (const [name, ofKind] of Object.entries(meanings))
    for (const type of ofKind.keys()) {
      const kind = shapes.get(type)?.kind;
      expect(kind && table[kind], type).toBe(name);
    }
});
