//! Whatever a user does can be taken back, step by step, and done again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::ops::Range;

use common::programs;
use common::{Drawn, Home, drawn};
use nunchi_project::{
    ClassId, ClassView, Conditions, Operation, PhotoId, ProgramChange, ProgramShared, ProjectId,
    ProjectView, Session, SquareView,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Something a user does. The numbers choose among what is there.
#[derive(Clone, Debug)]
enum Action {
    RenameModel(String),
    AddClass(String),
    RenameClass(usize, String),
    RecolourClass(usize, u8),
    DeleteClass(usize),
    MergeClass(usize, usize),
    AddPhoto(usize, u32),
    DeletePhotos(usize, usize),
    MovePhotos(usize, usize, usize),
    AdjustSquare(usize, u32),
    SetEpochs(u32),
    PutObject(u8, String),
    RemoveObject(u8),
    SetVariable(String),
    Undo,
    Redo,
}

fn actions(count: Range<usize>) -> impl Strategy<Value = Vec<Action>> {
    let any = 0_usize..20;
    // Few names, so that they meet.
    let name =
        || prop::sample::select(vec!["개", "고양이", "cat", "cat 2"]).prop_map(str::to_owned);
    prop::collection::vec(
        prop_oneof![
            1 => name().prop_map(Action::RenameModel),
            2 => name().prop_map(Action::AddClass),
            2 => (any.clone(), name()).prop_map(|(class, name)| Action::RenameClass(class, name)),
            1 => (any.clone(), 0_u8..10).prop_map(|(class, colour)| Action::RecolourClass(class, colour)),
            1 => any.clone().prop_map(Action::DeleteClass),
            1 => (any.clone(), any.clone()).prop_map(|(from, into)| Action::MergeClass(from, into)),
            4 => (any.clone(), 0_u32..4).prop_map(|(class, photo)| Action::AddPhoto(class, photo)),
            2 => (any.clone(), 0_usize..3).prop_map(|(first, count)| Action::DeletePhotos(first, count)),
            2 => (any.clone(), 0_usize..3, any.clone())
                .prop_map(|(first, count, class)| Action::MovePhotos(first, count, class)),
            1 => (any, 16_u32..96).prop_map(|(photo, side)| Action::AdjustSquare(photo, side)),
            1 => (1_u32..5).prop_map(Action::SetEpochs),
            2 => (0_u8..3, name()).prop_map(|(id, blocks)| Action::PutObject(id, blocks)),
            1 => (0_u8..3).prop_map(Action::RemoveObject),
            1 => name().prop_map(Action::SetVariable),
            2 => Just(Action::Undo),
            1 => Just(Action::Redo),
        ],
        count,
    )
}

/// The open project as it is now, without a look at the other ones.
fn now(session: &Session, open: &ProjectId) -> ProjectView {
    session.open_project(open).unwrap()
}

fn act(session: &Session, open: &ProjectId, action: &Action) {
    let view = now(session, open);
    let class = |number: &usize| -> Option<ClassId> {
        let class = view.classes.get(number % view.classes.len().max(1))?;
        Some(class.id)
    };
    let all: Vec<PhotoId> = view
        .classes
        .iter()
        .flat_map(|class| class.photos.iter().map(|photo| photo.id))
        .collect();
    let some = |first: &usize, count: &usize| -> Vec<PhotoId> {
        let first = first % all.len().max(1);
        all.iter().skip(first).take(*count).copied().collect()
    };
    let done = match action {
        Action::RenameModel(name) => session.rename_model(name).map(drop),
        Action::AddClass(name) => session.add_class(name).map(drop),
        Action::RenameClass(number, name) => match class(number) {
            Some(id) => session.rename_class(id, name).map(drop),
            None => Ok(()),
        },
        Action::RecolourClass(number, colour) => match class(number) {
            Some(id) => session.recolour_class(id, *colour).map(drop),
            None => Ok(()),
        },
        Action::DeleteClass(number) => match class(number) {
            Some(id) => session.delete_class(id).map(drop),
            None => Ok(()),
        },
        Action::MergeClass(from, into) => match (class(from), class(into)) {
            (Some(from), Some(into)) if from != into => session.merge_class(from, into).map(drop),
            _ => Ok(()),
        },
        Action::AddPhoto(number, photo) => match class(number) {
            Some(id) => session.add_photo(id, &drawn(Drawn::Disc, *photo)).map(drop),
            None => Ok(()),
        },
        Action::DeletePhotos(first, count) => session.delete_photos(&some(first, count)).map(drop),
        Action::MovePhotos(first, count, number) => match class(number) {
            Some(id) => session.move_photos(&some(first, count), id).map(drop),
            None => Ok(()),
        },
        Action::AdjustSquare(first, side) => match some(first, &1).first() {
            Some(id) => {
                let square = SquareView {
                    left: 0,
                    top: 0,
                    side: *side,
                };
                session.adjust_square(*id, square).map(drop)
            }
            None => Ok(()),
        },
        Action::SetEpochs(epochs) => {
            let conditions = Conditions {
                epochs: *epochs,
                ..view.conditions
            };
            session.set_conditions(conditions).map(drop)
        }
        Action::PutObject(id, blocks) => session
            .change_program(
                Operation::ChangeBlocks,
                vec![programs::put(&format!("object-{id}"), blocks)],
            )
            .map(drop),
        Action::RemoveObject(id) => session
            .change_program(
                Operation::DeleteObject,
                vec![programs::remove(&format!("object-{id}"))],
            )
            .map(drop),
        Action::SetVariable(value) => {
            let shared = ProgramShared {
                variables: vec![programs::variable("score", value)],
                ..session.read_program().unwrap().shared
            };
            session
                .change_program(
                    Operation::ChangeData,
                    vec![ProgramChange::Shared { shared }],
                )
                .map(drop)
        }
        Action::Undo => session.undo().map(drop),
        Action::Redo => session.redo().map(drop),
    };
    done.unwrap();
}

/// All that a user can see, but for what only counts upwards.
fn seen(session: &Session, view: &ProjectView) -> String {
    let classes: Vec<_> = view
        .classes
        .iter()
        .map(|class| {
            let photos: Vec<_> = class
                .photos
                .iter()
                .map(|photo| {
                    let square = session.photo_details(photo.id).unwrap().square;
                    (photo.id, square, session.thumbnail(photo.id).unwrap())
                })
                .collect();
            let ClassView {
                id,
                name,
                colour,
                merged,
                ..
            } = class;
            (id, name, colour, merged, photos)
        })
        .collect();
    let program = session.read_program().unwrap();
    format!(
        "{} {:?} {:?} {classes:?} {:?} {:?}",
        view.name, view.conditions, view.status.readiness, program.shared, program.objects
    )
}

#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forth,
}

