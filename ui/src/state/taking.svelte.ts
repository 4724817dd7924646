/**
 * Taking in a project file from elsewhere: its bytes go to Rust piece by piece, so that the file
 * never lies in memory; Rust checks it and opens the copy. The file itself stays as it is.
 */
import * as api from '../api';
import { app } from './app.svelte';

/** What can be taken in has this at the end of its name. */
export const FILE_ENDING = '.nunchi';

class Taking {
  /** The name of the file that is being taken in, without its ending. */
  name = $state<string>();
  /** Share of the bytes that are over, 0 to 1. */
  done = $state(0);
  /** Whether the user wants it no more. */
  isStopping = $state(false);
  /** All is over, and Rust looks through it. */
  isChecking = $derived(this.done === 1);
  #stop = new AbortController();

  /** Takes a file in and goes into the project. */
  async take(file: File) {
    if (this.name !== undefined) return;
    const name = withoutEnding(file.name);
    await app.openBy('file', () => this.#open(file, name), { name });
  }

  /** Sends nothing more; what is over is thrown away. */
  cancel() {
    if (this.isChecking) return;
    this.isStopping = true;
    this.#stop.abort();
  }

  async #open(file: File, name: string): Promise<api.ProjectView | undefined> {
    this.name = name;
    this.done = 0;
    this.isStopping = false;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      return await api.importProject(file, (share) => (this.done = share), signal);
    } catch (thrown) {
      if (signal.aborted) return undefined;
      // What is no answer of Rust comes from the file: it is gone, or may not be read.
      throw thrown instanceof api.AppError ? thrown : new api.AppError('not_a_file');
    } finally {
      this.name = undefined;
    }
  }
}

function withoutEnding(name: string): string {
  return name.toLowerCase().endsWith(FILE_ENDING) ? name.slice(0, -FILE_ENDING.length) : name;
}

export const taking = new Taking();
