/**
 * The hats that wait until the camera has seen a class for a while: without a break, by the
 * program's clock, and with the least confidence they ask for. Each fires once, and again only
 * after something else was seen.
 */
import type { ClassId } from '../../api';
import type { Block } from './code';
import { look } from './look';
import type { World } from './world';
import { numberOf } from './values';

interface Watch {
  hat: Block;
  objectId: string;
  /** Since when it sees what it waits for. */
  since: number | undefined;
  hasFired: boolean;
}

export class Watching {
  readonly #watches: Watch[] = [];

  constructor(private readonly world: World) {
    for (const [objectId, { scripts }] of world.program.code)
      for (const { hat } of scripts)
        if (hat.type === 'ai_when_seen')
          this.#watches.push({ hat, objectId, since: undefined, hasFired: false });
  }

  /** A program that waits for the camera turns it on by itself, once a start. */
  start() {
    if (this.#watches.length === 0) return;
    for (const { hat, objectId } of this.#watches)
      if (!this.world.classOf(hat)) this.world.reports.trouble(hat.id, objectId, 'class_gone');
    this.world.recognising.startLive();
  }

  /** Whenever what the camera sees has changed, and at every tick. */
  update() {
    const seen = this.world.recognising.seenNow;
    for (const watch of this.#watches) this.#update(watch, seen);
  }

  #update(watch: Watch, seen: { id: ClassId; confidence: number } | undefined) {
    const wanted = this.world.classOf(watch.hat);
    const { seconds: hold, confidence } = this.#asked(watch);
    if (!seen || seen.id !== wanted?.id || seen.confidence < confidence) {
      watch.since = undefined;
      watch.hasFired = false;
      return;
    }
    const { clock } = this.world.control;
    watch.since ??= clock.seconds;
    if (watch.hasFired || !clock.hasReached(watch.since + hold)) return;
    watch.hasFired = true;
    this.world.raise({ kind: 'seen', hat: watch.hat });
  }

  #asked({ hat, objectId }: Watch): { seconds: number; confidence: number } {
    const own = this.world.cast.own(objectId);
    const values = (own && look(this.world, own, hat.operations)) ?? [];
    const slot = (name: string) => numberOf(values[hat.slots.indexOf(name)] ?? 0) ?? 0;
    return { seconds: slot('SECONDS'), confidence: slot('CONFIDENCE') };
  }
}
