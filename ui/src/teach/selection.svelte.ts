/**
 * Which photos of a class are selected, and from where a range starts.
 * Never here: pointers and keys, what is done with the selected photos.
 */
/* eslint-disable svelte/prefer-svelte-reactivity -- a set is replaced whole, never changed */
import type { PhotoId } from '../api';

const NONE: ReadonlySet<PhotoId> = new Set();

export class Selection {
  /** What is selected. */
  chosen = $state.raw<ReadonlySet<PhotoId>>(NONE);
  /** Whether a tap selects: also before the first photo is selected. */
  on = $state(false);
  #anchor: PhotoId | undefined;

  has(id: PhotoId): boolean {
    return this.chosen.has(id);
  }

  /** A tap selects from now on. */
  begin() {
    this.on = true;
  }

  /** Adds a photo, or takes it out. */
  toggle(id: PhotoId) {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.#anchor = id;
    this.replace(next);
  }

  /** Where the next range starts. */
  anchorAt(id: PhotoId) {
    this.#anchor = id;
  }

  /** Selects everything from the last touched photo to this one; `order` is that of the screen. */
  extendTo(id: PhotoId, order: readonly PhotoId[]) {
    const to = order.indexOf(id);
    const from = this.#anchor === undefined ? -1 : order.indexOf(this.#anchor);
    if (from < 0) return this.toggle(id);
    const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.replace([...this.chosen, ...range]);
  }

  /** Selects exactly these. */
  replace(ids: Iterable<PhotoId>) {
    this.chosen = new Set(ids);
    if (this.chosen.size > 0) this.on = true;
  }

  /** Selects nothing, and a tap is a tap again. */
  clear() {
    this.chosen = NONE;
    this.on = false;
    this.#anchor = undefined;
  }

  /** Forgets photos that are gone; what was selected and is gone does not come back selected. */
  keep(present: readonly PhotoId[]) {
    if (this.chosen.size === 0) return;
    const there = new Set(present);
    const left = [...this.chosen].filter((id) => there.has(id));
    if (left.length === this.chosen.size) return;
    if (left.length === 0) this.clear();
    else this.replace(left);
  }
}
