/**
 * The open project as the window knows it: what Rust last said, nothing of its own.
 * Features read it and put Rust's answers back; only Rust changes a project.
 * Answers may overtake each other on their way here; their revisions say which one is newer.
 */
import type { AddedPhoto, ClassId, ClassView, ProjectStatus, ProjectView } from '../api';

/** A photo that came after the newest whole project. */
type Newer = Omit<AddedPhoto, 'status'> & { revision: number };

export class OpenProject {
  view = $state.raw<ProjectView>() as ProjectView;
  /** Reports what a user still has in hand, before the project is left. */
  leave: () => void = () => undefined;
  /** The revision of the newest whole project. */
  #whole: number;
  /** Photos that it does not know yet. */
  #newer: Newer[] = [];

  constructor(view: ProjectView) {
    this.view = view;
    this.#whole = view.status.revision;
  }

  /** Takes the whole project from an answer, but for what is newer here. */
  apply(view: ProjectView) {
    const { revision } = view.status;
    if (revision < this.#whole) return;
    this.#whole = revision;
    this.#newer = this.#newer.filter((added) => added.revision > revision);
    const classes = this.#newer.reduce(withPhoto, view.classes);
    this.view = { ...view, classes, status: newest(this.view.status, view.status) };
  }

  /** Takes the parts that change with every photo. */
  applyStatus(status: ProjectStatus) {
    this.view = { ...this.view, status: newest(this.view.status, status) };
  }

  /**
   * Shows a photo that is on the disk now, at its place there: the answers of several uploads at
   * once come in any order.
   */
  applyAddedPhoto({ status, ...added }: AddedPhoto) {
    const { revision } = status;
    // A newer whole project that came first has the photo, or the photo is gone again.
    if (revision < this.#whole) return;
    this.#newer.push({ ...added, revision });
    const classes = withPhoto(this.view.classes, added);
    this.view = { ...this.view, classes, status: newest(this.view.status, status) };
  }

  /** The class with this id, while it is there. */
  classOf(id: ClassId | undefined) {
    return this.view.classes.find((one) => one.id === id);
  }
}

/** The classes with a photo at its place; it is shown once, however often it is told. */
function withPhoto(
  classes: ClassView[],
  { class_id, photo }: Omit<Newer, 'revision'>,
): ClassView[] {
  return classes.map((one) =>
    one.id === class_id && !one.photos.some((other) => other.id === photo.id)
      ? { ...one, photos: [...one.photos, photo].sort((a, b) => a.id - b.id) }
      : one,
  );
}

/** The newer of two; `later` when they are of the same moment. */
function newest(earlier: ProjectStatus, later: ProjectStatus): ProjectStatus {
  return later.revision < earlier.revision ? earlier : later;
}
