import { expect, test } from 'vitest';
import { historyKey } from './undoKeys';

function press(init: KeyboardEventInit, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { bubbles: true, ...init });
  let answer: ReturnType<typeof historyKey>;
  const listen = (seen: Event) => (answer = historyKey(seen as KeyboardEvent));
  target.addEventListener('keydown', listen);
  target.dispatchEvent(event);
  target.removeEventListener('keydown', listen);
  return answer;
}

test('Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y do again', () => {
  expect(press({ key: 'z', ctrlKey: true })).toBe('undo');
  expect(press({ key: 'Z', ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(press({ key: 'y', ctrlKey: true })).toBe('redo');
  expect(press({ key: 'z', metaKey: true })).toBe('undo');
});

test('the same keys work while the keyboard writes Hangul', () => {
  expect(press({ key: 'ㅋ', code: 'KeyZ', ctrlKey: true })).toBe('undo');
  expect(press({ key: 'ㅛ', code: 'KeyY', ctrlKey: true })).toBe('redo');
});

test('a letter alone or with Alt is nothing', () => {
  expect(press({ key: 'z' })).toBeUndefined();
  expect(press({ key: 'z', ctrlKey: true, altKey: true })).toBeUndefined();
  expect(press({ key: 'x', ctrlKey: true })).toBeUndefined();
});

test('in a text field the keys belong to the text, on a checkbox they do not', () => {
  const field = document.createElement('input');
  const box = document.createElement('input');
  box.type = 'checkbox';
  document.body.append(field, box);
  expect(press({ key: 'z', ctrlKey: true }, field)).toBeUndefined();
  expect(press({ key: 'z', ctrlKey: true }, box)).toBe('undo');
  field.remove();
  box.remove();
});
