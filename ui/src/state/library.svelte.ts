/**
 * All projects and the bin, as Rust last told them, and what can be done to a project that is
 * not open. Never here: opening one, sentences on cards.
 */
import * as api from '../api';
import { t } from '../i18n/index.svelte';
import { notices } from './notices.svelte';

class Library {
  projects = $state.raw<api.ProjectCard[]>([]);
  bin = $state.raw<api.ProjectCard[]>([]);
  /** The project that something is being done to now. */
  busyId = $state<api.ProjectId>();
  /** The project that was just made or put back, so that its card can be shown. */
  freshId = $state<api.ProjectId>();
  #last: Promise<unknown> = Promise.resolve();

  apply(view: api.LibraryView) {
    this.projects = view.projects;
    this.bin = view.bin;
  }

  async refresh() {
    await this.#ask(undefined, () => api.listProjects());
  }

  /** Rejects with what went wrong: the dialog that asks for the name says it. */
  rename = (id: api.ProjectId, name: string) => this.#turn(id, () => api.renameProject(id, name));

  /** Makes a second project of one; its name says so. */
  async duplicate({ id, name }: api.ProjectCard) {
    let copy = '';
    let before = new Set<api.ProjectId>();
    const done = await this.#ask(id, () => {
      // Only now: what was asked for before may have made a copy too.
      before = new Set(this.projects.map((one) => one.id));
      const taken = this.projects.map((one) => one.name);
      copy = nameOfCopy(name, taken);
      return api.duplicateProject(id, copy);
    });
    if (!done) return;
    this.freshId = this.projects.find((one) => !before.has(one.id))?.id;
    notices.show({ tone: 'good', text: t('projects:duplicated', { name: copy }) });
  }

  /**
   * Puts a project into the bin, and offers to take it back. Rejects with what went wrong: a
   * dialog may ask for it, which says that itself.
   */
  async moveToBin({ id, name }: Pick<api.ProjectCard, 'id' | 'name'>) {
    await this.#turn(id, () => api.binProject(id));
    const action = { label: t('projects:undo'), run: () => void this.#takeBack(id) };
    notices.show({ tone: 'plain', text: t('projects:binned', { name }), action });
  }

  /** Takes a project out of the bin. */
  async restore({ id, name }: api.ProjectCard) {
    if (await this.#takeBack(id))
      notices.show({ tone: 'good', text: t('projects:restored', { name }) });
  }

  /** Erases a project that is in the bin: its bytes are overwritten. */
  erase = (id: api.ProjectId) => this.#ask(id, () => api.eraseProject(id));

  /** Erases all that is in the bin, one after the other; stops at the first that fails. */
  async emptyBin(): Promise<boolean> {
    for (const { id } of [...this.bin]) if (!(await this.erase(id))) return false;
    return true;
  }

  async #takeBack(id: api.ProjectId): Promise<boolean> {
    const done = await this.#ask(id, () => api.restoreProject(id));
    if (done) this.freshId = id;
    return done;
  }

  /** Says by a notice what went wrong, and gives false then. */
  async #ask(id: api.ProjectId | undefined, ask: () => Promise<api.LibraryView>): Promise<boolean> {
    try {
      await this.#turn(id, ask);
      return true;
    } catch (thrown) {
      notices.problem(thrown);
      return false;
    }
  }

  /** One thing after the other, so that the answers come in their order. */
  #turn(id: api.ProjectId | undefined, ask: () => Promise<api.LibraryView>): Promise<void> {
    const turn = this.#last.then(async () => {
      this.busyId = id;
      try {
        this.apply(await ask());
      } finally {
        this.busyId = undefined;
      }
    });
    // What fails holds up nothing.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** "Fruit copy", "Fruit copy 2", and so on: the first that is free. */
export function nameOfCopy(name: string, taken: string[]): string {
  const first = t('projects:copy_name', { name });
  let wanted: string = first;
  for (let number = 2; taken.includes(wanted); number++) wanted = `${first} ${number}`;
  return wanted;
}

export const library = new Library();
