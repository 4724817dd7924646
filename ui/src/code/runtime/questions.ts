/** Questions to the user: one after the other, in the order they were asked. */
import type { Thread } from './thread';

export class Questions {
  /** What the user answered last. */
  answer = '';
  #waiting: { thread: Thread; text: string }[] = [];

  ask(thread: Thread, text: string) {
    this.#waiting.push({ thread, text });
  }

  /** A script that was stopped asks no more. */
  get current(): { thread: Thread; text: string } | undefined {
    return this.#waiting.find(({ thread }) => !thread.ended);
  }

  isWaiting(thread: Thread): boolean {
    return this.#waiting.some((question) => question.thread === thread);
  }

  answered(text: string) {
    const current = this.current;
    if (!current) return;
    this.answer = text;
    this.#waiting = this.#waiting.filter(
      (question) => question !== current && !question.thread.ended,
    );
  }
}
