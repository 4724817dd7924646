import { expect, test } from 'vitest';
import { nextName, tidyName } from './names';

const named = (number: number) => `Class ${number}`;

test('the next class has the next number', () => {
  expect(nextName([], named)).toBe('Class 1');
  expect(nextName(['Class 1', 'Class 2'], named)).toBe('Class 3');
  expect(nextName(['Apple', 'Pear'], named)).toBe('Class 3');
});

test('a number that is taken is passed over', () => {
  expect(nextName(['Class 1', 'Class 3'], named)).toBe('Class 4');
  expect(nextName(['Class 2', 'Class 4', 'Class 3'], named)).toBe('Class 5');
});

test('a name is compared without the space around it', () => {
  expect(tidyName('  Red \t apple ')).toBe('Red apple');
  expect(tidyName(' \u3000 ')).toBe('');
  expect(tidyName('가위')).toBe('가위');
});