#[test]
fn all_that_was_done_can_be_undone_and_done_again() {
    let home = Home::new();
    let session = &home.session;
    let mut runner = TestRunner::new(Config {
        cases: 32,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&actions(1..16), |actions| {
        let view = session.create_project("Test", &["cat".to_owned()]).unwrap();
        let open = view.id.clone();
        let start = seen(session, &view);
        for action in &actions {
            act(session, &open, action);
            let view = now(session, &open);
            let mut names: Vec<_> = view.classes.iter().map(|class| &class.name).collect();
            names.sort();
            names.dedup();
            prop_assert_eq!(
                names.len(),
                view.classes.len(),
                "no two classes share a name"
            );
        }
        let end = seen(session, &now(session, &open));
        let redoable = steps(session, &open, Direction::Forth);
        let further = seen(session, &now(session, &open));
        for _ in 0..redoable {
            session.undo().unwrap();
        }
        prop_assert_eq!(&seen(session, &now(session, &open)), &end);
        let done = steps(session, &open, Direction::Back);
        prop_assert_eq!(&seen(session, &now(session, &open)), &start);
        let again = steps(session, &open, Direction::Forth);
        prop_assert_eq!(&seen(session, &now(session, &open)), &further);
        prop_assert_eq!(again, done + redoable);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Undoes or redoes until there is nothing more; how many steps that were.
fn steps(session: &Session, open: &ProjectId, direction: Direction) -> usize {
    let mut count = 0;
    loop {
        let history = now(session, open).status.history;
        match direction {
            Direction::Back if history.undo.is_some() => session.undo().unwrap(),
            Direction::Forth if history.redo.is_some() => session.redo().unwrap(),
            _ => return count,
        };
        count += 1;
    }
}

/// What ends the app's work with a project.
#[derive(Clone, Copy)]
enum End {
    /// The app is closed.
    Close,
    /// The app is killed.
    Kill,
}

/// Ends the work and goes on with it in a new session.
fn go_on(home: Home, end: End) -> Home {
    match end {
        End::Close => home.restart(),
        End::Kill => home.killed(),
    }
}

#[test]
fn two_hundred_actions_can_be_undone_and_done_again_over_restarts_and_kills() {
    let mut runner = TestRunner::new(Config {
        cases: 2,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&actions(200..201), |actions| {
        let mut home = Home::new();
        let view = home
            .session
            .create_project("Test", &["cat".to_owned()])
            .unwrap();
        let open = view.id.clone();
        let start = seen(&home.session, &view);
        for (number, action) in actions.iter().enumerate() {
            match number {
                70 => home = go_on(home, End::Kill),
                140 => home = go_on(home, End::Close),
                _ => {}
            }
            act(&home.session, &open, action);
        }
        let end = seen(&home.session, &now(&home.session, &open));
        let redoable = steps(&home.session, &open, Direction::Forth);
        let further = seen(&home.session, &now(&home.session, &open));
        for _ in 0..redoable {
            home.session.undo().unwrap();
        }
        prop_assert_eq!(&seen(&home.session, &now(&home.session, &open)), &end);
        for _ in 0..10 {
            home.session.undo().unwrap();
        }
        home = go_on(home, End::Kill);
        steps(&home.session, &open, Direction::Back);
        prop_assert_eq!(&seen(&home.session, &now(&home.session, &open)), &start);
        for _ in 0..10 {
            home.session.redo().unwrap();
        }
        home = go_on(home, End::Close);
        steps(&home.session, &open, Direction::Forth);
        prop_assert_eq!(&seen(&home.session, &now(&home.session, &open)), &further);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
