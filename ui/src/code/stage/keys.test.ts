import { expect, test } from 'vitest';
import { isTyping, keyName, KeysDown } from './keys';

test('keys have the names that programs know', () => {
  expect(keyName({ key: ' ', code: 'Space' })).toBe('space');
  expect(keyName({ key: 'ArrowLeft', code: 'ArrowLeft' })).toBe('left');
  expect(keyName({ key: 'Enter', code: 'NumpadEnter' })).toBe('enter');
  expect(keyName({ key: 'A', code: 'KeyA' })).toBe('a');
  expect(keyName({ key: '7', code: 'Numpad7' })).toBe('7');
  expect(keyName({ key: 'Tab', code: 'Tab' })).toBeUndefined();
  expect(keyName({ key: 'F1', code: 'F1' })).toBeUndefined();
});

test('a letter is the same key while Korean is typed', () => {
  expect(keyName({ key: 'ㅁ', code: 'KeyA' })).toBe('a');
  expect(keyName({ key: 'Process', code: 'KeyQ' })).toBe('q');
});

test('on a keyboard with letters in other places the letter counts, not the place', () => {
  expect(keyName({ key: 'a', code: 'KeyQ' })).toBe('a');
});

function press(keys: KeysDown, key: string, target: EventTarget = document.body, more = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
  Object.defineProperty(event, 'target', { value: target });
  return keys.press(event);
}

test('a key is pressed once, however long it is held, until it comes up', () => {
  const keys = new KeysDown();
  expect(press(keys, 'ArrowUp')).toBe('up');
  expect(press(keys, 'ArrowUp')).toBeUndefined();
  expect(keys.isDown('up')).toBe(true);
  keys.release({ key: 'ArrowUp', code: 'ArrowUp' });
  expect(keys.isDown('up')).toBe(false);
  expect(press(keys, 'ArrowUp')).toBe('up');
});

test('what is typed into a field is not for the program', () => {
  const keys = new KeysDown();
  const field = document.createElement('input');
  expect(isTyping(field)).toBe(true);
  expect(press(keys, 'a', field)).toBeUndefined();
  expect(keys.isDown('a')).toBe(false);
});

test('space on a button presses the button only, arrows are still for the program', () => {
  const keys = new KeysDown();
  const button = document.createElement('button');
  expect(press(keys, ' ', button)).toBeUndefined();
  expect(press(keys, 'ArrowLeft', button)).toBe('left');
});

test('shortcuts of the window are not for the program', () => {
  expect(press(new KeysDown(), 'z', document.body, { ctrlKey: true })).toBeUndefined();
});

test('no key stays down when the window is left', () => {
  const keys = new KeysDown();
  press(keys, 'a');
  keys.releaseAll();
  expect(keys.isDown('a')).toBe(false);
});
