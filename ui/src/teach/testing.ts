/** For tests only: a project with classes, and enough of Rust behind it to change them. */
import type { ClassView, ErrorCode, Operation, ProjectView } from '../api';
import { projectView } from '../state/testing';

interface Options {
  headers?: Record<string, string>;
}

declare global {
  interface Window {
    __TAURI_INTERNALS__: {
      invoke: (name: string, args: unknown, options?: Options) => Promise<unknown>;
      convertFileSrc: (path: string, protocol: string) => string;
    };
  }
}

interface Args {
  classId: number;
  name: string;
  photoIds: number[];
  colour: number;
  from: number;
  into: number;
}

/** Photos with the ids `first`, `first + 1`, … */
export const photos = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: first + i, revision: 0 }));

/** A class without its photos' pictures. */
export const classView = (id: number, name: string, count = 0): ClassView => ({
  id,
  name,
  colour: id - 1,
  photos: photos(id * 100, count),
  merged: [],
});

/** Answers as Rust does, with the classes it was given; `called` are the commands that came. */
export class FakeRust {
  readonly called: string[] = [];
  /** What the next commands are refused with, by command. */
  readonly refuse: Partial<Record<string, ErrorCode>> = {};
  /** Answers of a command wait until the test lets them go. */
  readonly held: Partial<Record<string, Promise<unknown>>> = {};
  #past: ClassView[][] = [];
  #last: Operation | null = null;
  #nextPhoto = 9000;
  #revision = 1;

  constructor(public classes: ClassView[]) {
    // Tauri's own mock does not hand on the headers, which carry the class of a photo.
    window.__TAURI_INTERNALS__ = {
      invoke: (name, args, options) => this.#answer(name, args, options),
      convertFileSrc: (path, protocol) => `${protocol}://localhost/${encodeURIComponent(path)}`,
    };
  }

  view(): ProjectView {
    return projectView({ classes: this.classes, status: this.#status() });
  }

  #status(): ProjectView['status'] {
    const short = this.classes.filter((one) => one.photos.length < 5);
    return {
      revision: this.#revision,
      program_revision: 0,
      readiness: {
        ready: short.length === 0 && this.classes.length > 1,
        missing_classes: Math.max(0, 2 - this.classes.length),
        short_classes: short.map(({ id, name, photos: has }) => ({
          id,
          name,
          missing: 5 - has.length,
        })),
      },
      model: null,
      history: { undo: this.#last, redo: null, deleted_photos: 0 },
    };
  }

  #change(operation: Operation, classes: ClassView[]): ProjectView {
    this.#past.push(this.classes);
    this.#last = operation;
    this.#revision += 1;
    this.classes = classes;
    return this.view();
  }

  #each(change: (one: ClassView) => ClassView): ClassView[] {
    return this.classes.map(change);
  }

  async #answer(name: string, args: unknown, options?: Options): Promise<unknown> {
    this.called.push(name);
    const code = this.refuse[name];
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as Tauri rejects
    if (code) throw { code, detail: {} };
    const answer = this.#do(name, args, options?.headers ?? {});
    await this.held[name];
    return answer;
  }

  #do(name: string, args: unknown, headers: Record<string, string>): unknown {
    const { classId, name: wanted, photoIds, colour, from, into } = args as Args;
    switch (name) {
      case 'add_class':
        return this.#change('add_class', [...this.classes, classView(90, wanted)]);
      case 'rename_class': {
        const taken = this.classes.some((one) => one.id !== classId && one.name === wanted);
        const kept = taken ? `${wanted} 2` : wanted.trim();
        return this.#change(
          'rename_class',
          this.#each((one) => (one.id === classId ? { ...one, name: kept } : one)),
        );
      }
      case 'recolour_class':
        return this.#change(
          'recolour_class',
          this.#each((one) => (one.id === classId ? { ...one, colour } : one)),
        );
      case 'delete_class':
        return this.#change(
          'delete_class',
          this.classes.filter((one) => one.id !== classId),
        );
      case 'merge_class':
        return this.#merge(from, into);
      case 'delete_photos':
        return this.#change(
          'delete_photos',
          this.#each((one) => ({
            ...one,
            photos: one.photos.filter((photo) => !photoIds.includes(photo.id)),
          })),
        );
      case 'move_photos':
        return this.#move(photoIds, classId);
      case 'add_photo':
        return this.#add(Number(headers['class-id']));
      case 'undo':
        this.classes = this.#past.pop() ?? this.classes;
        this.#last = null;
        this.#revision += 1;
        return this.view();
      case 'photo_details':
        return { id: 100, width: 640, height: 480, square: { left: 80, top: 0, side: 480 } };
      case 'adjust_square':
        return this.#change('adjust_square', this.classes);
      default:
        return this.view();
    }
  }

  #move(ids: number[], to: number): ProjectView {
    const moving = this.classes.flatMap((one) => one.photos.filter(({ id }) => ids.includes(id)));
    return this.#change(
      'move_photos',
      this.#each((one) => ({
        ...one,
        photos: [
          ...one.photos.filter(({ id }) => !ids.includes(id)),
          ...(one.id === to ? moving : []),
        ],
      })),
    );
  }

  #merge(from: number, into: number): ProjectView {
    const gone = this.classes.find((one) => one.id === from)?.photos ?? [];
    return this.#change(
      'merge_class',
      this.#each((one) =>
        one.id === into ? { ...one, photos: [...one.photos, ...gone] } : one,
      ).filter((one) => one.id !== from),
    );
  }

  #add(classId: number) {
    const photo = { id: this.#nextPhoto++, revision: 0 };
    this.#change(
      'add_photos',
      this.#each((one) => (one.id === classId ? { ...one, photos: [...one.photos, photo] } : one)),
    );
    return { class_id: classId, photo, status: this.#status() };
  }
}
