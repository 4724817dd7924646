//! What the app keeps, erasing it, and a project whose file is taken away.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/common/mod.rs"]
mod common;
mod files;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use common::{Home, now};
use files::{Bytes, add_noisy, files_under, noisy, take_in};
use nunchi_project::{
    AppEvent, CopyKind, ErrorCode, Language, Preferences, ProjectView, Session, Theme,
};

/// Longer than any machine needs; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(120);

fn is_journal(file: &Path) -> bool {
    file.to_string_lossy().ends_with("-journal")
}

fn with_photos(session: &Session, name: &str, first: u32, count: u32) -> ProjectView {
    let view = session.create_project(name, &["dogs".to_owned()]).unwrap();
    add_noisy(session, view.classes[0].id, first, count);
    now(session)
}

#[test]
fn the_app_says_what_it_keeps_and_where() {
    let home = Home::new();
    let session = &home.session;
    let nothing = session.privacy().unwrap();
    assert_eq!(nothing.folder, home.folder.path().to_string_lossy());
    assert_eq!((nothing.projects, nothing.photos, nothing.bytes), (0, 0, 0));
    let binned = with_photos(session, "Binned", 0, 2);
    session.bin_project(&binned.id).unwrap();
    with_photos(session, "Closed", 2, 3);
    let open = with_photos(session, "Open", 5, 4);
    session
        .delete_photos(&[open.classes[0].photos[0].id])
        .unwrap();
    take_in(session, b"SQLite format 3 and nothing more").unwrap_err();
    let places = ["projects", "bin", "refused"].map(|place| home.folder.path().join(place));
    let bytes = || -> u64 {
        let files = places.iter().flat_map(|place| files_under(place));
        files.map(|file| file.metadata().unwrap().len()).sum()
    };
    // The file grows while the network looks at the photos.
    let kept = loop {
        let before = bytes();
        let kept = session.privacy().unwrap();
        if before == bytes() {
            assert_eq!(kept.bytes, before);
            break kept;
        }
    };
    assert_eq!((kept.projects, kept.binned), (2, 1));
    assert_eq!((kept.photos, kept.deleted_photos), (8, 1));
}

#[test]
fn erasing_everything_leaves_no_byte_of_a_photo_or_a_name() {
    let home = Home::new();
    let session = &home.session;
    let binned = with_photos(session, "TheBinnedProject", 0, 1);
    session.bin_project(&binned.id).unwrap();
    let view = with_photos(session, "TheOpenProject", 1, 2);
    let photos: Vec<Vec<u8>> = view.classes[0]
        .photos
        .iter()
        .map(|photo| session.photo(photo.id).unwrap())
        .collect();
    session
        .delete_photos(&[view.classes[0].photos[0].id])
        .unwrap();
    let copy = session
        .save_copy(home.folder.path(), CopyKind::Whole)
        .unwrap();
    let mut refused = fs::read(&copy.path).unwrap();
    fs::remove_file(copy.path).unwrap();
    refused.truncate(refused.len() - 5_000);
    take_in(session, &refused).unwrap_err();
    let half = session.import_begin("half").unwrap();
    session.import_chunk(half, &refused).unwrap();
    let chosen = Preferences {
        language: Some(Language::Ko),
        theme: Theme::Dark,
        mirror: false,
    };
    session.set_preferences(chosen).unwrap();
    fs::write(home.folder.path().join("window.json"), "{}").unwrap();

    // Another name of each file shows what becomes of its bytes.
    let witnesses = tempfile::tempdir_in(home.folder.path().parent().unwrap()).unwrap();
    let kept = files_under(home.folder.path()).into_iter();
    // A journal of the embedding in the background is gone by itself in a moment.
    let kept = kept.filter(|file| !is_journal(file) && file.file_name().unwrap() != "reserve");
    for (number, file) in kept.enumerate() {
        let name = witnesses.path().join(number.to_string());
        fs::hard_link(&file, name).unwrap();
    }
    let all = || -> Vec<u8> {
        let files = files_under(witnesses.path()).into_iter();
        files.flat_map(|file| fs::read(file).unwrap()).collect()
    };
    let before = Bytes::of(&all());
    assert!(before.hold("TheBinnedProject") && before.hold("TheOpenProject"));
    assert!(photos.iter().all(|photo| before.hold_any_of(photo)));

    let start = session.erase_everything().unwrap();
    assert!(all().iter().all(|byte| *byte == 0), "overwritten");
    assert!(start.project.is_none());
    assert!(start.library.projects.is_empty() && start.library.bin.is_empty());
    assert_eq!(start.preferences, Preferences::default());
    let left: Vec<_> = files_under(home.folder.path())
        .into_iter()
        .filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(left, ["reserve"]);
    assert!(session.import_chunk(half, b"x").is_err());

    // It works on as on the first day.
    with_photos(session, "After", 9, 1);
    let home = home.restart();
    assert_eq!(now(&home.session).name, "After");
}

