//! What needs a hand inside the session: a disk that is full.

use nunchi_vision::Photo;

use super::Session;
use crate::error_code::ErrorCode;

fn photo(number: u8) -> Vec<u8> {
    let pixels = (0..64 * 64 * 3).map(|at: u32| (at.wrapping_mul(7919) >> 3) as u8 ^ number);
    let photo = Photo::from_rgb(64, 64, pixels.collect()).unwrap();
    photo.to_jpeg().unwrap()
}

/// Lets the file of the open project have so many pages, as a full disk does.
fn allow(session: &Session, pages: u32) {
    let allowed = session.core.with_project(|open| {
        let database = open.database();
        Ok(database.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
    });
    allowed.unwrap();
}

#[test]
fn a_full_disk_gets_the_room_that_was_kept_and_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let reserve = home.path().join("reserve");
    let session = Session::open(home.path()).unwrap();
    let view = session.create_project("Test", &["a".to_owned()]).unwrap();
    let class = view.classes[0].id;
    let first = session.add_photo(class, &photo(1)).unwrap().photo;
    assert!(reserve.exists());
    allow(&session, 1);
    let full = loop {
        if let Err(error) = session.add_photo(class, &photo(2)) {
            break error;
        }
    };
    assert_eq!(full.code(), ErrorCode::DiskFull);
    assert!(!reserve.exists(), "given back");
    allow(&session, 100_000);
    assert!(session.photo(first.id).is_ok());
    session.delete_photos(&[first.id]).unwrap();
    session.add_photo(class, &photo(3)).unwrap();
    assert!(!reserve.exists(), "the user has just made room");
    session.close_project().unwrap();
    assert!(reserve.exists(), "kept again");
}
