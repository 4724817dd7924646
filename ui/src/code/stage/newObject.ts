/**
 * New objects: ids, names in the window's language, a free place; and duplicates.
 * Never here: saving, drawing.
 */
import type { ObjectView, PictureSource, ShapeView } from '../../api';
import { t } from '../../i18n/index.svelte';
import type { DrawnShape, Figure } from './drawings/catalogue';

/** Characters that a name may have. */
export const LONGEST_NAME = 30;

/** Lives as long as the object, the shape, the block. */
export const newId = () => crypto.randomUUID();

/** `wanted`, or the first of "wanted 2", "wanted 3"… that nobody has. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const base = wanted.replace(/ \d+$/u, '');
  let number = 2;
  while (taken.includes(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

/** A name as it is kept: no space around it, single spaces inside, not too long. */
export function tidyName(typed: string): string {
  const tidy = typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
  return [...tidy].slice(0, LONGEST_NAME).join('').trim();
}

/** Where a newcomer is tried, one after the other: the middle first. */
const PLACES: readonly [number, number][] = [
  [0, -20],
  [-130, -20],
  [130, -20],
  [-190, 60],
  [190, 60],
  [-65, 60],
  [65, 60],
  [-190, -70],
  [190, -70],
  [-65, -70],
  [65, -70],
  [0, 80],
];
/** Objects nearer than this hide each other. */
const NEAR = 55;

/** A place of the stage where no other object stands; the middle when all are taken. */
export function freePlace(others: readonly { x: number; y: number }[]): { x: number; y: number } {
  const [middle] = PLACES;
  const free = PLACES.find(([x, y]) =>
    others.every((other) => Math.hypot(other.x - x, other.y - y) >= NEAR),
  );
  const [x, y] = free ?? middle ?? [0, 0];
  return { x, y };
}

/** A shape that shows a picture. */
export const newShape = (name: string, picture: PictureSource): ShapeView => ({
  id: newId(),
  name,
  picture,
});

/** A shape that shows a drawing, named in the window's language. */
export const drawnShape = (shape: DrawnShape): ShapeView =>
  newShape(t(`stage:shape.${shape}`), { kind: 'drawn', name: shape });

/** All shapes of a figure. */
export const shapesOf = (figure: Figure): ShapeView[] => figure.shapes.map(drawnShape);

/** A new object that shows these shapes. */
export function pictureObject(
  name: string,
  shapes: ShapeView[],
  others: readonly ObjectView[],
): ObjectView {
  return { ...blank(name, others), kind: 'picture', shapes };
}

/** A new object that shows a figure. */
export const figureObject = (figure: Figure, others: readonly ObjectView[]): ObjectView =>
  pictureObject(t(`stage:figure.${figure.name}`), shapesOf(figure), others);

/** A new object that writes. */
export function textObject(others: readonly ObjectView[]): ObjectView {
  return {
    ...blank(t('stage:new.text_name'), others),
    kind: 'text',
    text: t('stage:new.text'),
  };
}

function blank(name: string, others: readonly ObjectView[]): ObjectView {
  return {
    id: newId(),
    name: freeName(
      name,
      others.map((one) => one.name),
    ),
    kind: 'picture',
    shapes: [],
    shape: 0,
    text: '',
    ...freePlace(others),
    size: 100,
    direction: 90,
    rotation: 0,
    visible: true,
    blocks: '',
  };
}

/** How far a duplicate stands from its original. */
const STEP_ASIDE = 30;

/** The same object with the same program, a step aside. Its shapes and blocks get ids of its own. */
export function duplicateOf(object: ObjectView, others: readonly ObjectView[]): ObjectView {
  const ids = new Map(object.shapes.map((shape) => [shape.id, newId()]));
  return {
    ...object,
    id: newId(),
    name: freeName(
      object.name,
      others.map((one) => one.name),
    ),
    shapes: object.shapes.map((shape) => ({ ...shape, id: ids.get(shape.id) ?? newId() })),
    x: object.x > 0 ? object.x - STEP_ASIDE : object.x + STEP_ASIDE,
    blocks: withNewIds(object.blocks, ids),
  };
}

/**
 * The blocks with new ids, so that a block names one object only. What else is kept in them, as
 * a message or a class, stays what it is; `renamed` says which other ids have changed.
 */
export function withNewIds(blocks: string, renamed: ReadonlyMap<string, string>): string {
  if (blocks === '') return '';
  const program = parsed(blocks);
  if (program === undefined) return blocks;
  const ids = new Map(renamed);
  visit(program, (record) => {
    const isBlock = typeof record.type === 'string' && typeof record.id === 'string';
    if (isBlock) ids.set(record.id as string, newId());
  });
  return JSON.stringify(program, (_key, value: unknown) =>
    typeof value === 'string' ? (ids.get(value) ?? value) : value,
  );
}

/** Blocks that cannot be read are somebody else's business: they stay as they are. */
function parsed(blocks: string): unknown {
  try {
    return JSON.parse(blocks);
  } catch {
    return undefined;
  }
}

function visit(value: unknown, see: (record: Record<string, unknown>) => void) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) see(value as Record<string, unknown>);
  for (const inner of Object.values(value)) visit(inner, see);
}
