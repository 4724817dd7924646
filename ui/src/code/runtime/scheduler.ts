/**
 * Whose turn it is. A round gives every thread one turn, in the order in which they were started.
 * An event starts threads by actor from back to front, for each by script from above; always new
 * ones, as in Entry, also while those of an earlier event still run. A thread that is started has
 * its first turn in the next round.
 *
 * A round is one tick. When there is too much to do for a tick, the round goes on in the next one
 * with the thread that follows, so that the window answers and the order stays.
 */
import { step } from './machine';
import type { Thread } from './thread';
import type { World } from './world';

export const MAX_THREADS = 1_000;
/** Steps of all threads in one tick. */
export const MAX_STEPS = 50_000;
/** Steps of one thread in one turn, however many threads there are. */
const LEAST_STEPS = 200;
const MOST_MS = 8;
/** Steps between two looks at the host's clock. */
const LOOK_EVERY = 16;

export class Scheduler {
  readonly threads: Thread[] = [];
  /** Place of the thread whose turn is next. */
  #next = 0;
  /** Where the round ends: threads behind it came later. */
  #end = 0;
  #left = 0;
  #until = 0;

  constructor(private readonly world: World) {}

  /** False when there are too many already; those that run go on. */
  add(thread: Thread): boolean {
    if (this.threads.length >= MAX_THREADS) return false;
    this.threads.push(thread);
    return true;
  }

  tick() {
    if (this.#next >= this.#end) this.#beginRound();
    this.#left = MAX_STEPS;
    this.#until = this.world.host.now() + MOST_MS;
    while (this.#next < this.#end && this.#left > 0 && this.#isRunning) {
      const thread = this.threads[this.#next];
      this.#next += 1;
      if (thread && !thread.ended) this.#turn(thread);
    }
    if (this.#next >= this.#end) this.#forgetEnded();
  }

  /** The blocks at which the threads stand. */
  standing(): Set<string> {
    const ids = this.threads.map((thread) => thread.standsAt?.id ?? '');
    return new Set(ids.filter((id) => id !== ''));
  }

  get #isRunning() {
    return this.world.control.state === 'running';
  }

  #beginRound() {
    this.#forgetEnded();
    this.#next = 0;
    this.#end = this.threads.length;
  }

  /** Only between two rounds: within one, places must not move. */
  #forgetEnded() {
    const running = this.threads.filter((thread) => !thread.ended);
    if (running.length < this.threads.length) this.threads.splice(0, Infinity, ...running);
    this.#next = this.#end = 0;
  }

  #turn(thread: Thread) {
    const share = Math.max(LEAST_STEPS, Math.floor(MAX_STEPS / Math.max(1, this.#end)));
    for (let taken = 0; taken < share && this.#left > 0 && this.#isRunning; taken++) {
      this.#left -= 1;
      const givesWay = step(thread, this.world);
      if (givesWay || thread.ended) return this.world.recognising.gaveWay(thread);
      if (taken % LOOK_EVERY === LOOK_EVERY - 1 && this.world.host.now() > this.#until)
        this.#left = 0;
    }
  }
}
