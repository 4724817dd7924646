/** Finds the winner that is worth saying aloud: one that has stayed for a moment. */
import type { ClassId } from '../api';

export const STEADY_MS = 900;

export class Steady {
  #winner: ClassId | undefined;
  #since = 0;
  #said: ClassId | undefined;

  /** The winner at `now` milliseconds; true once for each winner that has stayed long enough. */
  hear(winner: ClassId, now: number): boolean {
    if (winner !== this.#winner) {
      this.#winner = winner;
      this.#since = now;
    }
    if (winner === this.#said || now - this.#since < STEADY_MS) return false;
    this.#said = winner;
    return true;
  }
}
