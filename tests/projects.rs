//! Projects, their files and the app's folder, as a user meets them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{Drawn, Home, add, drawn, now};
use nunchi_project::{
    ErrorCode, Language, PhotoId, Preferences, ProjectId, ProjectView, Session, SquareView, Theme,
    Turn,
};

fn class_names(view: &ProjectView) -> Vec<&str> {
    view.classes
        .iter()
        .map(|class| class.name.as_str())
        .collect()
}

fn with_one_class(session: &Session) -> ProjectView {
    session.create_project("Test", &["one".to_owned()]).unwrap()
}

#[test]
fn the_app_goes_back_to_the_last_project_unless_it_was_left() {
    let home = Home::new();
    assert!(
        home.session.start().unwrap().project.is_none(),
        "a first start"
    );
    let first = with_one_class(&home.session);
    let second = home.session.create_project("Second", &[]).unwrap();
    let home = home.restart();
    assert_eq!(now(&home.session).id, second.id);
    home.session.open_project(&first.id).unwrap();
    let home = home.restart();
    assert_eq!(now(&home.session).id, first.id);

    let at_home = home.session.close_project().unwrap();
    let ids: Vec<_> = at_home
        .library
        .projects
        .iter()
        .map(|card| &card.id)
        .collect();
    assert!(ids.contains(&&first.id) && ids.contains(&&second.id));
    let home = home.restart();
    assert!(home.session.start().unwrap().project.is_none());
    let refused = home.session.add_class("x").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NoProject);
}

#[test]
fn a_card_says_what_is_in_a_project() {
    let home = Home::new();
    let view = home
        .session
        .create_project("  꽃과  동물 ", &["장미".to_owned(), "개".to_owned()])
        .unwrap();
    add(&home.session, view.classes[1].id, Drawn::Disc, 0, 3);
    let start = home.session.start().unwrap();
    let card = &start.library.projects[0];
    assert_eq!(card.name, "꽃과 동물");
    assert_eq!(card.class_names, ["장미", "개"]);
    assert_eq!(card.photos, 3);
    assert!(
        card.changed_at > 1_600_000_000_000,
        "milliseconds since 1970"
    );
}

#[test]
fn class_names_are_mended_or_refused_and_never_merged() {
    let home = Home::new();
    let session = &home.session;
    let view = with_one_class(session);
    let one = view.classes[0].id;
    let view = session.add_class(" one\n").unwrap();
    assert_eq!(class_names(&view), ["one", "one 2"]);
    assert_ne!(view.classes[0].colour, view.classes[1].colour);
    let view = session.rename_class(one, "one 2").unwrap();
    assert_eq!(class_names(&view), ["one 2 2", "one 2"]);
    let view = session.rename_class(one, "one").unwrap();
    assert_eq!(class_names(&view), ["one", "one 2"], "its own name is free");
    for name in ["", "  ", "\u{3164}"] {
        assert_eq!(
            session.add_class(name).unwrap_err().code(),
            ErrorCode::ClassNameEmpty
        );
        let refused = session.rename_class(one, name).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ClassNameEmpty);
    }
    assert_eq!(class_names(&now(session)), ["one", "one 2"]);
    let refused = session.create_project("x", &["a".to_owned(), String::new()]);
    assert_eq!(refused.unwrap_err().code(), ErrorCode::ClassNameEmpty);
    assert_eq!(
        session.start().unwrap().library.projects.len(),
        1,
        "no half project is left"
    );
}

#[test]
fn a_project_holds_a_hundred_classes() {
    let home = Home::new();
    let names = vec!["class".to_owned(); 100];
    let view = home.session.create_project("Many", &names).unwrap();
    assert_eq!(view.classes[99].name, "class 100");
    let refused = home.session.add_class("one more").unwrap_err().view();
    assert_eq!(refused.code, ErrorCode::TooManyClasses);
    assert_eq!(refused.detail["max"], "100");
}

#[test]
fn a_model_keeps_its_name_when_the_new_one_shows_nothing() {
    let home = Home::new();
    with_one_class(&home.session);
    let view = home.session.rename_model(" \u{200b}").unwrap();
    assert_eq!(view.name, "Test");
    assert_eq!(view.status.history.undo, None, "nothing to take back");
}

#[test]
fn a_photo_is_shown_as_soon_as_it_is_answered_for() {
    let home = Home::new();
    let view = with_one_class(&home.session);
    let class = view.classes[0].id;
    let added = home
        .session
        .add_photo(class, &drawn(Drawn::Disc, 1))
        .unwrap();
    assert_eq!(now(&home.session).classes[0].photos, [added.photo]);
    let size = |jpeg: Vec<u8>| {
        let photo = nunchi_vision::Photo::decode(&jpeg).unwrap().photo;
        (photo.width(), photo.height())
    };
    assert_eq!(
        size(home.session.thumbnail(added.photo.id).unwrap()),
        (192, 192)
    );
    assert_eq!(size(home.session.photo(added.photo.id).unwrap()), (120, 96));
    let details = home.session.photo_details(added.photo.id).unwrap();
    assert_eq!((details.width, details.height), (120, 96));
    let centre = SquareView {
        left: 12,
        top: 0,
        side: 96,
    };
    assert_eq!(details.square, centre);
}

