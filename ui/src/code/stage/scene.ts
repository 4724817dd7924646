/**
 * What the stage shows, from a run or from the program at rest, and how large everything is.
 * Never here: drawing.
 */
import type { ObjectView, ProgramShared } from '../../api';
import type { Actor, StageView } from '../runtime/types';
import { breakLines } from './bubbles';
import type { Size } from './geometry';
import { pictures } from './pictures.svelte';
import { measureText, objectFont, OBJECT_LINE, OBJECT_MARGIN } from './textStyle';

/** The parts of the program that the stage needs. */
export interface StageProgram {
  shared: ProgramShared;
  /** From back to front. */
  objects: readonly ObjectView[];
}

/** What the model sees in the camera now. */
export interface LiveWinner {
  name: string;
  /** 0 to 100. */
  percent: number;
  /** Index into the palette of class colours. */
  colour: number;
  /** The model does not know. */
  unsure?: boolean;
}

/** An object as it stands before the program starts. */
export function actorAtRest(object: ObjectView): Actor {
  const { id, kind, x, y, size, direction, rotation, visible, shape, text } = object;
  return {
    key: id,
    objectId: id,
    kind,
    isClone: false,
    x,
    y,
    size,
    direction,
    rotation,
    visible,
    shape,
    text,
    bubble: undefined,
  };
}

/** The stage before the program starts. */
export function viewAtRest({ shared, objects }: StageProgram): StageView {
  return {
    actors: objects.map(actorAtRest),
    variables: new Map(shared.variables.map((one) => [one.id, one.value])),
    lists: new Map(shared.lists.map((one) => [one.id, one.items])),
    camera: { shown: false, seeThrough: 0, flippedLeftRight: false, flippedUpDown: false },
    question: undefined,
    timer: 0,
    timerShown: false,
  };
}

/** The picture that an actor shows. */
export function pictureOf(program: StageProgram, actor: Actor) {
  const object = program.objects.find((one) => one.id === actor.objectId);
  return object?.shapes[actor.shape]?.picture;
}

/** Units of an actor at 100 %, for `Host.sizeOf` and for the stage alike. */
export function sizeOfActor(program: StageProgram, actor: Actor): Size {
  if (actor.kind === 'text') return sizeOfText(actor.text);
  const picture = pictureOf(program, actor);
  return picture ? pictures.sizeOf(picture) : { width: 0, height: 0 };
}

/** Lines that a text object is written in. */
export const linesOf = (text: string): string[] =>
  breakLines(text, 440, (line) => measureText(line, objectFont), 9);

/** A page of text objects; what no longer fits is measured anew. */
const MOST_SIZES = 200;
const textSizes = new Map<string, Size>();

/** Another typeface has come: what was measured is wrong now. */
export const forgetTextSizes = () => textSizes.clear();

function sizeOfText(text: string): Size {
  const known = textSizes.get(text);
  if (known) return known;
  const lines = linesOf(text);
  const widest = Math.max(10, ...lines.map((line) => measureText(line, objectFont)));
  const size = {
    width: Math.ceil(widest) + OBJECT_MARGIN * 2,
    height: lines.length * OBJECT_LINE + OBJECT_MARGIN * 2,
  };
  if (textSizes.size >= MOST_SIZES) textSizes.clear();
  textSizes.set(text, size);
  return size;
}
