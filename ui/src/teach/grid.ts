/**
 * The arithmetic of the photo grid: columns, the rows in sight, the tile under a point, and where
 * the keys lead. Lengths are CSS pixels, counted from the first tile's top left corner.
 * Never here: the document, components.
 */

/** Between two tiles. */
export const GAP = 8;

/** How the tiles lie. */
export interface GridLayout {
  columns: number;
  /** Side of a tile. */
  tile: number;
  /** From one tile's edge to the same edge of the next. */
  pitch: number;
  rows: number;
  /** Of all rows together. */
  height: number;
}

/** A rectangle by two opposite corners, in any order. */
export interface Band {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Smallest side of a tile: never under 84, larger where there is room. */
function smallestTile(width: number): number {
  if (width < 420) return 84;
  return width < 900 ? 96 : 112;
}

/** Square tiles that fill `width`. */
export function gridLayout(width: number, count: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (smallestTile(width) + GAP)));
  const tile = Math.max(84, (width - GAP * (columns - 1)) / columns);
  const rows = Math.ceil(count / columns);
  const pitch = tile + GAP;
  return { columns, tile, pitch, rows, height: Math.max(0, rows * pitch - GAP) };
}

/** First row in sight and the row after the last one, with some rows more on both sides. */
export function rowsInSight(
  layout: GridLayout,
  scrolled: number,
  viewHeight: number,
  more = 3,
): [number, number] {
  const first = Math.floor(scrolled / layout.pitch) - more;
  const end = Math.ceil((scrolled + viewHeight) / layout.pitch) + more;
  const inside = (row: number) => Math.min(Math.max(row, 0), layout.rows);
  return [inside(first), inside(end)];
}

/** The tile nearest to a point, of `count`; -1 when there is none. */
export function tileNear(layout: GridLayout, count: number, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x / layout.pitch), 0), layout.columns - 1);
  const row = Math.max(Math.floor(y / layout.pitch), 0);
  return Math.min(row * layout.columns + column, count - 1);
}

/** The tiles that a band touches, in order. */
export function tilesIn(layout: GridLayout, count: number, band: Band): number[] {
  const reach = (a: number, b: number) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    // A band that lies in the gap alone touches nothing.
    return [Math.ceil((from - layout.tile) / layout.pitch), Math.floor(to / layout.pitch)] as const;
  };
  const [left, right] = reach(band.x1, band.x2);
  const [top, bottom] = reach(band.y1, band.y2);
  const touched: number[] = [];
  for (let row = Math.max(top, 0); row <= Math.min(bottom, layout.rows - 1); row += 1)
    for (let column = Math.max(left, 0); column <= Math.min(right, layout.columns - 1); column += 1)
      if (row * layout.columns + column < count) touched.push(row * layout.columns + column);
  return touched;
}

/** Where a key leads from tile `from`; undefined for a key that does not move. */
export function tileAfterKey(
  key: string,
  from: number,
  count: number,
  columns: number,
  rowsOfPage: number,
): number | undefined {
  const last = count - 1;
  const inside = (index: number) => Math.min(Math.max(index, 0), last);
  switch (key) {
    case 'ArrowLeft':
      return inside(from - 1);
    case 'ArrowRight':
      return inside(from + 1);
    case 'ArrowUp':
      return from < columns ? from : from - columns;
    case 'ArrowDown':
      // From above a short last row to its end.
      return Math.floor(from / columns) < Math.floor(last / columns)
        ? inside(from + columns)
        : from;
    case 'PageUp':
      return from < columns ? from : Math.max(from - columns * rowsOfPage, from % columns);
    case 'PageDown':
      return inside(from + columns * rowsOfPage);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
