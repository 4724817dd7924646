//! The threads that let the network look at photos while the user goes on: one for each core.
//!
//! Never here: whose turn it is; that is the queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use nunchi_vision::{Backbone, Photo};

use crate::core::Core;
use crate::error::ProjectError;
use crate::queue::{ProjectNumber, Task};
use crate::store::photos;
use crate::view::PhotoId;

/// The threads of one session.
pub(crate) struct Workers(Vec<JoinHandle<()>>);

impl Workers {
    /// Starts one thread for each core. They end when the queue is closed.
    ///
    /// # Errors
    /// [`ProjectError::Internal`] when the system gives no thread at all.
    pub(crate) fn start(core: &Arc<Core>) -> Result<Self, ProjectError> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let start = |number: usize| {
            let core = Arc::clone(core);
            thread::Builder::new()
                .name(format!("look-{number}"))
                .spawn(move || run(&core))
        };
        let (threads, failed): (Vec<_>, Vec<_>) =
            (0..cores).map(start).partition(std::io::Result::is_ok);
        match failed.into_iter().find_map(Result::err) {
            Some(error) if threads.is_empty() => Err(ProjectError::Internal(error.to_string())),
            _ => Ok(Self(threads.into_iter().flatten().collect())),
        }
    }

    /// Waits until every thread has ended; the queue must be closed.
    pub(crate) fn join(&mut self) {
        for thread in self.0.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a worker panicked");
            }
        }
    }
}

fn run(core: &Core) {
    // Without a network there is nothing to do here; the photos are kept all the same.
    let Ok(backbone) = core.backbone() else {
        return;
    };
    while let Some((project, task)) = core.queue.next() {
        match task {
            Task::Search => core.queue.found(project, &search(core, backbone, project)),
            Task::Look(id) => {
                let looked = catch_unwind(AssertUnwindSafe(|| look(core, backbone, project, id)))
                    .unwrap_or_else(|_| Err(ProjectError::Internal("a panic".into())));
                if let Err(error) = &looked {
                    tracing::warn!(%error, photo = id.0, "a photo could not be looked at");
                }
                core.queue.done(project, id, looked);
            }
        }
    }
}

fn search(core: &Core, backbone: &Backbone, project: ProjectNumber) -> Vec<PhotoId> {
    core.with_same_project(project, |open| {
        photos::unseen(open.database(), &backbone.fingerprint())
    })
    .unwrap_or_else(|error| {
        tracing::warn!(%error, "no search for photos that were not looked at");
        Vec::new()
    })
}

/// Keeps the embedding of one photo. One that is hidden or done already is left alone.
fn look(
    core: &Core,
    backbone: &Backbone,
    project: ProjectNumber,
    id: PhotoId,
) -> Result<(), ProjectError> {
    let fingerprint = backbone.fingerprint();
    let unseen = core.with_same_project(project, |open| {
        photos::to_look_at(open.database(), id, &fingerprint)
    });
    let unseen = match unseen {
        Ok(Some(unseen)) => unseen,
        Ok(None) | Err(ProjectError::NoProject) => return Ok(()),
        Err(error) => return Err(error),
    };
    // From the kept form, as at any later time: the same photo gives the same embedding.
    let photo = Photo::from_kept(&unseen.jpeg)?;
    let views = backbone.look(&photo, unseen.square)?.to_bytes();
    let kept = core.with_same_project(project, |open| {
        photos::keep_embedding(open.database(), id, unseen.revision, &fingerprint, &views)
    });
    match kept {
        Err(ProjectError::NoProject) => Ok(()),
        kept => kept,
    }
}
