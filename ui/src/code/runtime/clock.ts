/** The program's own time and its stopwatch. Both stand still while the program does. */

/** Moves on only when it is told to, so that all scripts of one tick see the same time. */
export class Clock {
  /** Since the start, without pauses. */
  seconds = 0;
  #last: number | undefined;

  constructor(private readonly now: () => number) {}

  go() {
    this.#last ??= this.now();
  }

  advance() {
    if (this.#last === undefined) return;
    const now = this.now();
    this.seconds += Math.max(0, now - this.#last) / 1000;
    this.#last = now;
  }

  /** Whether a moment has come. Ticks do not add up to whole seconds exactly. */
  hasReached(moment: number): boolean {
    return this.seconds >= moment - 1e-6;
  }

  halt() {
    this.advance();
    this.#last = undefined;
  }
}

/** Stands at 0 until a block starts it. */
export class Stopwatch {
  #gathered = 0;
  #since: number | undefined;

  constructor(private readonly clock: Clock) {}

  get seconds(): number {
    return this.#gathered + (this.#since === undefined ? 0 : this.clock.seconds - this.#since);
  }

  start() {
    this.#since ??= this.clock.seconds;
  }

  stop() {
    this.#gathered = this.seconds;
    this.#since = undefined;
  }

  /** Goes on from 0 if it runs. */
  reset() {
    this.#gathered = 0;
    if (this.#since !== undefined) this.#since = this.clock.seconds;
  }
}
