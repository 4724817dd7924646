//! The data folder, with what a kill leaves in it and with another copy of the app.

use super::*;

fn folder() -> (tempfile::TempDir, Folder) {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::open(home.path()).unwrap();
    (home, folder)
}

#[test]
fn an_id_names_nothing_outside_the_folder() {
    let (_home, folder) = folder();
    for id in [
        "",
        "../x",
        "a/b",
        "a\\b",
        "C:",
        "a.b",
        "한",
        &"a".repeat(65),
    ] {
        assert!(folder.path(&ProjectId(id.into())).is_err(), "{id}");
    }
    assert!(folder.path(&ProjectId("project-1".into())).is_ok());
}

#[test]
fn a_project_that_could_not_be_filled_is_not_there() {
    let (home, folder) = folder();
    let failed = folder.create(|_| Err(ProjectError::ClassNameEmpty));
    assert!(matches!(failed, Err(ProjectError::ClassNameEmpty)));
    assert_eq!(
        fs::read_dir(home.path().join("projects")).unwrap().count(),
        0
    );
    assert!(folder.list(Place::Projects).unwrap().is_empty());
}

#[test]
fn what_a_killed_app_left_half_made_is_removed_at_the_next_start() {
    let (home, folder) = folder();
    let half = home.path().join("projects/project-1.nunchi.new");
    let lone = home.path().join("projects/project-2.nunchi.new-journal");
    fs::write(&half, "half").unwrap();
    fs::write(&lone, "journal").unwrap();
    assert!(folder.list(Place::Projects).unwrap().is_empty());
    let busy = folder.lock(&ProjectId("project-1".into())).unwrap();
    Folder::open(home.path()).unwrap();
    assert!(half.exists(), "another copy of the app is making it");
    assert!(!lone.exists());
    drop(busy);
    Folder::open(home.path()).unwrap();
    assert!(!half.exists());
}

#[test]
fn two_projects_of_one_moment_are_two_files() {
    let (_home, folder) = folder();
    let made: Vec<_> = (0..5)
        .map(|_| folder.create(|_| Ok(())).unwrap().0.0)
        .collect();
    let mut listed: Vec<_> = folder
        .list(Place::Projects)
        .unwrap()
        .into_iter()
        .map(|listed| listed.id.0)
        .collect();
    listed.sort();
    assert_eq!(listed, made);
}

#[test]
fn a_project_is_open_once() {
    let (_home, folder) = folder();
    let (id, lock, store) = folder.create(|_| Ok(())).unwrap();
    assert!(matches!(folder.open_project(&id), Err(ProjectError::Busy)));
    drop((lock, store));
    assert!(folder.open_project(&id).is_ok());
}
