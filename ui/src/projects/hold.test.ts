import { fireEvent } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askedForMenu } from './hold';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

function card() {
  const element = document.createElement('div');
  const button = element.appendChild(document.createElement('button'));
  document.body.append(element);
  const [onask, onopen] = [vi.fn(), vi.fn()];
  button.addEventListener('click', onopen);
  const stop = askedForMenu(element, onask);
  return { button, onask, onopen, stop };
}

/** jsdom has no pointer events with a kind of pointer. */
function point(target: Element, type: string, pointerType: string, x = 0) {
  const event = new MouseEvent(type, { bubbles: true, clientX: x });
  Object.defineProperty(event, 'pointerType', { value: pointerType });
  return fireEvent(target, event);
}

test('a finger that rests asks for the menu, and its lifting opens nothing', async () => {
  const { button, onask, onopen } = card();
  await point(button, 'pointerdown', 'touch');
  vi.advanceTimersByTime(600);
  expect(onask).toHaveBeenCalledOnce();
  await point(button, 'pointerup', 'touch');
  await fireEvent.click(button, { detail: 1 });
  expect(onopen).not.toHaveBeenCalled();
  await fireEvent.click(button, { detail: 1 });
  expect(onopen).toHaveBeenCalledOnce();
});

test('a key that is pressed after a hold without a click opens', async () => {
  const { button, onask, onopen } = card();
  await point(button, 'pointerdown', 'touch');
  vi.advanceTimersByTime(600);
  expect(onask).toHaveBeenCalledOnce();
  await fireEvent.click(button, { detail: 0 });
  expect(onopen).toHaveBeenCalledOnce();
});

test('two fingers leave nothing behind that asks', async () => {
  const { button, onask } = card();
  await point(button, 'pointerdown', 'touch');
  await point(button, 'pointerdown', 'touch', 100);
  await point(button, 'pointerup', 'touch');
  vi.advanceTimersByTime(600);
  expect(onask).not.toHaveBeenCalled();
});

test('a finger that moves on or is lifted soon asks for nothing', async () => {
  const { button, onask, onopen } = card();
  await point(button, 'pointerdown', 'touch');
  await point(button, 'pointermove', 'touch', 30);
  vi.advanceTimersByTime(600);
  await point(button, 'pointerdown', 'touch');
  await point(button, 'pointerup', 'touch');
  vi.advanceTimersByTime(600);
  await fireEvent.click(button);
  expect(onask).not.toHaveBeenCalled();
  expect(onopen).toHaveBeenCalledOnce();
});

test('a mouse that rests asks for nothing; its right button and the key of the keyboard do', async () => {
  const { button, onask, onopen } = card();
  await point(button, 'pointerdown', 'mouse');
  vi.advanceTimersByTime(600);
  expect(onask).not.toHaveBeenCalled();
  expect(await fireEvent.contextMenu(button)).toBe(false);
  expect(onask).toHaveBeenCalledOnce();
  await fireEvent.click(button);
  expect(onopen).toHaveBeenCalledOnce();
});

test('nothing is heard any more after the end', async () => {
  const { button, onask, stop } = card();
  stop();
  await fireEvent.contextMenu(button);
  expect(onask).not.toHaveBeenCalled();
});
