/**
 * The popup that asks for a picture: who waits for it, and whose pause is whose. Opening it pauses
 * the program; closing it undoes that pause only, not one that the user made since.
 */
import type { Control } from './control';
import type { Recognising } from './recognising';
import type { Thread } from './thread';
import type { Host, Recognition } from './types';

export class Popup {
  isOpen = false;
  readonly #askers = new Set<Thread>();
  /** The program stands still because the popup opened, not because the user wished it. */
  #isOwnPause = false;

  constructor(
    private readonly host: Host,
    private readonly control: Control,
    private readonly recognising: Recognising,
  ) {}

  isWaiting(thread: Thread): boolean {
    return this.#askers.has(thread);
  }

  get isAsking(): boolean {
    return this.#askers.size > 0;
  }

  /** Whoever asks while it is open joins: one popup, one answer. */
  ask(thread: Thread) {
    this.#askers.add(thread);
    if (this.isOpen) return;
    this.isOpen = true;
    this.#isOwnPause = true;
    this.recognising.hold();
    this.control.pause();
    this.host.openPopup();
  }

  /** The user runs the program on with the popup open; a pause after it is the user's. */
  resume() {
    this.#isOwnPause = false;
    this.control.resume();
  }

  /** With what the model said of the picture; undefined without a picture. */
  close(recognition: Recognition | undefined) {
    if (!this.isOpen) return;
    this.isOpen = false;
    const askers = [...this.#askers];
    this.#askers.clear();
    this.recognising.release(recognition, askers);
    if (this.#isOwnPause) this.control.resume();
  }

  /** When all scripts that asked were stopped by others, nobody waits for an answer any more. */
  closeIfForgotten() {
    for (const asker of this.#askers) if (asker.ended) this.#askers.delete(asker);
    if (!this.isOpen || this.#askers.size > 0) return;
    this.host.closePopup();
    this.close(undefined);
  }
}
