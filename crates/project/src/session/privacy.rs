//! What the app keeps of the user, and erasing all of it.

use super::Session;
use crate::core::lock;
use crate::error::ProjectError;
use crate::folder::Place;
use crate::settings::{self, Settings};
use crate::store::{hidden, photos};
use crate::view::{PrivacyView, StartView};

impl Session {
    /// What the app keeps, where, and how much of it.
    ///
    /// # Errors
    /// [`ProjectError::Disk`] if the projects cannot be listed.
    pub fn privacy(&self) -> Result<PrivacyView, ProjectError> {
        let _switching = lock(&self.core.switching);
        let folder = &self.core.folder;
        let mut view = PrivacyView {
            folder: folder.home().to_string_lossy().into_owned(),
            projects: 0,
            binned: 0,
            photos: 0,
            deleted_photos: 0,
            bytes: 0,
        };
        for place in Place::ALL {
            for listed in folder.list(place)? {
                match place {
                    Place::Projects => view.projects += 1,
                    Place::Bin | Place::Refused => view.binned += 1,
                }
                view.bytes += listed.bytes;
                // One that cannot be opened keeps its photos too; nobody knows how many.
                let counted = self.glance(&listed.id, |database| {
                    let shown: u32 = photos::counts(database)?.values().sum();
                    Ok((shown, hidden::photos(database)?))
                });
                let (shown, deleted) = counted.unwrap_or_default();
                view.photos = view.photos.saturating_add(shown);
                view.deleted_photos = view.deleted_photos.saturating_add(deleted);
            }
        }
        Ok(view)
    }

    /// Erases everything that the app keeps of the user: all projects, the bin, what was refused
    /// or is half made, and the preferences. Their bytes are overwritten. Then the app is as on a
    /// first start.
    ///
    /// # Errors
    /// [`ProjectError::Busy`] when another copy of the app has a project open, and nothing is
    /// erased; the disk's, and some of it may be left then.
    pub fn erase_everything(&self) -> Result<StartView, ProjectError> {
        let _switching = lock(&self.core.switching);
        self.core.imports.clear();
        let open = self.core.with_project(|open| Ok(open.id().clone())).ok();
        self.core.switch(None);
        if let Err(error) = self.core.folder.erase_everything() {
            self.go_back(open.as_ref());
            return Err(error);
        }
        {
            let mut kept = lock(&self.core.settings);
            *kept = Settings::default();
            settings::erase(self.core.folder.home())?;
        }
        self.start_view(None, None)
    }
}
