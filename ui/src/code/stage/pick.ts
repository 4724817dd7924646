/** What can be picked for an object, a shape or the backdrop, and what becomes of it. */
import type { ObjectView, PictureSource, ShapeView } from '../../api';
import { t } from '../../i18n/index.svelte';
import type { DrawnShape, Figure } from './drawings/catalogue';
import {
  drawnShape,
  figureObject,
  freeName,
  newShape,
  pictureObject,
  textObject,
} from './newObject';

export type PickFor = 'object' | 'shape' | 'backdrop';

export type Pick =
  | { kind: 'figure'; figure: Figure }
  | { kind: 'shape'; shape: DrawnShape }
  | { kind: 'text' }
  | { kind: 'photo'; picture: PictureSource; name: string }
  /** Null is plain white. */
  | { kind: 'backdrop'; picture: PictureSource | null };

/** The new object that was picked. */
export function objectOf(pick: Pick, others: readonly ObjectView[]): ObjectView | undefined {
  if (pick.kind === 'figure') return figureObject(pick.figure, others);
  if (pick.kind === 'text') return textObject(others);
  if (pick.kind !== 'photo') return undefined;
  const shape = newShape(t('stage:new.shape'), pick.picture);
  return pictureObject(pick.name, [shape], others);
}

/** The object with the shape that was picked, which it shows from now on. */
export function withPickedShape(object: ObjectView, pick: Pick): ObjectView {
  const shape = pickedShape(pick);
  if (!shape) return object;
  const taken = object.shapes.map((one) => one.name);
  const named = { ...shape, name: freeName(shape.name, taken) };
  return { ...object, shapes: [...object.shapes, named], shape: object.shapes.length };
}

function pickedShape(pick: Pick): ShapeView | undefined {
  if (pick.kind === 'shape') return drawnShape(pick.shape);
  return pick.kind === 'photo' ? newShape(pick.name, pick.picture) : undefined;
}

/** The backdrop that was picked; undefined when it was something else. */
export function backdropOf(pick: Pick): PictureSource | null | undefined {
  if (pick.kind === 'photo' || pick.kind === 'backdrop') return pick.picture;
  return undefined;
}

/** The object without one of its shapes; the last shape stays. */
export function withoutShape(object: ObjectView, id: string): ObjectView {
  const index = object.shapes.findIndex((one) => one.id === id);
  if (index < 0 || object.shapes.length < 2) return object;
  const shapes = object.shapes.filter((one) => one.id !== id);
  const shown = object.shape > index ? object.shape - 1 : object.shape;
  return { ...object, shapes, shape: Math.min(shown, shapes.length - 1) };
}

/** The order with one object a step nearer to the front, or to the back. */
export function stepped(order: readonly string[], id: string, step: 1 | -1): string[] {
  const from = order.indexOf(id);
  const to = from + step;
  const other = order[to];
  if (from < 0 || other === undefined) return [...order];
  return order.map((one, index) => (index === from ? other : index === to ? id : one));
}
