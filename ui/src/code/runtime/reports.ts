/** What a run tells the user in passing, without saying the same over and over. */
import type { ErrorCode } from '../../api';
import type { BlockTrouble, Host, RunNotice } from './types';

/** Between two troubles of one block, so that an endless loop does not flood the window. */
const PAUSE_MS = 1000;

export class Reports {
  readonly #troubled = new Map<string, number>();
  readonly #noticed = new Set<RunNotice>();

  constructor(private readonly host: Host) {}

  trouble(blockId: string, objectId: string, trouble: BlockTrouble) {
    const key = JSON.stringify([objectId, blockId]);
    const now = this.host.now();
    const last = this.#troubled.get(key);
    if (last !== undefined && now - last < PAUSE_MS) return;
    this.#troubled.set(key, now);
    this.host.trouble(blockId, objectId, trouble);
  }

  /** Each once a run. */
  notice(notice: RunNotice, error?: ErrorCode) {
    if (this.#noticed.has(notice)) return;
    this.#noticed.add(notice);
    if (error === undefined) this.host.notice(notice);
    else this.host.notice(notice, error);
  }
}
