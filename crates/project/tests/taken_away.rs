//! A project file that may not be written, is gone, or has become another one, while it is open.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::panic)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use nunchi_project::{ClassId, ErrorCode, PhotoId, ProjectError, ProjectView, Session};
use nunchi_vision::Photo;
use tempfile::TempDir;

/// Set for a test that runs again as somebody whom permissions bind.
const AS_USER: &str = "NUNCHI_TEST_AS_USER";
const NOBODY: &str = "65534";

struct Home {
    session: Session,
    folder: TempDir,
    project: ProjectView,
}

impl Home {
    /// A project with two classes and one photo.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        let names = ["one", "two"].map(str::to_owned);
        let project = session.create_project("Away", &names).unwrap();
        let home = Self {
            session,
            folder,
            project,
        };
        home.add(1).unwrap();
        home
    }

    fn class(&self) -> ClassId {
        self.project.classes[0].id
    }

    fn add(&self, number: u8) -> Result<PhotoId, ProjectError> {
        let added = self.session.add_photo(self.class(), &drawn(number))?;
        Ok(added.photo.id)
    }

    fn photos(&self) -> usize {
        let project = self.session.start().unwrap().project.unwrap();
        project.classes[0].photos.len()
    }

    fn projects(&self) -> PathBuf {
        self.folder.path().join("projects")
    }

    fn file(&self) -> PathBuf {
        self.projects()
            .join(format!("{}.nunchi", self.project.id.0))
    }

    /// Closes the project and opens it again.
    fn reopen(&self) -> Result<ProjectView, ProjectError> {
        self.session.close_project().unwrap();
        self.session.open_project(&self.project.id)
    }
}

fn drawn(number: u8) -> Vec<u8> {
    let pixels = (0..24 * 20 * 3)
        .map(|at| (at % 251) as u8 ^ number)
        .collect();
    Photo::from_rgb(24, 20, pixels).unwrap().to_jpeg().unwrap()
}

fn code<T>(answer: Result<T, ProjectError>) -> ErrorCode {
    match answer {
        Ok(_) => panic!("it was done"),
        Err(error) => error.code(),
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Whether permissions bind this process. If not, the test runs again as somebody else, and there
/// is nothing left to do here.
fn permissions_bind(test: &str) -> bool {
    if fs::metadata("/proc/self").map_or(1, |me| me.uid()) != 0 {
        return true;
    }
    assert!(std::env::var_os(AS_USER).is_none(), "still the same user");
    let started = Command::new("setpriv")
        .args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(AS_USER, "1")
        .env("TMPDIR", "/tmp")
        .output();
    match started {
        Ok(output) if !output.stdout.is_empty() => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
        }
        _ => eprintln!("skipped: permissions bind nobody here, and no other user can be taken"),
    }
    false
}

#[test]
fn a_file_that_may_not_be_written_is_opened_for_looking() {
    if !permissions_bind("a_file_that_may_not_be_written_is_opened_for_looking") {
        return;
    }
    let home = Home::new();
    home.session.close_project().unwrap();
    set_mode(&home.file(), 0o444);
    let before = fs::read(home.file()).unwrap();
    home.session.open_project(&home.project.id).unwrap();
    assert_eq!(home.photos(), 1);
    assert_eq!(code(home.add(2)), ErrorCode::ReadOnly);
    assert_eq!(
        code(home.session.delete_class(home.class())),
        ErrorCode::ReadOnly
    );
    assert_eq!(home.photos(), 1);
    home.session.close_project().unwrap();
    assert!(fs::read(home.file()).unwrap() == before);

    set_mode(&home.file(), 0o644);
    home.reopen().unwrap();
    home.add(2).unwrap();
    assert_eq!(home.photos(), 2);
}

#[test]
fn a_folder_that_may_not_be_written_is_said_and_work_goes_on_when_it_may_be() {
    if !permissions_bind("a_folder_that_may_not_be_written_is_said_and_work_goes_on_when_it_may_be")
    {
        return;
    }
    let home = Home::new();
    set_mode(&home.projects(), 0o555);
    assert_eq!(code(home.add(2)), ErrorCode::ReadOnly);
    assert_eq!(
        code(home.session.create_project("More", &[])),
        ErrorCode::ReadOnly
    );
    home.reopen().unwrap();
    assert_eq!(home.photos(), 1);
    set_mode(&home.projects(), 0o755);
    home.add(2).unwrap();
    assert_eq!(home.photos(), 2);
    home.reopen().unwrap();
    assert_eq!(home.photos(), 2);
}

#[test]
fn a_data_folder_that_may_not_be_written_still_opens_its_projects() {
    if !permissions_bind("a_data_folder_that_may_not_be_written_still_opens_its_projects") {
        return;
    }
    let home = Home::new();
    set_mode(home.folder.path(), 0o555);
    home.reopen().unwrap();
    let preferences = home.session.start().unwrap().preferences;
    let mut other = preferences;
    other.mirror = !preferences.mirror;
    assert_eq!(
        code(home.session.set_preferences(other)),
        ErrorCode::ReadOnly
    );
    assert_eq!(home.session.start().unwrap().preferences, preferences);
    home.add(2).unwrap();
    set_mode(home.folder.path(), 0o755);
    assert_eq!(home.session.set_preferences(other).unwrap(), other);
}

#[test]
fn a_file_that_was_moved_away_is_told_and_nothing_is_written_until_it_is_back() {
    let home = Home::new();
    let away = home.folder.path().join("away.nunchi");
    fs::rename(home.file(), &away).unwrap();
    let before = fs::read(&away).unwrap();
    assert_eq!(code(home.add(2)), ErrorCode::ProjectMoved);
    assert_eq!(
        code(home.session.rename_model("Other")),
        ErrorCode::ProjectMoved
    );
    assert!(!home.file().exists(), "no new file in its place");
    assert!(fs::read(&away).unwrap() == before);
    assert_eq!(home.photos(), 1, "what was there can still be seen");
    fs::rename(&away, home.file()).unwrap();
    home.add(2).unwrap();
    home.reopen().unwrap();
    assert_eq!(home.photos(), 2);
}

#[test]
fn a_file_in_the_place_of_the_open_one_is_not_written() {
    let home = Home::new();
    let other = Home::new();
    other.add(2).unwrap();
    other.session.close_project().unwrap();
    fs::remove_file(home.file()).unwrap();
    fs::copy(other.file(), home.file()).unwrap();
    let before = fs::read(home.file()).unwrap();
    assert_eq!(code(home.add(3)), ErrorCode::ProjectMoved);
    home.session.close_project().unwrap();
    assert!(fs::read(home.file()).unwrap() == before);
    home.session.open_project(&home.project.id).unwrap();
    assert_eq!(home.photos(), 2, "the other one is opened");
}