#[test]
fn a_refused_picture_changes_nothing() {
    let home = Home::new();
    let view = with_one_class(&home.session);
    let class = view.classes[0].id;
    let whole = drawn(Drawn::Disc, 1);
    for (bytes, code) in [
        (&[][..], ErrorCode::Empty),
        (b"no picture, only words", ErrorCode::UnsupportedFormat),
        (&whole[..whole.len() / 2], ErrorCode::Corrupt),
        (&vec![0; 11 << 20], ErrorCode::TooLarge),
    ] {
        let refused = home.session.add_photo(class, bytes).unwrap_err();
        assert_eq!(refused.code(), code);
    }
    let gone = nunchi_project::ClassId(99);
    let refused = home.session.add_photo(gone, &whole).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ClassNotFound);
    let after = now(&home.session);
    assert!(after.classes[0].photos.is_empty());
    assert_eq!(after.status.history.undo, None);
}

#[test]
fn a_square_is_adjusted_inside_the_photo_only() {
    let home = Home::new();
    let session = &home.session;
    let view = with_one_class(session);
    let photo = add(session, view.classes[0].id, Drawn::Disc, 0, 1)[0];
    let before = session.thumbnail(photo).unwrap();
    for (left, top, side) in [
        (0, 0, 97),
        (100, 0, 30),
        (0, 0, 15),
        (0, 0, 0),
        (u32::MAX, 0, 20),
    ] {
        let outside = SquareView { left, top, side };
        let refused = session.adjust_square(photo, outside).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::SquareOutside, "{outside:?}");
    }
    let corner = SquareView {
        left: 0,
        top: 0,
        side: 40,
    };
    let view = session.adjust_square(photo, corner).unwrap();
    assert_eq!(
        view.classes[0].photos[0].revision, 1,
        "the window asks for the new thumbnail"
    );
    assert_ne!(session.thumbnail(photo).unwrap(), before);
    assert_eq!(session.photo_details(photo).unwrap().square, corner);
    session.undo().unwrap();
    assert_eq!(session.thumbnail(photo).unwrap(), before);
    assert!(now(session).classes[0].photos[0].revision > 1);
}

#[test]
fn several_photos_are_deleted_or_moved_together_or_not_at_all() {
    let home = Home::new();
    let session = &home.session;
    let view = session
        .create_project("Test", &["a".to_owned(), "b".to_owned()])
        .unwrap();
    let [a, b] = [0, 1].map(|class| view.classes[class].id);
    let photos = add(session, a, Drawn::Disc, 0, 3);
    let counts = || -> Vec<usize> {
        now(session)
            .classes
            .iter()
            .map(|c| c.photos.len())
            .collect()
    };
    let unknown = PhotoId(999);
    let refused = session.delete_photos(&[photos[0], unknown]).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PhotoNotFound);
    let refused = session.move_photos(&[photos[0], unknown], b).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PhotoNotFound);
    assert_eq!(counts(), [3, 0]);
    session
        .move_photos(&[photos[0], photos[1], photos[0]], b)
        .unwrap();
    assert_eq!(counts(), [1, 2]);
    session
        .delete_photos(&[photos[1], photos[2], photos[1]])
        .unwrap();
    assert_eq!(counts(), [0, 1]);
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(counts(), [3, 0]);
}

#[test]
fn photos_that_are_sent_at_once_are_kept_in_the_order_of_their_turns() {
    let home = Home::new();
    let class = with_one_class(&home.session).classes[0].id;
    let turn = |number: u64| Turn {
        number,
        after: (number > 1).then_some(number - 1),
    };
    let order = [4_u64, 2, 3, 1];
    let added: Vec<_> = std::thread::scope(|scope| {
        let sent = order.map(|number| {
            let session = &home.session;
            scope.spawn(move || {
                // The second is no picture; those behind it come all the same.
                let bytes = match number {
                    2 => b"my homework".to_vec(),
                    _ => drawn(Drawn::Disc, 1),
                };
                let added = session.add_photo_in_turn(turn(number), class, &bytes);
                (number, added.ok().map(|added| added.photo.id))
            })
        });
        sent.map(|one| one.join().unwrap()).into()
    });
    let mut kept: Vec<_> = added
        .into_iter()
        .filter_map(|(number, id)| Some((id?, number)))
        .collect();
    kept.sort();
    let order: Vec<_> = kept.into_iter().map(|(_, number)| number).collect();
    assert_eq!(order, [1, 3, 4]);
}

#[test]
fn an_open_project_is_not_opened_by_a_second_app() {
    let home = Home::new();
    let mine = with_one_class(&home.session);
    let other = Session::open(home.folder.path()).unwrap();
    let start = other.start().unwrap();
    assert!(start.project.is_none());
    assert_eq!(start.problem.unwrap().code, ErrorCode::ProjectBusy);
    assert_eq!(start.library.projects.len(), 1);
    let refused = other.open_project(&mine.id).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProjectBusy);
    other.create_project("Another", &[]).unwrap();
    home.session.close_project().unwrap();
    assert_eq!(other.open_project(&mine.id).unwrap().id, mine.id);
}

