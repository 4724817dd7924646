import { expect, test } from 'vitest';
import { troubleOf } from './trouble';

const named = (name: string) => troubleOf(new DOMException('', name));

test('every way of having no camera is "none"', () => {
  expect(named('NotFoundError')).toBe('none');
  // WebKitGTK says it so.
  expect(named('OverconstrainedError')).toBe('none');
});

test('a refusal is "denied", whoever refuses', () => {
  expect(named('NotAllowedError')).toBe('denied');
  expect(named('SecurityError')).toBe('denied');
});

test('a camera that does not answer is "busy"', () => {
  expect(named('NotReadableError')).toBe('busy');
  expect(named('AbortError')).toBe('busy');
});

test('whatever is thrown has an answer', () => {
  for (const thrown of [undefined, null, 'text', {}, new Error('x')])
    expect(troubleOf(thrown)).toBe('busy');
});
