//! Merging a class into another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Drawn, Home, add, drawn, now, ready_to_train, train};
use nunchi_project::{ClassId, ErrorCode, Freshness, Operation, Session};

/// A project with a class for each name, each with as many photos.
fn project(session: &Session, classes: &[(&str, u32)]) -> Vec<ClassId> {
    let names: Vec<String> = classes.iter().map(|(name, _)| (*name).to_owned()).collect();
    let view = session.create_project("Test", &names).unwrap();
    for (class, (_, photos)) in view.classes.iter().zip(classes) {
        add(session, class.id, Drawn::Disc, 0, *photos);
    }
    view.classes.iter().map(|class| class.id).collect()
}

/// Name, number of photos, and the classes that were merged into it, for every class.
fn classes(session: &Session) -> Vec<(String, usize, Vec<ClassId>)> {
    now(session)
        .classes
        .into_iter()
        .map(|class| (class.name, class.photos.len(), class.merged))
        .collect()
}

#[test]
fn a_merged_class_is_a_part_of_the_other_and_undo_takes_it_back_in_one_step() {
    let home = Home::new();
    let ids = project(&home.session, &[("a", 3), ("b", 2), ("c", 0)]);
    let [a, b, c] = ids[..] else { panic!() };
    let deleted = now(&home.session).classes[0].photos[0].id;
    home.session.delete_photos(&[deleted]).unwrap();
    let before = classes(&home.session);
    home.session.merge_class(a, b).unwrap();
    let merged = [("b".to_owned(), 4, vec![a]), ("c".to_owned(), 0, vec![])];
    assert_eq!(classes(&home.session), merged);
    home.session.merge_class(b, c).unwrap();
    assert_eq!(classes(&home.session), [("c".to_owned(), 4, vec![a, b])]);
    let home = home.killed();
    let view = now(&home.session);
    assert_eq!(view.status.history.undo, Some(Operation::MergeClass));
    home.session.undo().unwrap();
    assert_eq!(classes(&home.session), merged);
    home.session.undo().unwrap();
    assert_eq!(classes(&home.session), before);
    home.session.undo().unwrap();
    assert_eq!(
        classes(&home.session)[0].1,
        3,
        "the deleted photo is in its class"
    );
    for _ in 0..3 {
        home.session.redo().unwrap();
    }
    assert_eq!(classes(&home.session), [("c".to_owned(), 4, vec![a, b])]);
    home.session.forget_deleted().unwrap();
    let home = home.restart();
    assert_eq!(
        classes(&home.session),
        [("c".to_owned(), 4, vec![a, b])],
        "blocks name them for ever"
    );
}

#[test]
fn a_class_is_not_merged_into_itself_or_one_that_is_not_there() {
    let home = Home::new();
    let ids = project(&home.session, &[("a", 1), ("b", 1)]);
    let [a, b] = ids[..] else { panic!() };
    let refused = |from, into| home.session.merge_class(from, into).unwrap_err().code();
    assert_eq!(refused(a, a), ErrorCode::BadRequest);
    assert_eq!(refused(a, ClassId(99)), ErrorCode::ClassNotFound);
    home.session.merge_class(a, b).unwrap();
    assert_eq!(refused(a, b), ErrorCode::ClassNotFound);
    assert_eq!(refused(b, a), ErrorCode::ClassNotFound);
    assert_eq!(classes(&home.session), [("b".to_owned(), 2, vec![a])]);
}

#[test]
fn the_model_goes_on_answering_with_the_class_that_is_left() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let (stripes, disc) = (view.classes[0].id, view.classes[1].id);
    let other = session.add_class("other").unwrap().classes[2].id;
    add(session, other, Drawn::Disc, 30, 5);
    train(session);
    let ask = || session.recognise(&drawn(Drawn::Disc, 50)).unwrap();
    let apart = ask();
    session.merge_class(other, disc).unwrap();
    let together = ask();
    let ids: Vec<_> = together.classes.iter().map(|class| class.id).collect();
    assert_eq!(ids, [stripes, disc]);
    let sum = apart.classes[1].confidence + apart.classes[2].confidence;
    assert_eq!(together.classes[1].confidence, sum);
    assert_eq!(together.classes[1].name, "disc");
    assert_eq!(together.winner, disc);
    let model = now(session).status.model.unwrap();
    assert_eq!(model.classes, [stripes, disc]);
    assert_eq!(model.freshness, Freshness::DataChanged);
    train(session);
    assert_eq!(ask().classes.len(), 2);
    session.undo().unwrap();
    let ids: Vec<_> = now(session).classes.iter().map(|class| class.id).collect();
    assert_eq!(ids, [stripes, disc, other]);
}
