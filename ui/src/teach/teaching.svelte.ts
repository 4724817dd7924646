/**
 * What can be done to the classes and photos of the open project: each asks Rust and shows its
 * answer; what takes something away offers an Undo. Also which class is open.
 * Never here: the document, gestures, training.
 */
import * as api from '../api';
import { t } from '../i18n/index.svelte';
import { offer, undo } from '../state/history';
import { notices } from '../state/notices.svelte';
import type { OpenProject } from '../state/project.svelte';
import { nextName, tidyName } from './names';
import { UploadQueue, type Batch } from './upload.svelte';

/** The second tap of a double tap is no second wish. */
export const DOUBLE_TAP_MS = 450;

export type Input = 'upload' | 'camera';

export class Teaching {
  readonly project: OpenProject;
  readonly uploads: UploadQueue;
  /** The class that is open. It may be gone for now: an undo brings it back open. */
  openId = $state<api.ClassId>();
  /** The class that was just made: its name waits to be typed. */
  freshId = $state<api.ClassId>();
  /** How photos are added, the same in every class. */
  input = $state<Input>('upload');
  /** What was just done, for screen readers. */
  said = $state('');
  /** True while a class is being made. */
  adding = $state(false);
  #addedAt = -Infinity;

  constructor(project: OpenProject) {
    this.project = project;
    this.openId = project.view.classes[0]?.id;
    this.uploads = new UploadQueue(
      (classId, bytes) => this.#add(classId, bytes),
      (batch) => this.#tell(batch),
    );
  }

  get classes(): readonly api.ClassView[] {
    return this.project.view.classes;
  }

  /** Photos that a class still needs before the model can be trained. */
  missing(id: api.ClassId): number {
    const short = this.project.view.status.readiness.short_classes;
    return short.find((one) => one.id === id)?.missing ?? 0;
  }

  open(id: api.ClassId | undefined) {
    this.openId = id;
    this.freshId = undefined;
  }

  /** Makes a class and opens it, with its name to be typed. */
  async addClass() {
    if (this.adding || performance.now() - this.#addedAt < DOUBLE_TAP_MS) return;
    this.adding = true;
    const before = this.classes.map((one) => one.id);
    const name = nextName(
      this.classes.map((one) => one.name),
      (number) => t('teach:default_class', { number }),
    );
    if (await this.#change(() => api.addClass(name))) {
      const made = this.classes.find((one) => !before.includes(one.id));
      if (made) {
        this.open(made.id);
        this.freshId = made.id;
      }
      this.#addedAt = performance.now();
    }
    this.adding = false;
  }

  /** Gives a class a name; false when Rust refused it and the old one stays. */
  async rename(id: api.ClassId, typed: string): Promise<boolean> {
    const taken = this.classes.some((one) => one.id !== id && one.name === tidyName(typed));
    if (!(await this.#change(() => api.renameClass(id, typed)))) return false;
    const name = this.project.classOf(id)?.name ?? '';
    const wanted = tidyName(typed);
    if (taken) notices.show({ tone: 'plain', text: t('teach:name_taken', { wanted, name }) });
    else if (name !== wanted && wanted.startsWith(name))
      notices.show({ tone: 'plain', text: t('teach:name_mended', { name }) });
    return true;
  }

  async recolour(id: api.ClassId, colour: number) {
    await this.#change(() => api.recolourClass(id, colour));
  }

  async deleteClass({ id, name, photos }: api.ClassView) {
    this.uploads.cancel(id);
    if (await this.#change(() => api.deleteClass(id)))
      this.#offerUndo(t('teach:class_deleted', { name, count: photos.length }));
  }

  /** Gives the photos of a class to another one, which stays; blocks that name it follow. */
  async mergeClass({ id, name, photos }: api.ClassView, into: api.ClassView): Promise<boolean> {
    this.uploads.cancel(id);
    const done = await this.#change(() => api.mergeClass(id, into.id));
    if (!done) return false;
    this.open(into.id);
    this.#offerUndo(t('teach:class_merged', { name, into: into.name, count: photos.length }));
    return true;
  }

  async deletePhotos(ids: api.PhotoId[]): Promise<boolean> {
    const done = await this.#change(() => api.deletePhotos(ids));
    if (done) this.#offerUndo(t('teach:photos_deleted', { count: ids.length }));
    return done;
  }

  async movePhotos(ids: api.PhotoId[], to: api.ClassView): Promise<boolean> {
    const done = await this.#change(() => api.movePhotos(ids, to.id));
    if (done) this.#offerUndo(t('teach:photos_moved', { count: ids.length, name: to.name }));
    return done;
  }

  /** Keeps another square of a photo; false when Rust refused it. */
  adjustSquare(id: api.PhotoId, square: api.SquareView): Promise<boolean> {
    return this.#change(() => api.adjustSquare(id, square));
  }

  /** Puts files into a class, with progress and a summary. */
  addFiles(id: api.ClassId, files: File[] | Promise<File[]>) {
    if (Array.isArray(files) && files.length === 0) return;
    void this.uploads.add(id, files);
  }

  /** Puts a photo from the camera into a class; rejects with an AppError. */
  async addShot(id: api.ClassId, jpeg: Blob) {
    await this.#add(id, await jpeg.arrayBuffer());
  }

  /** The project is being left. */
  leave() {
    this.uploads.cancelAll();
  }

  async #add(classId: api.ClassId, bytes: ArrayBuffer) {
    this.project.applyAddedPhoto(await api.addPhoto(classId, bytes));
  }

  /** Asks for a change and shows the answer; says what went wrong and gives false otherwise. */
  async #change(ask: () => Promise<api.ProjectView>): Promise<boolean> {
    try {
      this.project.apply(await ask());
      return true;
    } catch (thrown) {
      notices.problem(thrown);
      return false;
    }
  }

  /** Says what was done, with an Undo for as long as it is the newest change. */
  #offerUndo(text: string) {
    offer(text, { label: t('teach:undo'), run: () => void undo(this.project) });
  }

  /** Says how an upload ended to those who do not see it. */
  #tell({ classId, added, refused, stoppedBy }: Batch) {
    const name = this.project.classOf(classId)?.name ?? '';
    const sentences = [
      stoppedBy ? t('teach:upload.stopped') : '',
      added > 0 ? t('teach:photos_added', { count: added, name }) : '',
      refused.length > 0 ? t('teach:upload.refused', { count: refused.length }) : '',
    ];
    this.said = sentences.filter(Boolean).join(' ');
  }
}
