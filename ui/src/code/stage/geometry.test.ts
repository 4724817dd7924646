import { expect, test } from 'vitest';
import {
  boundsOf,
  hitTest,
  isInside,
  keepOnStage,
  rotationTowards,
  sizeForCorner,
  toUnits,
} from './geometry';

const size = { width: 100, height: 40 };
const at = (x: number, y: number, changes = {}) => ({
  x,
  y,
  size: 100,
  rotation: 0,
  visible: true,
  ...changes,
});

test('the corners of the canvas are the corners of the stage, whatever its size', () => {
  const box = { left: 10, top: 20, width: 960, height: 540 };
  expect(toUnits({ clientX: 10, clientY: 20 }, box)).toEqual({ x: -240, y: 135 });
  expect(toUnits({ clientX: 970, clientY: 560 }, box)).toEqual({ x: 240, y: -135 });
  expect(toUnits({ clientX: 490, clientY: 290 }, box)).toEqual({ x: 0, y: 0 });
});

test('an object is hit inside its box and nowhere else', () => {
  expect(isInside(at(50, 0), size, { x: 99, y: 19 })).toBe(true);
  expect(isInside(at(50, 0), size, { x: 101, y: 0 })).toBe(false);
  expect(isInside(at(50, 0), size, { x: 50, y: 21 })).toBe(false);
});

test('a turned object is hit where it is seen, not where it was before', () => {
  const turned = at(0, 0, { rotation: 90 });
  expect(isInside(turned, size, { x: 0, y: 48 })).toBe(true);
  expect(isInside(turned, size, { x: 48, y: 0 })).toBe(false);
  // Clockwise by 30 degrees: the right end has gone down.
  const slanted = at(0, 0, { rotation: 30 });
  expect(isInside(slanted, size, { x: 40, y: -23 })).toBe(true);
  expect(isInside(slanted, size, { x: 40, y: 23 })).toBe(false);
});

test('a small object is as small to the finger, and one without size cannot be hit', () => {
  expect(isInside(at(0, 0, { size: 50 }), size, { x: 26, y: 0 })).toBe(false);
  expect(isInside(at(0, 0, { size: 200 }), size, { x: 99, y: 39 })).toBe(true);
  expect(isInside(at(0, 0, { size: 0 }), size, { x: 0, y: 0 })).toBe(false);
});

test('slack is the same on the screen for small and for large objects', () => {
  expect(isInside(at(0, 0, { size: 10 }), size, { x: 10, y: 0 }, 6)).toBe(true);
  expect(isInside(at(0, 0, { size: 10 }), size, { x: 12, y: 0 }, 6)).toBe(false);
});

test('of two objects on one place the one in front is hit, and hidden ones never', () => {
  const back = at(0, 0, { name: 'back' });
  const front = at(0, 0, { name: 'front' });
  const hidden = at(0, 0, { name: 'hidden', visible: false });
  expect(hitTest([back, front, hidden], () => size, { x: 0, y: 0 })).toBe(front);
  expect(hitTest([back, front], () => size, { x: 200, y: 0 })).toBeUndefined();
});

test('the box around a turned object holds all of it', () => {
  const bounds = boundsOf(at(10, 20, { rotation: 90, size: 200 }), size);
  expect(bounds.left).toBeCloseTo(-30);
  expect(bounds.right).toBeCloseTo(50);
  expect(bounds.top).toBeCloseTo(120);
  expect(bounds.bottom).toBeCloseTo(-80);
});

test('what is dragged out of the stage stays at its edge', () => {
  expect(keepOnStage({ x: 500, y: -500 })).toEqual({ x: 240, y: -135 });
});

test('the handles follow the pointer: the corner for the size, the top for the turn', () => {
  const square = { width: 60, height: 80 };
  expect(sizeForCorner(at(0, 0), square, { x: 60, y: -80 })).toBe(200);
  expect(sizeForCorner(at(0, 0), square, { x: 0, y: 0 })).toBe(10);
  expect(rotationTowards(at(0, 0), { x: 0, y: 50 })).toBe(0);
  expect(rotationTowards(at(0, 0), { x: 50, y: 2 })).toBe(90);
  expect(rotationTowards(at(0, 0), { x: -50, y: 0 })).toBe(270);
  expect(rotationTowards(at(0, 0), { x: 50, y: 20 })).toBe(68);
});
