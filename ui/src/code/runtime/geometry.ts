/** Boxes on the stage that can be turned: whether they touch, and how far they reach. */
import { STAGE, type Actor } from './types';

export interface Point {
  x: number;
  y: number;
}

/** The box of an actor: its middle, half its sides, and the way its own right points. */
export interface Box extends Point {
  halfWidth: number;
  halfHeight: number;
  /** Of the right side and of the upper side; both of length 1. */
  right: Point;
  up: Point;
}

/** `units`: width and height at 100 %. */
export function boxOf(actor: Actor, units: { width: number; height: number }): Box {
  const half = (side: number) =>
    Number.isFinite(side) ? (Math.max(0, side) * actor.size) / 200 : 0;
  const turned = (actor.rotation * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(turned), Math.cos(turned)];
  return {
    x: actor.x,
    y: actor.y,
    halfWidth: half(units.width),
    halfHeight: half(units.height),
    right: { x: cosine, y: -sine },
    up: { x: sine, y: cosine },
  };
}

/** How far a box reaches from its middle, along the stage's own sides. */
export function reach(box: Box): Point {
  return { x: along(box, { x: 1, y: 0 }), y: along(box, { x: 0, y: 1 }) };
}

export function boxesTouch(one: Box, other: Box): boolean {
  const apart = { x: other.x - one.x, y: other.y - one.y };
  // Two boxes are apart when a line along a side of one of them fits between.
  return [one.right, one.up, other.right, other.up].every(
    (axis) => Math.abs(dot(apart, axis)) <= along(one, axis) + along(other, axis),
  );
}

export function holds(box: Box, point: Point): boolean {
  const away = { x: point.x - box.x, y: point.y - box.y };
  return (
    Math.abs(dot(away, box.right)) <= box.halfWidth && Math.abs(dot(away, box.up)) <= box.halfHeight
  );
}

export function touchesEdge(box: Box): boolean {
  const { x, y } = reach(box);
  // Sines are not exact: what stands at the edge to a millionth touches it.
  const slack = 1e-6;
  return (
    Math.abs(box.x) + x >= STAGE.halfWidth - slack ||
    Math.abs(box.y) + y >= STAGE.halfHeight - slack
  );
}

const dot = (one: Point, other: Point) => one.x * other.x + one.y * other.y;

const along = (box: Box, axis: Point) =>
  Math.abs(dot(box.right, axis)) * box.halfWidth + Math.abs(dot(box.up, axis)) * box.halfHeight;
