/**
 * Files on their way into classes. A few at a time are read and sent, in the order in which they
 * were given, so that a whole folder never lies in memory; what was refused is kept for one summary per class.
 * Never here: judging the contents of a file (Rust does), sentences, components.
 */
import { SvelteMap } from 'svelte/reactivity';
import { AppError, type ClassId, type ErrorCode } from '../api';
import type { Refusal } from './refusals';

/** Files that are read and sent at the same time. */
const AT_ONCE = 3;
/** Rust refuses more than this; asking the size first saves reading the file. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Codes that speak of one file. Every other code is about the disk, the class or the project. */
const ABOUT_THE_FILE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_a_file',
  'empty',
  'too_large',
  'unsupported_format',
  'corrupt',
  'too_many_pixels',
  'too_small',
  'bad_request',
  'internal',
]);

/** As much of a File as an upload needs. */
export type Source = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** What became of the files that were given to one class. */
export interface Batch {
  classId: ClassId;
  /** `looking`: folders are still being walked through. `stopping`: the last ones arrive. */
  phase: 'looking' | 'running' | 'stopping' | 'ended';
  /** Files in all. */
  total: number;
  /** Photos that are in. */
  added: number;
  refused: Refusal[];
  /** Files that were never sent, because the upload was stopped. */
  unsent: number;
  /** Why it was stopped: by the user, or by a failure that would meet every file. */
  stoppedBy: 'user' | AppError | null;
}

interface Job {
  classId: ClassId;
  source: Source;
}

/** Sends the bytes of one photo to a class; rejects with an AppError. */
type Send = (classId: ClassId, bytes: ArrayBuffer) => Promise<void>;

export class UploadQueue {
  /** The running and the finished batches by class; a batch without refusals leaves by itself. */
  #batches = new SvelteMap<ClassId, Batch>();
  #send: Send;
  #onended: (batch: Batch) => void;
  #jobs: Job[] = [];
  #sending = 0;
  /** Ends when every file so far has been sent, though not answered, or never will be. */
  #sent: Promise<unknown> = Promise.resolve();
  /** For each class that has them: folders that are being walked through. */
  #walks: ClassId[] = [];

  constructor(send: Send, onended: (batch: Batch) => void = () => undefined) {
    this.#send = send;
    this.#onended = onended;
  }

  /** What becomes of the files of a class now. */
  of(classId: ClassId): Batch | undefined {
    return this.#batches.get(classId);
  }

  /** Takes files for a class, behind those that wait already. */
  async add(classId: ClassId, sources: readonly Source[] | Promise<readonly Source[]>) {
    let list: readonly Source[];
    if (sources instanceof Promise) {
      this.#begin(classId, 'looking');
      this.#walks.push(classId);
      list = await sources;
      this.#walks.splice(this.#walks.indexOf(classId), 1);
    } else {
      list = sources;
    }
    const batch = this.#begin(classId, 'running');
    const total = batch.total + list.length;
    if (batch.phase === 'running') {
      this.#change(classId, { total });
      for (const source of list) this.#jobs.push({ classId, source });
      this.#fill();
    } else {
      // What comes after a stop stays out, and the summary counts it.
      this.#change(classId, { total, unsent: batch.unsent + list.length });
    }
    this.#endWhenDone(classId);
  }

  /** Sends nothing more to the class; what is in stays in. */
  cancel(classId: ClassId) {
    this.#stop(classId, 'user');
  }

  /** Sends nothing more at all: the project is being left. */
  cancelAll() {
    for (const classId of [...this.#batches.keys()]) this.cancel(classId);
  }

  /** Takes the summary away. */
  dismiss(classId: ClassId) {
    if (this.of(classId)?.phase === 'ended') this.#batches.delete(classId);
  }

  /** The batch of a class that files can join: a new one, or the one that has not ended. */
  #begin(classId: ClassId, phase: 'looking' | 'running'): Batch {
    const before = this.of(classId);
    if (before && before.phase !== 'ended') {
      if (before.phase === 'looking') this.#change(classId, { phase });
      return this.of(classId) ?? before;
    }
    const batch: Batch = {
      classId,
      phase,
      total: 0,
      added: 0,
      refused: [],
      unsent: 0,
      stoppedBy: null,
    };
    this.#batches.set(classId, batch);
    return batch;
  }

  #change(classId: ClassId, changes: Partial<Batch>) {
    const batch = this.of(classId);
    if (batch) this.#batches.set(classId, { ...batch, ...changes });
  }

  #fill() {
    while (this.#sending < AT_ONCE) {
      const job = this.#jobs.shift();
      if (!job) return;
      void this.#run(job);
    }
  }

  async #run({ classId, source }: Job) {
    this.#sending += 1;
    const code = await this.#take(classId, source);
    this.#sending -= 1;
    const batch = this.of(classId);
    if (code === 'added') this.#change(classId, { added: (batch?.added ?? 0) + 1 });
    else if (code === 'unsent') this.#change(classId, { unsent: (batch?.unsent ?? 0) + 1 });
    else
      this.#change(classId, { refused: [...(batch?.refused ?? []), { name: source.name, code }] });
    this.#endWhenDone(classId);
    this.#fill();
  }

  /** Reads one file, sends it when those before it have been sent, and waits for the answer. */
  async #take(classId: ClassId, source: Source): Promise<'added' | 'unsent' | ErrorCode> {
    if (source.size > MOST_BYTES) return 'too_large';
    const reading = source.arrayBuffer().catch(() => undefined);
    const sent = this.#sent.then(async () => {
      const bytes = await reading;
      if (!bytes) return 'not_a_file';
      if (this.of(classId)?.phase !== 'running') return 'unsent';
      return { answer: this.#send(classId, bytes) };
    });
    this.#sent = sent;
    const outcome = await sent;
    if (typeof outcome === 'string') return outcome;
    try {
      await outcome.answer;
      return 'added';
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (ABOUT_THE_FILE.has(error.code)) return error.code;
      if (error.code === 'class_not_found') this.#stop(classId, error);
      else for (const other of [...this.#batches.keys()]) this.#stop(other, error);
      return 'unsent';
    }
  }

  #stop(classId: ClassId, stoppedBy: 'user' | AppError) {
    const batch = this.of(classId);
    if (!batch || batch.phase === 'ended' || batch.phase === 'stopping') return;
    const waiting = this.#jobs.filter((job) => job.classId === classId).length;
    this.#jobs = this.#jobs.filter((job) => job.classId !== classId);
    this.#change(classId, { phase: 'stopping', stoppedBy, unsent: batch.unsent + waiting });
    this.#endWhenDone(classId);
  }

  #endWhenDone(classId: ClassId) {
    const batch = this.of(classId);
    if (!batch || (batch.phase !== 'running' && batch.phase !== 'stopping')) return;
    if (this.#walks.includes(classId)) return;
    if (batch.added + batch.refused.length + batch.unsent < batch.total) return;
    const ended: Batch = { ...batch, phase: 'ended' };
    if (batch.refused.length > 0 || batch.stoppedBy) this.#change(classId, { phase: 'ended' });
    else this.#batches.delete(classId);
    this.#onended(ended);
  }
}
