/**
 * What screen readers hear of a running program: what objects say, but not sixty times a second.
 * Never here: sentences, the DOM.
 */
import type { StageView } from '../runtime/types';

/** Milliseconds between two announcements. */
const PAUSE = 1200;

export interface Spoken {
  objectId: string;
  text: string;
  isQuestion: boolean;
}

export class Announcer {
  #heard = new Map<string, string>();
  #last = -Infinity;

  /** What has been said newly, once there was time to read out what came before. */
  hear(view: StageView, now: number): Spoken[] {
    if (now - this.#last < PAUSE) return [];
    const said = new Map<string, string>();
    const news: Spoken[] = [];
    for (const { key, objectId, bubble, visible } of view.actors) {
      const isQuestion = view.question?.actorKey === key;
      const text = isQuestion ? view.question?.text : visible ? bubble?.text : undefined;
      if (text === undefined) continue;
      said.set(key, text);
      if (this.#heard.get(key) !== text) news.push({ objectId, text, isQuestion });
    }
    this.#heard = said;
    if (news.length > 0) this.#last = now;
    return news;
  }
}
