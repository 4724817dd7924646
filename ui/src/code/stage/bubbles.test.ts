import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines, BUBBLE, layBubble } from './bubbles';

/** Every letter is 10 units wide. */
const measure = (text: string) => [...text].length * 10;
const speaker = (x: number, y: number) => ({ x, y, size: 100, rotation: 0, visible: true });
const size = { width: 60, height: 80 };
const lay = (text: string, x = 0, y = 0) =>
  layBubble(text, speaker(x, y), size, 'any font', measure);

test('lines break between words', () => {
  expect(breakLines('one two three', 80, measure, 6)).toEqual(['one two', 'three']);
  expect(breakLines('one\ntwo', 80, measure, 6)).toEqual(['one', 'two']);
});

test('a word that is too long for a line goes on in the next', () => {
  expect(breakLines('가나다라마바사', 30, measure, 6)).toEqual(['가나다', '라마바', '사']);
});

test('a text that is too long for a bubble says that there is more', () => {
  const lines = breakLines('a b c d e f g h', 10, measure, 3);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/…$/u);
});

test('an empty text has a blank bubble', () => {
  const bubble = lay('');
  expect(bubble.lines).toEqual(['']);
  expect(bubble.width).toBe(BUBBLE.narrowest);
  expect(bubble.height).toBeGreaterThan(BUBBLE.lineHeight);
});

test('a bubble stands above who speaks, to the right where there is room', () => {
  const bubble = lay('hi', 0, -40);
  expect(bubble.top - bubble.height).toBeGreaterThanOrEqual(0);
  expect(bubble.left).toBeGreaterThan(0);
  expect(bubble.tail.side).toBe('bottom');
  expect(lay('hello there', 200, -40).left + lay('hello there', 200, -40).width).toBeLessThan(200);
});

test('every bubble lies whole on the stage, wherever its speaker is', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      fc.integer({ min: -600, max: 600 }),
      fc.integer({ min: -600, max: 600 }),
      (text, x, y) => {
        const bubble = lay(text, x, y);
        expect(bubble.left).toBeGreaterThanOrEqual(-240);
        expect(bubble.left + bubble.width).toBeLessThanOrEqual(240);
        expect(bubble.top).toBeLessThanOrEqual(135);
        expect(bubble.top - bubble.height).toBeGreaterThanOrEqual(-135);
        for (const line of bubble.lines) expect(measure(line)).toBeLessThanOrEqual(bubble.width);
      },
    ),
  );
});
