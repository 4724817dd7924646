import { expect, test } from 'vitest';
import { sizeText } from './size';

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [4_249_000, '4.2 MB'],
  [148_000_000, '148 MB'],
  [999_600_000, '1 GB'],
])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes, 'en')).toBe(text));
