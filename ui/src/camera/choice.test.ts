import { afterEach, expect, test, vi } from 'vitest';
import { preferred, recall, remember } from './choice';

const front = { id: 'a', label: 'Front' };
const back = { id: 'b', label: 'Back' };

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test('the last choice is remembered', () => {
  expect(recall()).toBeUndefined();
  remember(front);
  remember(back);
  expect(recall()).toEqual(back);
});

test('something else in its place is not taken for a choice', () => {
  for (const kept of ['{', '7', 'null', '{"id":7,"label":"x"}']) {
    localStorage.setItem('nunchi.camera', kept);
    expect(recall()).toBeUndefined();
  }
});

test('without storage there is no choice, and no failure', () => {
  const refuse = () => {
    throw new DOMException('', 'SecurityError');
  };
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
  remember(front);
  expect(recall()).toBeUndefined();
});

test('a camera is found by its id, and after that by its name', () => {
  expect(preferred([front, back], back)).toEqual(back);
  expect(preferred([front, { id: 'new', label: 'Back' }], back)?.id).toBe('new');
  expect(preferred([front], back)).toBeUndefined();
  expect(preferred([{ id: 'x', label: '' }], { id: 'y', label: '' })).toBeUndefined();
  expect(preferred([front], undefined)).toBeUndefined();
});
