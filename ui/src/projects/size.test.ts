import { expect, test } from 'vitest';
import { sizeText } from './size';

const texts: [number, string][] = [
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [4_249_000, '4.2 MB'],
  [148_000_000, '148 MB'],
  [999_600_000, '1 GB'],
];

test.each(texts)('%i bytes are %s in both languages', (bytes, text) => {
  expect(sizeText(bytes, 'en')).toBe(text);
  expect(sizeText(bytes, 'ko')).toBe(text);
});
