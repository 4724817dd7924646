/**
 * The open program as the window knows it. A change shows at once and is saved one after the
 * other; what comes back by undo, or was refused by the disk, is read anew from Rust.
 * Never here: what blocks mean, how anything looks.
 */
import * as api from '../api';
import type { ObjectId, ObjectView, Operation, ProgramChange, ProgramShared } from '../api';
import { notices } from '../state/notices.svelte';
import type { OpenProject } from '../state/project.svelte';

/** A program without its number. */
export interface ProgramParts {
  shared: ProgramShared;
  objects: ObjectView[];
}

export type ProgramState = 'loading' | 'ready' | 'failed';

export class CodeProgram {
  state = $state<ProgramState>('loading');
  shared = $state.raw<ProgramShared>(noProgram().shared);
  /** From back to front. */
  objects = $state.raw<ObjectView[]>([]);
  /** The object whose blocks are shown. */
  selectedId = $state<ObjectId>();
  selected = $derived(this.objects.find((one) => one.id === this.selectedId));
  /** Why the program could not be read. */
  problem = $state.raw<api.AppError>();

  /** The revision that is shown, or on its way to the disk. */
  #revision = -1;
  /** Saves that have not been answered. */
  #pending = 0;
  #saved: Promise<void> = Promise.resolve();
  /** Whether what is kept is not what is shown, and is to be read once nothing is on its way. */
  #isBehind = false;
  /** Whether the project had no program when it was first read; one that was emptied stays empty. */
  #beganEmpty: boolean | undefined;
  /** True while the project has no program of its own and shows the first one. */
  #isFirst = false;

  /** `first`: what a project without a program shows; it is kept with the first change. */
  constructor(
    private readonly project: OpenProject,
    private readonly first: () => ProgramParts,
  ) {}

  /** Reads the program unless the newest is shown already, or is on its way to the disk. */
  async follow(revision: number) {
    if (revision === this.#revision) return;
    if (this.#pending > 0) this.#isBehind = true;
    else await this.#read();
  }

  /** Makes one step that can be undone. Answers when it is on the disk, or was refused. */
  change(operation: Operation, changes: ProgramChange[]): Promise<void> {
    const first = this.#allOfIt();
    this.#show(changes);
    this.#pending++;
    this.#saved = api.changingProgram(
      this.#saved.then(() =>
        this.#save(operation, this.#isFirst ? [...first, ...changes] : changes),
      ),
    );
    return this.#saved;
  }

  putBlocks(id: ObjectId, blocks: string) {
    const object = this.objects.find((one) => one.id === id);
    if (!object || object.blocks === blocks) return;
    void this.change('change_blocks', [put({ ...object, blocks })]);
  }

  putObject(object: ObjectView) {
    const before = this.objects.find((one) => one.id === object.id);
    if (before && JSON.stringify(before) === JSON.stringify(object)) return;
    void this.change('change_object', [put(object)]);
  }

  /** Adds an object before the others and selects it. */
  addObject(object: ObjectView) {
    void this.change('add_object', [put(object), this.#inOrder([...this.#ids(), object.id])]);
    this.selectedId = object.id;
  }

  deleteObject(id: ObjectId) {
    const place = this.objects.findIndex((one) => one.id === id);
    if (place < 0) return;
    const rest = this.#ids().filter((one) => one !== id);
    if (this.selectedId === id) this.selectedId = rest[Math.min(place, rest.length - 1)];
    void this.change('delete_object', [{ kind: 'remove_object', id }, this.#inOrder(rest)]);
  }

  reorder(order: ObjectId[]) {
    void this.change('change_object', [this.#inOrder(order)]);
  }

  putShared(operation: Operation, shared: ProgramShared) {
    void this.change(operation, [{ kind: 'shared', shared }]);
  }

  /** Puts another program in the place of this one, as one step. */
  replace(program: ProgramParts) {
    const order = program.objects.map((one) => one.id);
    const gone = this.#ids().filter((id) => !order.includes(id));
    void this.change('open_program', [
      ...gone.map((id): ProgramChange => ({ kind: 'remove_object', id })),
      ...program.objects.map(put),
      { kind: 'shared', shared: { ...program.shared, order } },
    ]);
    this.selectedId = order.at(-1);
  }

  async #read() {
    try {
      const view = await api.readProgram();
      // Something was changed here meanwhile: what it makes of the program is newer.
      if (this.#pending > 0 || view.revision < this.#revision) return;
      this.#isBehind = false;
      this.#revision = view.revision;
      this.#beganEmpty ??= view.revision === 0;
      this.#isFirst = this.#beganEmpty && isEmpty(view);
      const { shared, objects } = this.#isFirst ? this.first() : view;
      this.shared = shared;
      this.objects = objects;
      this.#keepSelection();
      this.state = 'ready';
    } catch (thrown) {
      this.problem = api.AppError.from(thrown);
      this.state = 'failed';
    }
  }

  async #save(operation: Operation, changes: ProgramChange[]) {
    try {
      const saved = await api.changeProgram(operation, changes);
      this.#isFirst = false;
      this.#revision = saved.revision;
      this.project.applyStatus(saved.status);
    } catch (thrown) {
      notices.problem(thrown);
      this.#isBehind = true;
    }
    this.#pending--;
    if (this.#isBehind && this.#pending === 0) await this.#read();
  }

  #show(changes: ProgramChange[]) {
    for (const change of changes) {
      if (change.kind === 'shared') this.shared = change.shared;
      else if (change.kind === 'remove_object')
        this.objects = this.objects.filter((one) => one.id !== change.id);
      else this.#showObject(change.object);
    }
    this.objects = sorted(this.objects, this.shared.order);
    this.#keepSelection();
  }

  #showObject(object: ObjectView) {
    const isThere = this.objects.some((one) => one.id === object.id);
    this.objects = isThere
      ? this.objects.map((one) => (one.id === object.id ? object : one))
      : [...this.objects, object];
  }

  #keepSelection() {
    if (!this.objects.some((one) => one.id === this.selectedId))
      this.selectedId = this.objects.at(-1)?.id;
  }

  #ids() {
    return this.objects.map((one) => one.id);
  }

  #inOrder(order: ObjectId[]): ProgramChange {
    return { kind: 'shared', shared: { ...this.shared, order } };
  }

  #allOfIt(): ProgramChange[] {
    return [...this.objects.map(put), { kind: 'shared', shared: this.shared }];
  }
}

const put = (object: ObjectView): ProgramChange => ({ kind: 'put_object', object });

/** Objects that the order does not name come last, as Rust has it too. */
function sorted(objects: ObjectView[], order: ObjectId[]): ObjectView[] {
  const place = (object: ObjectView) => {
    const found = order.indexOf(object.id);
    return found < 0 ? order.length : found;
  };
  return [...objects].sort((one, other) => place(one) - place(other));
}

function noProgram(): ProgramParts {
  return {
    shared: { order: [], backdrop: null, variables: [], lists: [], messages: [] },
    objects: [],
  };
}

/** Whether nothing was ever put into it, or all of it was undone. */
function isEmpty({ shared, objects }: api.ProgramView): boolean {
  const nothing = JSON.stringify(noProgram().shared);
  return objects.length === 0 && JSON.stringify({ ...noProgram().shared, ...shared }) === nothing;
}
