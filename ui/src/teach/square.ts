/**
 * The square of a photo while it is being adjusted. Lengths are pixels of the kept photo, with
 * fractions until it is saved; every square returned here lies inside the photo.
 * Never here: the document, components.
 */
import type { SquareView } from '../api';

/** Pixels of the kept photo. */
export interface PhotoSize {
  width: number;
  height: number;
}

/** Smallest side that Rust takes. */
const LEAST_SIDE = 16;
/** Closest look: this share of the shorter side. */
const CLOSEST = 0.1;

const between = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most));

/** Side of the largest square. */
export const largestSide = (photo: PhotoSize) => Math.min(photo.width, photo.height);

/** Side of the smallest square that can be chosen. */
export const smallestSide = (photo: PhotoSize) =>
  Math.min(largestSide(photo), Math.max(LEAST_SIDE, largestSide(photo) * CLOSEST));

/** The square of a photo that nobody has adjusted. */
export function centreSquare(photo: PhotoSize): SquareView {
  const side = largestSide(photo);
  return { left: (photo.width - side) / 2, top: (photo.height - side) / 2, side };
}

/** The square moved by some pixels, as far as the photo goes. */
export function moved(
  photo: PhotoSize,
  square: SquareView,
  right: number,
  down: number,
): SquareView {
  return {
    left: between(square.left + right, 0, photo.width - square.side),
    top: between(square.top + down, 0, photo.height - square.side),
    side: square.side,
  };
}

/** The square with another side and, as far as the photo goes, the same middle. */
export function withSide(photo: PhotoSize, square: SquareView, wanted: number): SquareView {
  const side = between(wanted, smallestSide(photo), largestSide(photo));
  const grown = (side - square.side) / 2;
  return moved(photo, { left: square.left, top: square.top, side }, -grown, -grown);
}

/** How close the square looks: 0 is the largest square, 1 the smallest; even steps look even. */
export function zoomOf(photo: PhotoSize, square: SquareView): number {
  const range = Math.log(largestSide(photo) / smallestSide(photo));
  return range === 0 ? 0 : between(Math.log(largestSide(photo) / square.side) / range, 0, 1);
}

/** The square at a zoom from 0 to 1. */
export function atZoom(photo: PhotoSize, square: SquareView, zoom: number): SquareView {
  const share = smallestSide(photo) / largestSide(photo);
  return withSide(photo, square, largestSide(photo) * share ** between(zoom, 0, 1));
}

/** The square in whole pixels, still inside the photo. */
export function wholePixels(photo: PhotoSize, square: SquareView): SquareView {
  const side = between(
    Math.round(square.side),
    Math.min(LEAST_SIDE, largestSide(photo)),
    largestSide(photo),
  );
  return {
    left: between(Math.round(square.left), 0, photo.width - side),
    top: between(Math.round(square.top), 0, photo.height - side),
    side,
  };
}
