/** Variables, lists and messages of the program: making, naming and deleting them. */
import type { ProgramShared } from '../api';
import { freshId } from './names';
import type { CodeProgram } from './program.svelte';

export type DataKind = 'variable' | 'list' | 'message';

/** A question for a name; `name` is empty for something new. */
export interface NameRequest {
  kind: DataKind;
  name: string;
  /** Names that are taken. */
  others: string[];
  take: (name: string) => void;
}

const field = { variable: 'variables', list: 'lists', message: 'messages' } as const;

export class ProgramData {
  /** The question that is being asked. */
  request = $state.raw<NameRequest>();

  constructor(private readonly program: CodeProgram) {}

  /** Asks for a name and makes it; `use` gets the id of what was made. */
  make(kind: DataKind, use?: (id: string) => void) {
    this.request = {
      kind,
      name: '',
      others: this.#names(kind),
      take: (name) => {
        const id = this.#add(kind, name);
        use?.(id);
      },
    };
  }

  /** Asks for another name. */
  rename(kind: DataKind, id: string) {
    const one = this.program.shared[field[kind]].find((other) => other.id === id);
    if (!one) return;
    this.request = {
      kind,
      name: one.name,
      others: this.#names(kind).filter((name) => name !== one.name),
      take: (name) => this.#change(kind, id, { name }),
    };
  }

  /** Deletes it; blocks that name it are marked. */
  delete(kind: DataKind, id: string) {
    const { shared } = this.program;
    const rest = (shared[field[kind]] as { id: string }[]).filter((one) => one.id !== id);
    this.#put({ ...shared, [field[kind]]: rest });
  }

  /** Whether the stage shows a variable or a list. */
  show(kind: 'variable' | 'list', id: string, shown: boolean) {
    this.#change(kind, id, { shown });
  }

  #names(kind: DataKind) {
    return this.program.shared[field[kind]].map((one) => one.name);
  }

  #add(kind: DataKind, name: string): string {
    const { shared } = this.program;
    const id = freshId();
    if (kind === 'variable') {
      const one = { id, name, value: '0', shown: true };
      this.#put({ ...shared, variables: [...shared.variables, one] });
    } else if (kind === 'list') {
      this.#put({ ...shared, lists: [...shared.lists, { id, name, items: [], shown: true }] });
    } else {
      this.#put({ ...shared, messages: [...shared.messages, { id, name }] });
    }
    return id;
  }

  #change(kind: DataKind, id: string, change: { name?: string; shown?: boolean }) {
    const { shared } = this.program;
    const all = (shared[field[kind]] as { id: string }[]).map((one) =>
      one.id === id ? { ...one, ...change } : one,
    );
    this.#put({ ...shared, [field[kind]]: all });
  }

  #put(shared: ProgramShared) {
    this.program.putShared('change_data', shared);
  }
}
