/**
 * Units of the stage and points of the canvas, and which object is under a point. Units: the
 * origin is the middle, x goes right, y goes up, 480 x 270 in all. Never here: drawing, DOM.
 */
import { STAGE } from '../runtime/types';

export const STAGE_WIDTH = STAGE.halfWidth * 2;
export const STAGE_HEIGHT = STAGE.halfHeight * 2;

export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}
/** What can stand on the stage. */
export interface Placed extends Point {
  size: number;
  rotation: number;
  visible: boolean;
}

/** A point of the window as units of the stage that lies in `box`. */
export function toUnits(
  point: { clientX: number; clientY: number },
  box: { left: number; top: number; width: number; height: number },
): Point {
  return {
    x: ((point.clientX - box.left) / box.width) * STAGE_WIDTH - STAGE.halfWidth,
    y: STAGE.halfHeight - ((point.clientY - box.top) / box.height) * STAGE_HEIGHT,
  };
}

export const isOnStage = ({ x, y }: Point): boolean =>
  Math.abs(x) <= STAGE.halfWidth && Math.abs(y) <= STAGE.halfHeight;

/** The point brought onto the stage. */
export const keepOnStage = ({ x, y }: Point): Point => ({
  x: clamp(x, -STAGE.halfWidth, STAGE.halfWidth),
  y: clamp(y, -STAGE.halfHeight, STAGE.halfHeight),
});

export const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A point as the object sees it: from its middle, upright, at 100 %. */
function seenFrom(placed: Placed, point: Point): Point {
  const turned = radians(placed.rotation);
  const right = point.x - placed.x;
  const up = point.y - placed.y;
  const factor = placed.size / 100;
  return {
    x: (right * Math.cos(turned) - up * Math.sin(turned)) / factor,
    y: (right * Math.sin(turned) + up * Math.cos(turned)) / factor,
  };
}

/** Whether the point is in the turned box of an object. `slack`: units around it that count too. */
export function isInside(placed: Placed, size: Size, point: Point, slack = 0): boolean {
  if (!(placed.size > 0)) return false;
  const seen = seenFrom(placed, point);
  const more = (slack * 100) / placed.size;
  return Math.abs(seen.x) <= size.width / 2 + more && Math.abs(seen.y) <= size.height / 2 + more;
}

/** The object under a point: the one in front, of those that can be seen. */
export function hitTest<Object extends Placed>(
  backToFront: readonly Object[],
  sizeOf: (object: Object) => Size,
  point: Point,
  slack = 0,
): Object | undefined {
  for (let index = backToFront.length - 1; index >= 0; index--) {
    const object = backToFront[index];
    if (object?.visible && isInside(object, sizeOf(object), point, slack)) return object;
  }
  return undefined;
}

/** The upright box around a turned object, in units. */
export function boundsOf(placed: Placed, size: Size) {
  const turned = radians(placed.rotation);
  const cos = Math.abs(Math.cos(turned));
  const sin = Math.abs(Math.sin(turned));
  const width = ((size.width * cos + size.height * sin) * placed.size) / 100;
  const height = ((size.width * sin + size.height * cos) * placed.size) / 100;
  return {
    left: placed.x - width / 2,
    right: placed.x + width / 2,
    bottom: placed.y - height / 2,
    top: placed.y + height / 2,
  };
}

/** The size in percent that brings a corner of the object under the pointer. */
export function sizeForCorner(placed: Placed, size: Size, pointer: Point): number {
  const diagonal = Math.hypot(size.width, size.height) / 2;
  const wanted = Math.hypot(pointer.x - placed.x, pointer.y - placed.y);
  return clamp(Math.round((wanted / diagonal) * 100), SMALLEST, LARGEST);
}

/** Percent that an object may have while it is arranged by hand. */
export const SMALLEST = 10;
export const LARGEST = 500;

/** Degrees clockwise from up to the pointer; near a multiple of 45 it is that multiple. */
export function rotationTowards(placed: Point, pointer: Point): number {
  const degrees = (Math.atan2(pointer.x - placed.x, pointer.y - placed.y) * 180) / Math.PI;
  const step = Math.round(degrees / 45) * 45;
  const settled = Math.abs(degrees - step) < 5 ? step : Math.round(degrees);
  return (settled + 360) % 360;
}
