/**
 * The open project as the window knows it: what Rust last said, nothing of its own.
 * Features read it and put Rust's answers back; only Rust changes a project.
 */
import type { AddedPhoto, ClassId, ProjectStatus, ProjectView } from '../api';

export class OpenProject {
  view = $state.raw<ProjectView>() as ProjectView;

  constructor(view: ProjectView) {
    this.view = view;
  }

  /** Takes the whole project from an answer. */
  apply(view: ProjectView) {
    this.view = view;
  }

  /** Takes the parts that change with every photo. */
  applyStatus(status: ProjectStatus) {
    this.view = { ...this.view, status };
  }

  /**
   * Shows a photo that is on the disk now, at its place there: the answers of several uploads at
   * once come in any order.
   */
  applyAddedPhoto(added: AddedPhoto) {
    const classes = this.view.classes.map((one) =>
      one.id === added.class_id && !one.photos.some((photo) => photo.id === added.photo.id)
        ? { ...one, photos: [...one.photos, added.photo].sort((a, b) => a.id - b.id) }
        : one,
    );
    this.view = { ...this.view, classes, status: added.status };
  }

  /** The class with this id, while it is there. */
  classOf(id: ClassId | undefined) {
    return this.view.classes.find((one) => one.id === id);
  }
}
