//! What the session and its workers share: the open project behind one lock, the network, the
//! work that is left, and the model that answers.
//!
//! The lock is held around SQLite only; pictures, the network and the learning run outside it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use nunchi_vision::{Backbone, BackboneError};

use crate::error::ProjectError;
use crate::error_code::ErrorCode;
use crate::folder::Folder;
use crate::incoming::Imports;
use crate::line::Line;
use crate::open_project::OpenProject;
use crate::queue::{ProjectNumber, Queue};
use crate::recogniser::Recogniser;
use crate::settings::Settings;
use crate::view::AppEvent;
use crate::watcher::Watch;

/// Gets what happens without being asked for.
type Listener = Arc<dyn Fn(AppEvent) + Send + Sync>;

pub(crate) struct Core {
    pub(crate) folder: Folder,
    pub(crate) settings: Mutex<Settings>,
    pub(crate) queue: Queue,
    /// Photos on their way into the project.
    pub(crate) line: Line,
    /// Files on their way into the app.
    pub(crate) imports: Imports,
    /// Held while one project takes the place of another.
    pub(crate) switching: Mutex<()>,
    pub(crate) watch: Watch,
    listener: RwLock<Option<Listener>>,
    /// Set to end the training that runs, if one does.
    pub(crate) training: Mutex<Option<Arc<AtomicBool>>>,
    project: Mutex<Option<OpenProject>>,
    /// Swapped whole, so that a prediction never waits for the project.
    recogniser: RwLock<Option<Arc<Recogniser>>>,
    backbone: OnceLock<Result<Backbone, Arc<BackboneError>>>,
    numbers: AtomicU64,
}

impl Core {
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn open(home: &Path) -> Result<Self, ProjectError> {
        Ok(Self {
            folder: Folder::open(home)?,
            settings: Mutex::new(Settings::read(home)),
            queue: Queue::default(),
            line: Line::default(),
            imports: Imports::default(),
            switching: Mutex::default(),
            watch: Watch::default(),
            listener: RwLock::default(),
            training: Mutex::default(),
            project: Mutex::default(),
            recogniser: RwLock::default(),
            backbone: OnceLock::new(),
            numbers: AtomicU64::new(1),
        })
    }

    /// The recognition network; the first call loads it.
    ///
    /// # Errors
    /// [`ProjectError::Backbone`], the same at every call.
    pub(crate) fn backbone(&self) -> Result<&Backbone, ProjectError> {
        self.backbone
            .get_or_init(|| {
                Backbone::load().map_err(|error| {
                    tracing::error!(%error, "the recognition network cannot be used");
                    Arc::new(error)
                })
            })
            .as_ref()
            .map_err(|error| ProjectError::Backbone(Arc::clone(error)))
    }

    /// A number for a project that is being opened.
    pub(crate) fn new_number(&self) -> ProjectNumber {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Works with the open project under its lock.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`], or what `work` returns.
    pub(crate) fn with_project<T>(
        &self,
        work: impl FnOnce(&mut OpenProject) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        let mut project = lock(&self.project);
        let open = project.as_mut().ok_or(ProjectError::NoProject)?;
        if let Some(Ok(backbone)) = self.backbone.get() {
            open.set_backbone(backbone.fingerprint());
        }
        let done = work(open);
        if done
            .as_ref()
            .is_err_and(|error| error.code() == ErrorCode::DiskFull)
        {
            self.folder.reserve().give_back();
        }
        done
    }

    /// As [`Core::with_project`], for work that began with this opening of the project: another
    /// one may have photos and classes of the same numbers.
    ///
    /// # Errors
    /// [`ProjectError::NoProject`] when another project is open now, or what `work` returns.
    pub(crate) fn with_same_project<T>(
        &self,
        number: ProjectNumber,
        work: impl FnOnce(&mut OpenProject) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        self.with_project(|open| {
            if open.number() == number {
                work(open)
            } else {
                Err(ProjectError::NoProject)
            }
        })
    }

    /// Puts a project in the place of the open one, which is closed.
    pub(crate) fn switch(&self, new: Option<OpenProject>) {
        self.cancel_training();
        let mut project = lock(&self.project);
        let old = std::mem::replace(&mut *project, new);
        match project.as_ref() {
            Some(open) => {
                self.queue.switch(open.number(), true);
                self.publish(open);
                self.watch.set_open(true);
            }
            None => {
                self.watch.set_open(false);
                self.queue.switch(self.new_number(), false);
                self.set_recogniser(None);
            }
        }
        drop(project);
        if let Some(old) = old {
            old.close();
        }
        // There may be room again after a full disk.
        self.folder.reserve().keep();
    }

    pub(crate) fn set_listener(&self, listener: impl Fn(AppEvent) + Send + Sync + 'static) {
        *self
            .listener
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
    }

    /// Tells whoever listens.
    pub(crate) fn tell(&self, event: AppEvent) {
        let listener = self.listener.read();
        if let Some(listener) = listener.unwrap_or_else(PoisonError::into_inner).clone() {
            listener(event);
        }
    }

    /// Lets the model answer with what its classes are called now.
    pub(crate) fn publish(&self, open: &OpenProject) {
        match open.recogniser() {
            Ok(recogniser) => self.set_recogniser(recogniser.map(Arc::new)),
            // The old names answer until the next change.
            Err(error) => tracing::warn!(%error, "the names of the classes could not be read"),
        }
    }

    /// The model that answers now.
    pub(crate) fn recogniser(&self) -> Option<Arc<Recogniser>> {
        self.recogniser
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set_recogniser(&self, recogniser: Option<Arc<Recogniser>>) {
        *self
            .recogniser
            .write()
            .unwrap_or_else(PoisonError::into_inner) = recogniser;
    }

    /// Ends the training that runs, if one does, as soon as it looks.
    pub(crate) fn cancel_training(&self) {
        if let Some(cancelled) = lock(&self.training).as_ref() {
            cancelled.store(true, Ordering::Relaxed);
            self.queue.wake();
        }
    }
}

/// Locks, also after a panic of another thread: what is locked here is always whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
