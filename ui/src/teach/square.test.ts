import { expect, test } from 'vitest';
import { atZoom, centreSquare, moved, smallestSide, wholePixels, withSide, zoomOf } from './square';

const wide = { width: 1024, height: 683 };
const tiny = { width: 16, height: 20 };

test('the first square is as large as can be, in the middle', () => {
  expect(centreSquare(wide)).toEqual({ left: 170.5, top: 0, side: 683 });
  expect(centreSquare(tiny)).toEqual({ left: 0, top: 2, side: 16 });
});

test('a square moves until the edge of the photo', () => {
  const square = { left: 100, top: 50, side: 200 };
  expect(moved(wide, square, 30, -20)).toEqual({ left: 130, top: 30, side: 200 });
  expect(moved(wide, square, 9999, 9999)).toEqual({ left: 824, top: 483, side: 200 });
  expect(moved(wide, square, -9999, -9999)).toEqual({ left: 0, top: 0, side: 200 });
});

test('zooming keeps the middle where the photo allows it', () => {
  const square = { left: 300, top: 200, side: 200 };
  expect(withSide(wide, square, 100)).toEqual({ left: 350, top: 250, side: 100 });
  expect(withSide(wide, { left: 0, top: 0, side: 100 }, 300)).toEqual({
    left: 0,
    top: 0,
    side: 300,
  });
});

test('a square is never larger than the photo nor smaller than what can be learned', () => {
  const square = { left: 300, top: 200, side: 200 };
  expect(withSide(wide, square, 5000).side).toBe(683);
  expect(withSide(wide, square, 1).side).toBeCloseTo(68.3);
  expect(smallestSide({ width: 100, height: 120 })).toBe(16);
});

test('the zoom goes from the largest square to the smallest and back to the same side', () => {
  const square = centreSquare(wide);
  expect(zoomOf(wide, square)).toBe(0);
  expect(atZoom(wide, square, 1).side).toBeCloseTo(smallestSide(wide));
  for (const zoom of [0.1, 0.5, 0.9])
    expect(zoomOf(wide, atZoom(wide, square, zoom))).toBeCloseTo(zoom);
  expect(atZoom(wide, square, 7).side).toBeCloseTo(smallestSide(wide));
});

test('a photo of 16 pixels has one square and no zoom', () => {
  const square = centreSquare(tiny);
  expect(zoomOf(tiny, square)).toBe(0);
  expect(atZoom(tiny, square, 0.5).side).toBe(16);
  expect(wholePixels(tiny, atZoom(tiny, square, 1))).toEqual({ left: 0, top: 2, side: 16 });
});

test('a saved square has whole pixels and lies inside, wherever it was', () => {
  for (let step = 0; step < 500; step += 1) {
    const photo = { width: 17 + ((step * 37) % 1008), height: 16 + ((step * 53) % 1009) };
    const square = wholePixels(
      photo,
      moved(photo, atZoom(photo, centreSquare(photo), (step % 11) / 10), step * 1.7 - 300, 400.6),
    );
    expect(Object.values(square).every(Number.isInteger)).toBe(true);
    expect(square.side).toBeGreaterThanOrEqual(16);
    expect(Math.min(square.left, square.top)).toBeGreaterThanOrEqual(0);
    expect(square.left + square.side).toBeLessThanOrEqual(photo.width);
    expect(square.top + square.side).toBeLessThanOrEqual(photo.height);
  }
});