#[test]
fn what_another_copy_of_the_app_has_open_is_not_erased() {
    let home = Home::new();
    let view = with_photos(&home.session, "Mine", 0, 1);
    let other = Session::open(home.folder.path()).unwrap();
    let refused = other.erase_everything().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectBusy);
    assert_eq!(now(&home.session).classes[0].photos, view.classes[0].photos);
    let photo = view.classes[0].photos[0].id;
    assert!(home.session.photo(photo).is_ok());
}

#[cfg(unix)]
#[test]
fn a_file_that_is_taken_away_is_told_and_what_is_on_the_screen_can_be_saved() {
    use std::path::Path;
    let remove = |file: &Path| fs::remove_file(file).unwrap();
    let rename = |file: &Path| fs::rename(file, file.with_extension("away")).unwrap();
    let replace = |file: &Path| {
        fs::rename(file, file.with_extension("away")).unwrap();
        fs::write(file, "another file").unwrap();
    };
    let ways: [&dyn Fn(&Path); 3] = [&remove, &rename, &replace];
    for take_away in ways {
        let home = Home::new();
        let session = &home.session;
        let (send, told) = channel();
        session.listen(move |event| {
            let _ = send.send(event);
        });
        let view = with_photos(session, "Mine", 0, 3);
        let class = view.classes[0].id;
        let file = home.project_file();
        take_away(&file);
        let event = told.recv_timeout(LONG).unwrap();
        assert_eq!(
            event,
            AppEvent::ProjectMoved {
                id: view.id.clone()
            }
        );
        for refused in [
            session.add_photo(class, &noisy(9)).unwrap_err(),
            session.rename_class(class, "x").unwrap_err(),
            session.delete_class(class).unwrap_err(),
            session.undo().unwrap_err(),
        ] {
            assert_eq!(refused.code(), ErrorCode::ProjectMoved);
        }
        if file.exists() {
            assert_eq!(fs::read(&file).unwrap(), b"another file");
        }
        let out = home.folder.path().join("out");
        for kind in [CopyKind::Whole, CopyKind::Handout] {
            let copy = session.save_copy(&out, kind).unwrap();
            let elsewhere = Home::new();
            let saved = take_in(&elsewhere.session, &fs::read(copy.path).unwrap()).unwrap();
            assert_eq!(saved.classes[0].photos.len(), 3);
            let whole = |session: &Session, view: &ProjectView| -> Vec<Vec<u8>> {
                let photos = view.classes[0].photos.iter();
                photos
                    .map(|photo| session.photo(photo.id).unwrap())
                    .collect()
            };
            assert_eq!(whole(&elsewhere.session, &saved), whole(session, &view));
        }
        session.close_project().unwrap();
    }
}