#[test]
fn a_project_that_cannot_be_read_is_said_and_left_as_it_is() {
    type Spoil = fn(&mut Vec<u8>);
    let ways: [(Spoil, ErrorCode); 6] = [
        (
            |bytes| bytes[120..4000].fill(0x5a),
            ErrorCode::ProjectDamaged,
        ),
        (
            |bytes| bytes[60..64].copy_from_slice(&9_i32.to_be_bytes()),
            ErrorCode::ProjectNewer,
        ),
        (
            |bytes| bytes[68..72].copy_from_slice(b"GPKG"),
            ErrorCode::ProjectForeign,
        ),
        (|bytes| bytes.truncate(5000), ErrorCode::ProjectDamaged),
        (|bytes| bytes.clear(), ErrorCode::ProjectDamaged),
        (
            |bytes| *bytes = b"my homework".repeat(900),
            ErrorCode::ProjectForeign,
        ),
    ];
    for (spoil, code) in ways {
        let home = Home::new();
        let view = with_one_class(&home.session);
        add(&home.session, view.classes[0].id, Drawn::Disc, 0, 2);
        let file = home.project_file();
        drop(home.session);
        let mut bytes = fs::read(&file).unwrap();
        spoil(&mut bytes);
        fs::write(&file, &bytes).unwrap();

        let session = Session::open(home.folder.path()).unwrap();
        let start = session.start().unwrap();
        assert!(start.project.is_none(), "{code:?}");
        assert_eq!(start.problem.unwrap().code, code);
        assert_eq!(start.library.projects.len(), 1, "it stays in the list");
        assert_eq!(session.open_project(&view.id).unwrap_err().code(), code);
        assert!(
            session.start().unwrap().problem.is_none(),
            "it is said once"
        );
        session.create_project("Another", &[]).unwrap();
        drop(session);
        assert_eq!(
            fs::read(&file).unwrap(),
            bytes,
            "{code:?}: the file is as it was"
        );
    }
}

#[test]
fn a_project_that_is_gone_is_said() {
    let home = Home::new();
    let view = with_one_class(&home.session);
    let file = home.project_file();
    let home = home.restart();
    fs::remove_file(file).unwrap();
    let problem = home.session.start().unwrap().problem.unwrap();
    assert_eq!(problem.code, ErrorCode::ProjectNotFound);
    for id in [view.id.0.as_str(), "../../etc/passwd", ""] {
        let refused = home
            .session
            .open_project(&ProjectId(id.into()))
            .unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ProjectNotFound);
    }
}

#[test]
fn the_example_is_made_once_in_each_language_and_found_again() {
    let home = Home::new();
    let session = &home.session;
    let korean = session.open_example(Language::Ko).unwrap();
    assert!(korean.is_example && korean.status.readiness.ready);
    assert_eq!(class_names(&korean), ["가위", "바위", "보"]);
    let counts: Vec<_> = korean
        .classes
        .iter()
        .map(|class| class.photos.len())
        .collect();
    assert_eq!(counts, [12, 12, 12]);
    assert_eq!(korean.status.history.undo, None);
    session.rename_class(korean.classes[0].id, "찌").unwrap();
    let english = session.open_example(Language::En).unwrap();
    assert_eq!(class_names(&english), ["Scissors", "Rock", "Paper"]);
    let again = session.open_example(Language::Ko).unwrap();
    assert_eq!(again.id, korean.id);
    assert_eq!(class_names(&again), ["찌", "바위", "보"], "as it was left");
    assert_eq!(session.start().unwrap().library.projects.len(), 2);

    let pictures = session.example_pictures().unwrap();
    assert_eq!(pictures.len(), 6);
    for picture in pictures {
        let jpeg = session.example_picture(picture.index).unwrap();
        assert!(nunchi_vision::Photo::decode(&jpeg).is_ok());
    }
    assert_eq!(
        session.example_picture(6).unwrap_err().code(),
        ErrorCode::BadRequest
    );
}

#[test]
fn preferences_are_kept_and_a_damaged_file_of_them_is_no_obstacle() {
    let home = Home::new();
    assert!(home.session.start().unwrap().preferences.mirror);
    let chosen = Preferences {
        language: Some(Language::Ko),
        theme: Theme::Dark,
        mirror: false,
    };
    home.session.set_preferences(chosen).unwrap();
    let home = home.restart();
    assert_eq!(home.session.start().unwrap().preferences, chosen);
    let Home { session, folder } = home;
    drop(session);
    fs::write(folder.path().join("preferences.json"), "{\"pref").unwrap();
    let session = Session::open(folder.path()).unwrap();
    assert_eq!(session.start().unwrap().preferences, Preferences::default());
}

#[test]
fn a_folder_that_cannot_be_made_is_a_plain_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "x").unwrap();
    let refused = Session::open(file.join("home")).err().unwrap();
    assert_eq!(refused.code(), ErrorCode::Storage);
}
