//! What the journeys share: a session in a folder of its own, and drawn photos.
#![allow(dead_code, reason = "every journey uses a part of it")]

pub(crate) mod programs;

use std::path::Path;

use nunchi_project::{ClassId, PhotoId, ProjectView, Session, TrainOutcome};
use nunchi_vision::Photo;
use tempfile::TempDir;

/// A session whose data are removed when the test is over.
pub(crate) struct Home {
    pub(crate) session: Session,
    pub(crate) folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            session: Session::open(folder.path()).unwrap(),
            folder,
        }
    }

    /// Closes the app and starts it again.
    pub(crate) fn restart(self) -> Self {
        let Self { session, folder } = self;
        drop(session);
        Self {
            session: Session::open(folder.path()).unwrap(),
            folder,
        }
    }

    /// Starts the app with what is in its files at this moment, as after a kill. SQLite copies the
    /// project: the network may be writing to it in the background, and pages of two moments are
    /// what no kill leaves behind. Real kills are in `kill.rs` and `nunchi-bench crash`.
    pub(crate) fn killed(self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let projects = folder.path().join("projects");
        std::fs::create_dir(&projects).unwrap();
        let old = self.folder.path();
        let project = self.project_file();
        let copy = projects.join(project.file_name().unwrap());
        rusqlite::Connection::open(project)
            .unwrap()
            .execute("VACUUM INTO ?", [copy.to_str().unwrap()])
            .unwrap();
        let preferences = "preferences.json";
        std::fs::copy(old.join(preferences), folder.path().join(preferences)).unwrap();
        Self {
            session: Session::open(folder.path()).unwrap(),
            folder,
        }
    }

    /// The file of the one project.
    pub(crate) fn project_file(&self) -> std::path::PathBuf {
        the_project_file(self.folder.path())
    }
}

/// The one project of a data folder. SQLite may keep a journal beside it, but nothing else may be
/// there.
pub(crate) fn the_project_file(home: &Path) -> std::path::PathBuf {
    let mut files: Vec<_> = std::fs::read_dir(home.join("projects"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".nunchi-journal"))
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// What a drawn photo shows; the classes of the journeys.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Drawn {
    Stripes,
    Disc,
}

/// A JPEG of 120 x 96 pixels. Each `number` gives another photo of the same kind.
pub(crate) fn drawn(kind: Drawn, number: u32) -> Vec<u8> {
    let (width, height) = (120_u32, 96_u32);
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    let ink = [
        40 + (number * 37 % 120) as u8,
        30 + (number * 53 % 90) as u8,
        60 + (number * 71 % 150) as u8,
    ];
    let paper = [235 - (number * 13 % 40) as u8, 230, 225];
    for y in 0..height {
        for x in 0..width {
            let marked = match kind {
                Drawn::Stripes => (y + number) % 16 < 8,
                Drawn::Disc => {
                    let across = i64::from(x) - 60 - i64::from(number % 7);
                    let down = i64::from(y) - 48 + i64::from(number % 5);
                    across * across + down * down < 28 * 28
                }
            };
            pixels.extend(if marked { ink } else { paper });
        }
    }
    Photo::from_rgb(width, height, pixels)
        .unwrap()
        .to_jpeg()
        .unwrap()
}

/// Adds `count` photos, the first with this number.
pub(crate) fn add(
    session: &Session,
    class: ClassId,
    kind: Drawn,
    first: u32,
    count: u32,
) -> Vec<PhotoId> {
    (first..first + count)
        .map(|number| {
            let added = session.add_photo(class, &drawn(kind, number)).unwrap();
            added.photo.id
        })
        .collect()
}

/// A project with two classes of five photos each.
pub(crate) fn ready_to_train(session: &Session) -> ProjectView {
    let names = ["stripes".to_owned(), "disc".to_owned()];
    let view = session.create_project("Shapes", &names).unwrap();
    add(session, view.classes[0].id, Drawn::Stripes, 0, 5);
    add(session, view.classes[1].id, Drawn::Disc, 0, 5);
    now(session)
}

/// The open project as it is now.
pub(crate) fn now(session: &Session) -> ProjectView {
    session.start().unwrap().project.unwrap()
}

/// Trains to the end.
pub(crate) fn train(session: &Session) {
    let outcome = session.train(&mut |_| ()).unwrap();
    assert!(matches!(outcome, TrainOutcome::Finished { .. }));
}