/// Tells the child where to work.
const HOME: &str = "NUNCHI_SIZE_LIMIT_TEST_HOME";

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_not_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new("sh");
    child
        .args(["-c", "ulimit -f 1000; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "child_of_the_size_limit_test", "--nocapture"])
        .env(HOME, folder.path());
    let output = child.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{:?}\n{told}\n{complaint}",
        output.status
    );
    let kept = told.lines().find_map(|line| line.strip_prefix("kept "));
    // Without the limit: everything that was answered for is there.
    let session = Session::open(folder.path()).unwrap();
    session.start().unwrap();
    assert_eq!(kept, Some(shown(&session).as_str()), "{told}");
}

/// The photos on the screen, by their numbers.
fn shown(session: &Session) -> String {
    let photos = now(session).classes[0].photos.clone();
    let numbers: Vec<_> = photos.iter().map(|photo| photo.id.0.to_string()).collect();
    numbers.join(" ")
}

/// The child: adds photos until one is refused. Without its variable it is an empty test.
#[test]
fn child_of_the_size_limit_test() {
    let Some(home) = std::env::var_os(HOME).map(PathBuf::from) else {
        return;
    };
    let session = Session::open(&home).unwrap();
    let view = session.create_project("Test", &["a".to_owned()]).unwrap();
    let class = view.classes[0].id;
    let mut photos = Vec::new();
    let refused = loop {
        match session.add_photo(class, &noisy(photos.len() as u32)) {
            Ok(added) => photos.push(added.photo.id),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.code(), ErrorCode::Storage);
    assert!(photos.len() > 5);
    let seen = now(&session).classes[0].photos.clone();
    let seen: Vec<_> = seen.iter().map(|photo| photo.id).collect();
    assert_eq!(seen, photos);
    // A deletion is written down too, and may be what goes past the limit.
    let left = match session.delete_photos(&photos[..2]) {
        Ok(_) => &photos[2..],
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::Storage);
            &photos[..]
        }
    };
    assert_eq!(now(&session).classes[0].photos.len(), left.len());
    // The same for a file that is taken in: nothing of it is left. Photos that are embedded in the
    // background have a journal for a moment.
    let files = || {
        let all = files_under(&home.join("projects"));
        all.iter().filter(|file| !is_journal(file)).count()
    };
    let before = files();
    let import = session.import_begin("large").unwrap();
    let refused = loop {
        if let Err(error) = session.import_chunk(import, &[7; 100_000]) {
            break error;
        }
    };
    assert_eq!(refused.code(), ErrorCode::DiskFull);
    assert_eq!(files(), before);
    // Past the test harness.
    let told = format!("kept {}\n", shown(&session));
    std::io::stdout().write_all(told.as_bytes()).unwrap();
}

/// Who may do everything, as the one who installs, has nothing that may not be written.
#[cfg(unix)]
#[test]
fn a_project_that_may_not_be_written_opens_for_looking_and_says_so_when_it_is_changed() {
    use std::os::unix::fs::PermissionsExt;
    for folder_too in [false, true] {
        let home = Home::new();
        let session = &home.session;
        let view = with_photos(session, "Mine", 0, 2);
        session.close_project().unwrap();
        let file = home.project_file();
        let folder = file.parent().unwrap();
        let locked = if folder_too { folder } else { &file };
        let allow = |mode| {
            let permissions = fs::Permissions::from_mode(mode);
            fs::set_permissions(locked, permissions).unwrap();
        };
        allow(if folder_too { 0o555 } else { 0o444 });
        let before = fs::read(&file).unwrap();
        let everything_is_allowed = if folder_too {
            fs::write(folder.join("try"), "x").is_ok()
        } else {
            fs::File::options().append(true).open(&file).is_ok()
        };
        let looked = session.open_project(&view.id).map(|open| {
            let photo = open.classes[0].photos[1].id;
            (session.photo(photo).is_ok(), session.rename_model("x"))
        });
        allow(0o755);
        let (shown, changed) = looked.unwrap();
        assert!(shown);
        if everything_is_allowed {
            changed.unwrap();
            continue;
        }
        assert_eq!(changed.unwrap_err().code(), ErrorCode::ReadOnly);
        assert_eq!(fs::read(&file).unwrap(), before);
    }
}
