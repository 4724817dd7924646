/**
 * Press and hold takes photo after photo. A short press is not a burst: it is left to the caller,
 * so that a click stays a click.
 */

/** Held longer than this, a press becomes a burst. */
export const HOLD_MS = 400;
/** From one photo of a burst to the next: about four a second. */
export const BURST_EVERY_MS = 250;

export class Burst {
  /** Photos taken in this burst; stays until the next press. */
  count = $state(0);
  running = $state(false);
  #hold: ReturnType<typeof setTimeout> | undefined;

  /** `take` ends when the photo is kept, and says whether there was one. */
  constructor(private readonly take: () => Promise<boolean>) {}

  /** The button goes down. */
  press() {
    if (this.running) return;
    clearTimeout(this.#hold);
    this.count = 0;
    this.#hold = setTimeout(() => void this.#run(), HOLD_MS);
  }

  /** The button comes up, or the press is broken off. */
  release() {
    clearTimeout(this.#hold);
    this.running = false;
  }

  /** One after the other: a photo waits for the one before it, not only for its time. */
  async #run() {
    this.running = true;
    while (this.running) {
      const pause = new Promise((resolve) => setTimeout(resolve, BURST_EVERY_MS));
      const taken = await this.take().catch(() => false);
      if (!taken) {
        this.running = false;
        return;
      }
      this.count++;
      await pause;
    }
  }
}
