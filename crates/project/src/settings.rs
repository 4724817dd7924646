//! What is kept for the app as a whole: the user's preferences and the last project, in
//! `preferences.json` beside the projects.
//!
//! Never here: anything about one project.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::ProjectError;
use crate::view::{Preferences, ProjectId};

/// Name of the file in the app's data folder.
const FILE: &str = "preferences.json";
/// Its name while it is being written.
const NEW_FILE: &str = "preferences.json.new";

/// Where the window keeps its place, in the app's data folder.
pub const WINDOW_FILE: &str = "window.json";

/// The content of the file. What is missing in it is as on a first start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) preferences: Preferences,
    /// The project to go back to at the next start.
    pub(crate) last_project: Option<ProjectId>,
}

impl Settings {
    /// Reads the file of `home`. One that is missing or does not read gives the settings of a
    /// first start: they are never worth a refusal to start. What a kill left half written is
    /// removed.
    pub(crate) fn read(home: &Path) -> Self {
        if let Err(error) = fs::remove_file(home.join(NEW_FILE))
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, "half-written preferences stay behind");
        }
        let text = match fs::read(home.join(FILE)) {
            Ok(text) => text,
            Err(error) => {
                if error.kind() != ErrorKind::NotFound {
                    tracing::warn!(%error, "the preferences cannot be read");
                }
                return Self::default();
            }
        };
        serde_json::from_slice(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "the preferences are damaged and start anew");
            Self::default()
        })
    }

    /// Puts these settings in the place of the file: whole, or not at all.
    ///
    /// # Errors
    /// [`ProjectError::Disk`].
    pub(crate) fn write(&self, home: &Path) -> Result<(), ProjectError> {
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| ProjectError::Internal(error.to_string()))?;
        let new = home.join(NEW_FILE);
        let write = || {
            let mut file = File::create(&new)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&new, home.join(FILE))?;
            sync_folder(home)
        };
        write().map_err(ProjectError::disk("writing the preferences"))
    }
}

/// Erases what is kept for the app as a whole: the preferences, and where its window was.
///
/// # Errors
/// [`ProjectError::Disk`].
pub(crate) fn erase(home: &Path) -> Result<(), ProjectError> {
    for name in [FILE, NEW_FILE, WINDOW_FILE] {
        crate::erase::erase(&home.join(name))
            .map_err(ProjectError::disk("erasing the preferences"))?;
    }
    sync_folder(home).map_err(ProjectError::disk("erasing the preferences"))
}

/// Makes a renaming in `folder` last. Windows has no such call and does not need one.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Language, Theme};

    fn reads_as(text: &str) -> Settings {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(FILE), text).unwrap();
        Settings::read(home.path())
    }

    #[test]
    fn settings_come_back_as_they_were_written() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(home.path()), Settings::default());
        let settings = Settings {
            preferences: Preferences {
                language: Some(Language::Ko),
                theme: Theme::Dark,
                mirror: false,
            },
            last_project: Some(ProjectId("a".into())),
        };
        settings.write(home.path()).unwrap();
        settings.write(home.path()).unwrap();
        assert_eq!(Settings::read(home.path()), settings);
        let files: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
        assert_eq!(files.len(), 1, "nothing is left over: {files:?}");
    }

    #[test]
    fn what_a_kill_left_half_written_is_removed() {
        let home = tempfile::tempdir().unwrap();
        Settings::default().write(home.path()).unwrap();
        fs::write(home.path().join(NEW_FILE), "{\"prefer").unwrap();
        assert_eq!(Settings::read(home.path()), Settings::default());
        assert!(!home.path().join(NEW_FILE).exists());
    }

    #[test]
    fn a_damaged_file_is_a_first_start() {
        for text in [
            "",
            "{",
            "[]",
            "{\"preferences\": {\"theme\": 7}}",
            "\u{0}\u{1}",
        ] {
            assert_eq!(reads_as(text), Settings::default(), "{text:?}");
        }
    }

    #[test]
    fn what_a_file_leaves_out_is_as_on_a_first_start() {
        let settings = reads_as(r#"{"preferences": {"language": "ko", "theme": "dark"}}"#);
        assert_eq!(settings.preferences.language, Some(Language::Ko));
        assert!(settings.preferences.mirror, "a first preview is a mirror");
    }
}
