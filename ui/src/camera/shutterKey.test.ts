import { afterEach, expect, test } from 'vitest';
import { isForShutter } from './shutterKey';

afterEach(() => document.body.replaceChildren());

/** What becomes of a key that is pressed on the element in `html`. */
function pressed(html: string, key = ' ', init: KeyboardEventInit = {}, shutter?: string) {
  document.body.innerHTML = html;
  const target = document.body.querySelector('[data-target]') ?? document.body;
  let answer: boolean | undefined;
  document.addEventListener(
    'keydown',
    (event) => {
      const button = shutter ? document.querySelector<HTMLElement>(shutter) : null;
      answer = isForShutter(event, button ?? undefined);
    },
    { once: true },
  );
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
  return answer;
}

test('the space bar takes a photo while the focus is nowhere', () => {
  expect(pressed('')).toBe(true);
  expect(pressed('<main tabindex="-1" data-target></main>')).toBe(true);
});

test('the space bar takes a photo on the shutter itself', () => {
  expect(pressed('<button class="s" data-target></button>', ' ', {}, '.s')).toBe(true);
});

test('where the space bar has a meaning of its own, it keeps it', () => {
  expect(pressed('<input data-target>')).toBe(false);
  expect(pressed('<textarea data-target></textarea>')).toBe(false);
  expect(pressed('<button data-target></button>')).toBe(false);
  expect(pressed('<div role="gridcell" tabindex="0" data-target></div>')).toBe(false);
  expect(pressed('<div role="dialog"><p data-target></p></div>')).toBe(false);
});

test('other keys take no photo', () => {
  expect(pressed('', 'Enter')).toBe(false);
  expect(pressed('', ' ', { ctrlKey: true })).toBe(false);
});
