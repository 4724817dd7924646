import { describe, expect, test } from 'vitest';
import { GAP, gridLayout, rowsInSight, tileAfterKey, tileNear, tilesIn } from './grid';

describe('the layout', () => {
  test('tiles fill the width and are never smaller than 84 pixels', () => {
    for (let width = 84; width <= 2400; width += 7) {
      const { columns, tile } = gridLayout(width, 20);
      expect(tile).toBeGreaterThanOrEqual(84);
      expect(columns * tile + (columns - 1) * GAP).toBeCloseTo(width, 5);
    }
  });

  test('three tiles of 90 pixels stand side by side in 286 pixels', () => {
    expect(gridLayout(286, 14)).toEqual({
      columns: 3,
      tile: 90,
      pitch: 98,
      rows: 5,
      height: 482,
    });
  });

  test('without room there is still one column, and without photos no height', () => {
    expect(gridLayout(0, 3)).toMatchObject({ columns: 1, rows: 3 });
    expect(gridLayout(286, 0)).toMatchObject({ rows: 0, height: 0 });
  });
});

test('of ten thousand photos only the rows around the sight are drawn', () => {
  const layout = gridLayout(286, 10_000);
  const [first, end] = rowsInSight(layout, 98 * 1000, 490);
  expect([first, end]).toEqual([997, 1008]);
  expect(rowsInSight(layout, 0, 490)).toEqual([0, 8]);
  expect(rowsInSight(layout, layout.height - 490, 490)[1]).toBe(layout.rows);
});

test('the tile under a finger, or the nearest one', () => {
  const layout = gridLayout(286, 14);
  expect(tileNear(layout, 14, 100, 10)).toBe(1);
  expect(tileNear(layout, 14, -30, 100)).toBe(3);
  expect(tileNear(layout, 14, 900, 10)).toBe(2);
  expect(tileNear(layout, 14, 200, 5000)).toBe(13);
  expect(tileNear(layout, 0, 5, 5)).toBe(-1);
});

describe('a band', () => {
  const layout = gridLayout(286, 14);
  const check = (band: [number, number, number, number], expected: number[], why: string) =>
    test(why, () => {
      const [x1, y1, x2, y2] = band;
      expect(tilesIn(layout, 14, { x1, y1, x2, y2 })).toEqual(expected);
    });
  check([10, 10, 20, 20], [0], 'inside a tile takes it');
  check([20, 20, 10, 10], [0], 'is the same drawn backwards');
  check([80, 80, 110, 110], [0, 1, 3, 4], 'over a corner takes four');
  check([91, 10, 97, 60], [], 'in the gap takes none');
  check([-50, -50, 900, 900], [...Array(14).keys()], 'around all takes all and no more');
  check([150, 400, 160, 480], [13], 'in a short last row ends with the last photo');
});

describe('the keys', () => {
  const check = (key: string, from: number, to: number | undefined, why: string) =>
    test(why, () => expect(tileAfterKey(key, from, 14, 3, 2)).toBe(to));
  check('ArrowRight', 2, 3, 'right goes on in the next row');
  check('ArrowRight', 13, 13, 'right stays at the last photo');
  check('ArrowLeft', 0, 0, 'left stays at the first photo');
  check('ArrowUp', 1, 1, 'up stays in the first row');
  check('ArrowUp', 4, 1, 'up goes up');
  check('ArrowDown', 4, 7, 'down goes down');
  check('ArrowDown', 11, 13, 'down into a short last row goes to its end');
  check('ArrowDown', 12, 12, 'down stays in the last row');
  check('PageDown', 1, 7, 'page down goes on by a page');
  check('PageUp', 7, 1, 'page up goes back by a page');
  check('PageUp', 4, 1, 'page up stops in the first row');
  check('PageUp', 2, 2, 'page up stays in the first row');
  check('Home', 7, 0, 'Home goes to the first photo');
  check('End', 7, 13, 'End goes to the last photo');
  check('a', 7, undefined, 'a letter does not move');
});
