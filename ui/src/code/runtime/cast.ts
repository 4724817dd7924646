/** Everyone on the stage: where they are, how they look, and their clones. */
import type { ObjectView } from '../../api';
import { finite } from './json';
import type { Actor } from './types';
import { cut } from './values';

export const MAX_CLONES = 300;
const SIZES = { least: 1, most: 1000 };
/** Far outside the stage; farther nobody goes. */
const FARTHEST = 10_000;

export class Cast {
  /** From back to front. */
  readonly actors: Actor[] = [];
  readonly #shapes = new Map<string, ObjectView['shapes']>();
  #clones = 0;
  #made = 0;

  constructor(objects: readonly ObjectView[]) {
    for (const object of objects) {
      if (this.#shapes.has(object.id)) continue;
      this.#shapes.set(object.id, object.shapes);
      this.actors.push(actorOf(object));
    }
  }

  /** The object itself, not a clone. */
  own(objectId: string): Actor | undefined {
    return this.actors.find((actor) => actor.key === objectId);
  }

  byKey(key: string): Actor | undefined {
    return this.actors.find((actor) => actor.key === key);
  }

  /** An object and its clones, from back to front. */
  of(objectId: string): Actor[] {
    return this.actors.filter((actor) => actor.objectId === objectId);
  }

  shapesOf(actor: Actor): ObjectView['shapes'] {
    return this.#shapes.get(actor.objectId) ?? [];
  }

  /** The clone stands right behind what it was made of. Undefined when there are too many. */
  clone(original: Actor): Actor | undefined {
    const place = this.actors.indexOf(original);
    if (this.#clones >= MAX_CLONES || place < 0) return undefined;
    this.#clones += 1;
    this.#made += 1;
    const key = `${original.objectId}:${this.#made}`;
    const clone: Actor = { ...original, key, isClone: true, bubble: undefined };
    this.actors.splice(place, 0, clone);
    return clone;
  }

  remove(clone: Actor) {
    const place = this.actors.indexOf(clone);
    if (place < 0 || !clone.isClone) return;
    this.actors.splice(place, 1);
    this.#clones -= 1;
  }
}

function actorOf(object: ObjectView): Actor {
  const actor: Actor = {
    key: object.id,
    objectId: object.id,
    kind: object.kind,
    isClone: false,
    x: 0,
    y: 0,
    size: 100,
    direction: turned(finite(object.direction, 90)),
    rotation: turned(finite(object.rotation)),
    visible: object.visible,
    shape: object.shapes[object.shape] ? object.shape : 0,
    text: cut(object.text),
    bubble: undefined,
  };
  place(actor, finite(object.x), finite(object.y));
  resize(actor, finite(object.size, 100));
  return actor;
}

export function place(actor: Actor, x: number, y: number) {
  actor.x = Math.min(FARTHEST, Math.max(-FARTHEST, x));
  actor.y = Math.min(FARTHEST, Math.max(-FARTHEST, y));
}

export function resize(actor: Actor, percent: number) {
  actor.size = Math.min(SIZES.most, Math.max(SIZES.least, percent));
}

/** Turns the picture and the way it moves alike. */
export function turn(actor: Actor, degrees: number) {
  actor.direction = turned(actor.direction + turned(degrees));
  actor.rotation = turned(actor.rotation + turned(degrees));
}

/** 0 to below 360. */
function turned(degrees: number): number {
  const rest = degrees % 360;
  // The sum of a tiny negative number and 360 is 360.
  return rest < 0 ? (rest + 360) % 360 : rest + 0;
}
