/**
 * What the model said last: one store for the whole program. A photo, a shape or a live frame fills
 * it; opening the popup, stopping live recognising or a new model empties it.
 */
import type { ClassId } from '../../api';
import { meantBy } from '../merged';
import type { Reports } from './reports';
import type { Thread } from './thread';
import type { Host, Recognition, RunNotice } from './types';

/** Before a camera that failed is tried again; a loop must not ask for it at every round. */
const RETRY_SECONDS = 1;

export class Recognising {
  #result: { recognition: Recognition; isLive: boolean } | undefined;
  #isLive = false;
  #failedAt: number | undefined;
  /** The popup is open: live frames do not count. */
  #isHeld = false;
  /** Scripts that have yet to read the popup's answer, before a live frame replaces it. */
  readonly #readers = new Set<Thread>();

  constructor(
    private readonly host: Host,
    private readonly reports: Reports,
    private readonly clock: { readonly seconds: number },
  ) {}

  /** Whether there is a model to ask; says so when there is none. */
  hasModel(): boolean {
    if (this.host.model().version !== undefined) return true;
    this.reports.notice('no_model');
    return false;
  }

  get isUnsure(): boolean {
    return this.#result?.recognition.unsure ?? false;
  }

  confidenceOf(id: ClassId): number {
    return this.#classes.find((one) => one.id === id)?.confidence ?? 0;
  }

  /** The class at a place among the best: 0 is the best, of equals the first. */
  best(place: number): ClassId | undefined {
    return ranked(this.#classes)[place]?.id;
  }

  /** What the camera sees now; a photo or a shape is not seen by it. */
  get seenNow(): { id: ClassId; confidence: number } | undefined {
    return this.#result?.isLive ? ranked(this.#classes)[0] : undefined;
  }

  clear() {
    this.#result = undefined;
  }

  setFromPicture(recognition: Recognition) {
    this.#set(recognition, false);
  }

  /* The popup */
  hold() {
    this.clear();
    this.#isHeld = true;
  }

  /** Live frames do not count before each of `readers` has gone on and given way once. */
  release(recognition: Recognition | undefined, readers: readonly Thread[]) {
    this.#isHeld = false;
    this.clear();
    if (recognition) this.#set(recognition, false);
    for (const reader of readers) this.#readers.add(reader);
  }

  gaveWay(thread: Thread) {
    this.#readers.delete(thread);
  }

  /* The live picture */
  startLive() {
    const failed = this.#failedAt;
    const isTooSoon = failed !== undefined && this.clock.seconds - failed < RETRY_SECONDS;
    if (this.#isLive || isTooSoon || !this.hasModel()) return;
    this.#isLive = true;
    this.host.setLive(true);
  }

  stopLive() {
    if (this.#result?.isLive) this.clear();
    if (!this.#isLive) return;
    this.#isLive = false;
    this.host.setLive(false);
  }

  seen(recognition: Recognition) {
    for (const reader of this.#readers) if (reader.ended) this.#readers.delete(reader);
    if (this.#isLive && !this.#isHeld && this.#readers.size === 0) this.#set(recognition, true);
  }

  liveFailed(notice: RunNotice) {
    this.#failedAt = this.clock.seconds;
    this.stopLive();
    this.reports.notice(notice);
  }

  modelChanged() {
    if (this.#result) this.reports.notice('model_changed');
    this.clear();
    if (this.host.model().version === undefined) this.stopLive();
  }

  /** What was said of the classes of now: those that were merged since are one, with the sum. */
  get #classes(): Recognition['classes'] {
    const { classes: now } = this.host.model();
    const sums = new Map<ClassId, number>();
    for (const { id, confidence } of this.#result?.recognition.classes ?? []) {
      const meant = meantBy(now, id)?.id ?? id;
      sums.set(meant, (sums.get(meant) ?? 0) + confidence);
    }
    return [...sums].map(([id, confidence]) => ({ id, confidence }));
  }

  /** An answer of a model that has been replaced meanwhile counts for nothing. */
  #set(recognition: Recognition, isLive: boolean) {
    if (recognition.modelVersion !== this.host.model().version) return;
    this.#result = { recognition, isLive };
  }
}

/** From the best on; sorting keeps the order of equals. */
const ranked = (classes: Recognition['classes']) =>
  [...classes].sort((one, other) => other.confidence - one.confidence);
