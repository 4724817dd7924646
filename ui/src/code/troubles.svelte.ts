/** What could not be done in the last run, block by block, until the next start. */
import type { BlockTrouble } from './runtime/types';

export interface Trouble {
  objectId: string;
  blockId: string;
  trouble: BlockTrouble;
}

/** A program can fail in more places than anybody reads. */
const MOST = 100;

export class Troubles {
  list = $state.raw<Trouble[]>([]);

  /** Notes it; false when it is known already, or there are too many. */
  add(found: Trouble): boolean {
    const isSame = (one: Trouble) =>
      one.blockId === found.blockId &&
      one.objectId === found.objectId &&
      one.trouble === found.trouble;
    if (this.list.length >= MOST || this.list.some(isSame)) return false;
    this.list = [...this.list, found];
    return true;
  }

  of(objectId: string | undefined): Trouble[] {
    return this.list.filter((one) => one.objectId === objectId);
  }

  clear() {
    if (this.list.length > 0) this.list = [];
  }
}
