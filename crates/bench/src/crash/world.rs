//! What a project must be after each step: a model of the app that is simple enough to be right.

use std::sync::Arc;

use super::content::{Class, Content, History, Model, Photo, Project};
use super::step::{SIZE, Step};

/// Most steps that a history keeps.
const MOST_STEPS: usize = 500;

/// One way that the project may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct World {
    pub(super) now: Content,
    /// Shared by the worlds that have them in common.
    undo: Vec<Arc<Project>>,
    redo: Vec<Arc<Project>>,
    /// Steps that were ever begun.
    begun: u64,
    /// The class that the newest step added photos to.
    upload: Option<String>,
}

impl World {
    /// A project whose history is not known.
    pub(super) fn new(now: Content, begun: u64) -> Self {
        Self {
            now,
            begun,
            undo: Vec::new(),
            redo: Vec::new(),
            upload: None,
        }
    }

    pub(super) fn history(&self) -> History {
        History {
            undo: self.undo.len() as u64,
            redo: self.redo.len() as u64,
            begun: self.begun,
        }
    }

    /// As it is after the project was closed and opened again: the history is kept.
    pub(super) fn reopened(&self) -> Self {
        Self {
            upload: None,
            ..self.clone()
        }
    }

    /// All the ways that the project may be after a step. There is more than one only where photos
    /// join the step of the same upload, which depends on the time.
    pub(super) fn after(&self, step: &Step) -> Vec<Self> {
        let mut next = self.clone();
        match step {
            Step::Train => {
                next.now.model = Some(Model {
                    version: self.now.model.as_ref().map_or(1, |model| model.version + 1),
                    photos: u32::try_from(self.now.project.photos().count()).unwrap_or(u32::MAX),
                });
            }
            Step::Mirror { on } => next.now.mirror = *on,
            Step::Undo => next.step_back(),
            Step::Redo => next.step_forward(),
            Step::AddPhoto { class, sha256, .. } => {
                add_photo(&mut next.now.project, class, sha256);
                return self.with_photo(next, class);
            }
            step => {
                change(&mut next.now.project, step);
                next.record(self.now.project.clone());
            }
        }
        vec![next]
    }

    fn with_photo(&self, mut joined: Self, class: &str) -> Vec<Self> {
        let mut alone = joined.clone();
        alone.record(self.now.project.clone());
        alone.upload = Some(class.to_owned());
        if self.upload.as_deref() == Some(class) {
            joined.redo.clear();
            vec![alone, joined]
        } else {
            vec![alone]
        }
    }

    fn record(&mut self, before: Project) {
        // What changes nothing is no step, and parts no upload.
        if before == self.now.project {
            return;
        }
        self.upload = None;
        self.redo.clear();
        self.begun += 1;
        self.undo.push(Arc::new(before));
        if self.undo.len() > MOST_STEPS {
            self.undo.remove(0);
        }
    }

    fn step_back(&mut self) {
        if let Some(before) = self.undo.pop() {
            let after = std::mem::replace(&mut self.now.project, (*before).clone());
            self.redo.push(Arc::new(after));
            self.upload = None;
        }
    }

    fn step_forward(&mut self) {
        if let Some(after) = self.redo.pop() {
            let before = std::mem::replace(&mut self.now.project, (*after).clone());
            self.undo.push(Arc::new(before));
            self.upload = None;
        }
    }
}

fn add_photo(project: &mut Project, class: &str, sha256: &str) {
    let (width, height) = SIZE;
    let side = width.min(height);
    let photo = Photo {
        sha256: sha256.to_owned(),
        square: [(width - side) / 2, (height - side) / 2, side],
    };
    for one in project.classes.iter_mut().filter(|one| one.name == class) {
        one.photos.insert(photo.clone());
    }
}

fn change(project: &mut Project, step: &Step) {
    match step {
        Step::DeletePhotos { photos } => drop(take(project, photos)),
        Step::MovePhotos { photos, class } => {
            let taken = take(project, photos);
            for one in project.classes.iter_mut().filter(|one| one.name == *class) {
                one.photos.extend(taken.clone());
            }
        }
        Step::AdjustSquare { photo, square } => {
            for class in &mut project.classes {
                let found = class.photos.iter().find(|one| one.sha256 == *photo);
                if let Some(mut adjusted) = found.cloned() {
                    class.photos.remove(&adjusted);
                    adjusted.square = *square;
                    class.photos.insert(adjusted);
                }
            }
        }
        Step::AddClass { name } => project.classes.push(Class {
            name: name.clone(),
            ..Class::default()
        }),
        Step::RenameClass { name, to } => {
            for one in project.classes.iter_mut().filter(|one| one.name == *name) {
                one.name.clone_from(to);
            }
        }
        Step::DeleteClass { name } => project.classes.retain(|one| one.name != *name),
        Step::RenameModel { name } => project.name.clone_from(name),
        Step::ChangeProgram {
            object,
            number,
            sha256,
        } => {
            project.objects.insert(object.clone(), sha256.clone());
            project.version = Some(number.to_string());
        }
        Step::RemoveObject { object } => drop(project.objects.remove(object)),
        Step::AddPhoto { .. } | Step::Train | Step::Undo | Step::Redo | Step::Mirror { .. } => {}
    }
}

/// Takes photos out of their classes.
fn take(project: &mut Project, photos: &[String]) -> Vec<Photo> {
    let mut taken = Vec::new();
    for class in &mut project.classes {
        class.photos.retain(|photo| {
            let gone = photos.contains(&photo.sha256);
            if gone {
                taken.push(photo.clone());
            }
            !gone
        });
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(class: &str, number: usize) -> Step {
        Step::AddPhoto {
            class: class.into(),
            number,
            sha256: number.to_string(),
        }
    }

    fn world() -> World {
        let mut now = Content::default();
        for name in ["a", "b"] {
            now.project.classes.push(Class {
                name: name.into(),
                ..Class::default()
            });
        }
        World::new(now, 0)
    }

    fn after(world: &World, steps: &[Step]) -> Vec<World> {
        steps.iter().fold(vec![world.clone()], |worlds, step| {
            worlds.iter().flat_map(|one| one.after(step)).collect()
        })
    }

    #[test]
    fn photos_of_one_class_may_be_one_step_or_two() {
        let steps = [add("a", 1), add("a", 2), Step::Undo];
        let left: Vec<usize> = after(&world(), &steps)
            .iter()
            .map(|one| one.now.project.photos().count())
            .collect();
        assert_eq!(left, [1, 0]);
        let steps = [add("a", 1), add("b", 2), Step::Undo];
        assert_eq!(after(&world(), &steps).len(), 1, "other classes never");
    }

    #[test]
    fn undo_and_redo_leave_the_model_alone() {
        let steps = [add("a", 1), Step::Train, Step::Undo];
        let undone = after(&world(), &steps).remove(0);
        assert_eq!(undone.now.project, world().now.project);
        assert_eq!(undone.now.model.as_ref().map(|model| model.photos), Some(1));
        let again = undone.after(&Step::Redo).remove(0);
        assert_eq!(again.now.project.photos().count(), 1);
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let step = Step::RemoveObject {
            object: "none".into(),
        };
        assert_eq!(after(&world(), &[step])[0].history().undo, 0);
    }
}
