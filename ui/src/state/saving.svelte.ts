/** Whether everything the user did is on the disk. */
import { watchChanges } from '../api';

/** A "Saving…" that was shown stays this long, so that it can be read. */
const SHOWN_AT_LEAST_MS = 350;

class Saving {
  /** True while a change is on its way to the disk, and a moment longer. */
  busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    watchChanges((pending) => {
      clearTimeout(this.#timer);
      if (pending > 0) this.busy = true;
      else this.#timer = setTimeout(() => (this.busy = false), SHOWN_AT_LEAST_MS);
    });
  }
}

export const saving = new Saving();
