//! From photos to a model that recognises, as a user goes the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Drawn, Home, add, drawn, now, ready_to_train, train};
use nunchi_project::{
    Conditions, ErrorCode, Freshness, PhotoId, Prediction, Session, SquareView, TrainEvent,
    TrainOutcome,
};

fn freshness(session: &Session) -> Freshness {
    now(session).status.model.unwrap().freshness
}

fn winner(prediction: &Prediction) -> &str {
    let wins = |class: &&nunchi_project::ClassConfidence| class.id == prediction.winner;
    &prediction.classes.iter().find(wins).unwrap().name
}

#[test]
fn a_taught_model_recognises_and_is_there_after_a_restart() {
    let home = Home::new();
    ready_to_train(&home.session);
    let mut points = Vec::new();
    let outcome = home
        .session
        .train(&mut |event| {
            if let TrainEvent::Epoch { epochs, point } = event {
                assert_eq!(epochs, 30);
                points.push(point);
            }
        })
        .unwrap();
    let TrainOutcome::Finished { status } = outcome else {
        panic!("{outcome:?}");
    };
    let model = status.model.unwrap();
    assert_eq!(points.len(), 30);
    assert_eq!(model.epochs, points, "the chart is what was told");
    assert_eq!((model.photos, model.validation_photos), (10, 2));
    assert_eq!(model.validation_accuracy, points[29].val_acc);

    let stripes = drawn(Drawn::Stripes, 50);
    let before = home.session.recognise(&stripes).unwrap();
    assert_eq!(winner(&before), "stripes");
    let disc = home.session.recognise(&drawn(Drawn::Disc, 50)).unwrap();
    assert_eq!(winner(&disc), "disc");
    let sum: f32 = before.classes.iter().map(|class| class.confidence).sum();
    assert!((sum - 1.0).abs() < 1e-5, "{sum}");

    let home = home.restart();
    let view = now(&home.session);
    assert_eq!(view.name, "Shapes");
    assert_eq!(view.classes[1].photos.len(), 5);
    let kept = view.status.model.unwrap();
    assert_eq!(kept.freshness, Freshness::Fresh);
    assert_eq!(kept.epochs, points);
    let after = home.session.recognise(&stripes).unwrap();
    assert_eq!(
        after.classes[0].confidence.to_bits(),
        before.classes[0].confidence.to_bits(),
        "the same model answers the same"
    );
}

#[test]
fn a_frame_of_the_camera_is_recognised_like_a_photo() {
    let home = Home::new();
    ready_to_train(&home.session);
    train(&home.session);
    let photo = nunchi_vision::Photo::decode(&drawn(Drawn::Disc, 60))
        .unwrap()
        .photo;
    let square = nunchi_vision::Square::centre(photo.width(), photo.height());
    let frame = photo.crop(square, 224).unwrap();
    let rgba: Vec<u8> = frame
        .pixels()
        .chunks(3)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255])
        .collect();
    let prediction = home.session.recognise_frame(224, &rgba).unwrap();
    assert_eq!(winner(&prediction), "disc");
    for (side, bytes) in [
        (223, &rgba[..]),
        (224, &rgba[1..]),
        (0, &[]),
        (u32::MAX, &rgba),
    ] {
        let refused = home.session.recognise_frame(side, bytes).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::BadRequest);
    }
}

#[test]
fn the_same_photos_give_the_same_model_in_whatever_order_they_come() {
    let answers: Vec<Vec<u32>> = [false, true]
        .into_iter()
        .map(|backwards| {
            let home = Home::new();
            let names = ["stripes".to_owned(), "disc".to_owned()];
            let view = home.session.create_project("Shapes", &names).unwrap();
            let mut numbers: Vec<u32> = (0..5).collect();
            if backwards {
                numbers.reverse();
            }
            for number in numbers {
                add(&home.session, view.classes[0].id, Drawn::Stripes, number, 1);
                add(&home.session, view.classes[1].id, Drawn::Disc, number, 1);
            }
            train(&home.session);
            let answer = home.session.recognise(&drawn(Drawn::Disc, 70)).unwrap();
            answer
                .classes
                .iter()
                .map(|class| class.confidence.to_bits())
                .collect()
        })
        .collect();
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn a_model_says_when_it_is_out_of_date_and_undo_makes_it_fresh() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let [stripes, disc] = [0, 1].map(|class| view.classes[class].id);
    let photo = view.classes[0].photos[0].id;
    train(session);
    assert_eq!(freshness(session), Freshness::Fresh);

    let changes: [(&str, Freshness, &dyn Fn()); 8] = [
        ("a photo more", Freshness::DataChanged, &|| {
            add(session, stripes, Drawn::Stripes, 9, 1);
        }),
        ("a photo less", Freshness::DataChanged, &|| {
            session.delete_photos(&[photo]).unwrap();
        }),
        ("a photo moved", Freshness::DataChanged, &|| {
            session.move_photos(&[photo], disc).unwrap();
        }),
        ("another square", Freshness::DataChanged, &|| {
            let square = SquareView {
                left: 0,
                top: 0,
                side: 64,
            };
            session.adjust_square(photo, square).unwrap();
        }),
        ("a class less", Freshness::DataChanged, &|| {
            session.delete_class(disc).unwrap();
        }),
        ("other conditions", Freshness::ConditionsChanged, &|| {
            let conditions = Conditions {
                epochs: 5,
                ..Conditions::default()
            };
            session.set_conditions(conditions).unwrap();
        }),
        ("another name", Freshness::Fresh, &|| {
            session.rename_class(disc, "circle").unwrap();
        }),
        ("another colour", Freshness::Fresh, &|| {
            session.recolour_class(disc, 9).unwrap();
        }),
    ];
    for (what, expected, change) in changes {
        change();
        assert_eq!(freshness(session), expected, "{what}");
        session.undo().unwrap();
        assert_eq!(freshness(session), Freshness::Fresh, "{what}, undone");
    }
}

#[test]
fn a_prediction_speaks_of_classes_as_they_are_called_now() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let disc = view.classes[1].id;
    train(session);
    let names = || -> Vec<String> {
        let prediction = session.recognise(&drawn(Drawn::Disc, 50)).unwrap();
        prediction
            .classes
            .into_iter()
            .map(|class| class.name)
            .collect()
    };
    session.rename_class(disc, "circle").unwrap();
    assert_eq!(names(), ["stripes", "circle"]);
    session.undo().unwrap();
    assert_eq!(names(), ["stripes", "disc"]);
    session.delete_class(disc).unwrap();
    assert_eq!(names(), ["stripes", "disc"], "as it was taught");
    let home = home.restart();
    now(&home.session);
    let prediction = home.session.recognise(&drawn(Drawn::Disc, 50)).unwrap();
    assert_eq!(winner(&prediction), "disc", "also when it is erased");
}

#[test]
fn a_training_waits_for_the_photos_and_can_be_cancelled_meanwhile() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    // As many photos as no machine has looked at by now.
    let more = add(session, view.classes[0].id, Drawn::Stripes, 10, 30);
    let mut waited = Vec::new();
    let outcome = session
        .train(&mut |event| {
            if let TrainEvent::Waiting { done, total } = event {
                waited.push((done, total));
            }
            session.cancel_training();
        })
        .unwrap();
    assert!(matches!(outcome, TrainOutcome::Cancelled));
    assert_eq!(waited.len(), 1, "it stopped while it waited: {waited:?}");
    assert!(now(session).status.model.is_none());

    session.delete_photos(&more[3..]).unwrap();
    let mut events = Vec::new();
    let outcome = session.train(&mut |event| events.push(event)).unwrap();
    let TrainOutcome::Finished { status } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        status.model.unwrap().photos,
        13,
        "all that is there, and nothing else"
    );
    let waits = events
        .iter()
        .take_while(|event| matches!(event, TrainEvent::Waiting { .. }));
    let mut last = 0;
    for event in waits.clone() {
        let TrainEvent::Waiting { done, total } = event else {
            continue;
        };
        assert!(*done >= last && done < total, "{events:?}");
        last = *done;
    }
    let rest = &events[waits.count()..];
    assert!(matches!(rest.first(), Some(TrainEvent::Epoch { .. })));
    assert!(matches!(rest.last(), Some(TrainEvent::Refitting)));
    assert_eq!(rest.len(), 31, "30 epochs, and the second fit once");
}

#[test]
fn a_cancelled_training_leaves_the_model_from_before() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    train(session);
    let before = now(session).status.model.unwrap();
    add(session, view.classes[0].id, Drawn::Stripes, 20, 1);
    let mut epochs = 0;
    let outcome = session
        .train(&mut |event| {
            if matches!(event, TrainEvent::Epoch { .. }) {
                epochs += 1;
                session.cancel_training();
            }
        })
        .unwrap();
    assert!(matches!(outcome, TrainOutcome::Cancelled));
    assert_eq!(epochs, 1);
    let model = now(session).status.model.unwrap();
    assert_eq!(model.version, before.version);
    assert_eq!(model.freshness, Freshness::DataChanged);
    train(session);
    assert!(now(session).status.model.unwrap().version > before.version);
}

#[test]
fn photos_that_come_while_it_learns_are_kept_and_leave_the_model_out_of_date() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let mut added = Vec::new();
    session
        .train(&mut |event| {
            if let TrainEvent::Epoch { point, .. } = event
                && point.epoch == 1
            {
                added = add(session, view.classes[0].id, Drawn::Stripes, 20, 2);
            }
        })
        .unwrap();
    let after = now(session);
    assert_eq!(after.classes[0].photos.len(), 7);
    let model = after.status.model.unwrap();
    assert_eq!(
        (model.photos, model.freshness),
        (10, Freshness::DataChanged)
    );
    session.delete_photos(&added).unwrap();
    assert_eq!(freshness(session), Freshness::Fresh);
}

#[test]
fn only_one_training_runs() {
    let home = Home::new();
    ready_to_train(&home.session);
    let mut refused = None;
    home.session
        .train(&mut |_| {
            let second = home.session.train(&mut |_| ());
            refused = second.err().map(|error| error.code());
        })
        .unwrap();
    assert_eq!(refused, Some(ErrorCode::TrainingRunning));
    train(&home.session);
}

#[test]
fn leaving_the_project_ends_its_training() {
    let home = Home::new();
    ready_to_train(&home.session);
    let outcome = home
        .session
        .train(&mut |event| {
            if matches!(event, TrainEvent::Epoch { .. }) {
                home.session.close_project().unwrap();
            }
        })
        .unwrap();
    assert!(matches!(outcome, TrainOutcome::Cancelled));
    let refused = home.session.recognise(&drawn(Drawn::Disc, 1)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NoModel);
}

#[test]
fn what_is_missing_before_a_training_is_said() {
    let home = Home::new();
    let session = &home.session;
    let names = ["stripes".to_owned()];
    let view = session.create_project("Shapes", &names).unwrap();
    let stripes = view.classes[0].id;
    let refused = |why: &str| {
        let error = session.train(&mut |_| ()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotReadyToTrain, "{why}");
        now(session).status.readiness
    };
    let readiness = refused("one empty class");
    assert_eq!(readiness.missing_classes, 1);
    assert_eq!(readiness.short_classes[0].missing, 5);
    add(session, stripes, Drawn::Stripes, 0, 5);
    let disc = session.add_class("disc").unwrap().classes[1].id;
    add(session, disc, Drawn::Disc, 0, 4);
    let readiness = refused("four photos");
    assert_eq!(readiness.missing_classes, 0);
    assert_eq!(readiness.short_classes.len(), 1);
    assert_eq!(
        (
            readiness.short_classes[0].id,
            readiness.short_classes[0].missing
        ),
        (disc, 1)
    );
    add(session, disc, Drawn::Disc, 4, 1);
    assert!(now(session).status.readiness.ready);
}

#[test]
fn conditions_out_of_range_are_refused_with_their_range() {
    let home = Home::new();
    let session = &home.session;
    ready_to_train(session);
    let wanted = Conditions {
        learning_rate: 2.0,
        ..Conditions::default()
    };
    let error = session.set_conditions(wanted).unwrap_err().view();
    assert_eq!(error.code, ErrorCode::ConditionOutOfRange);
    assert_eq!(error.detail["field"], "learning_rate");
    assert_eq!(error.detail["max"], "1");
    assert_eq!(now(session).conditions, Conditions::default());
}

#[test]
fn a_batch_of_more_photos_than_there_are_is_no_obstacle() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let more: Vec<PhotoId> = add(session, view.classes[0].id, Drawn::Stripes, 10, 15);
    let wanted = Conditions {
        batch_size: 25,
        ..Conditions::default()
    };
    session.set_conditions(wanted).unwrap();
    let after = session.delete_photos(&more).unwrap();
    assert!(after.condition_ranges.batch_size.max >= 25.0);
    let fewer = Conditions {
        epochs: 3,
        ..wanted
    };
    session.set_conditions(fewer).unwrap();
    train(session);
}

#[test]
fn the_photos_that_look_most_like_a_picture_are_found() {
    let home = Home::new();
    let session = &home.session;
    let view = ready_to_train(session);
    let picture = drawn(Drawn::Disc, 3);
    assert!(matches!(
        session.test_picture(&picture, 3),
        Err(nunchi_project::ProjectError::NoModel)
    ));
    train(session);
    let similar = session.test_picture(&picture, 3).unwrap().similar;
    let discs = &now(session).classes[1];
    assert_eq!(similar.len(), 3);
    assert!((similar[0].likeness - 1.0).abs() < 0.02, "{similar:?}");
    assert!(similar.is_sorted_by(|a, b| a.likeness >= b.likeness));
    assert!(
        similar.iter().all(|one| one.class == discs.id),
        "{similar:?}"
    );
    assert_eq!(
        session.test_picture(&picture, 100).unwrap().similar.len(),
        10
    );

    session.delete_photos(&[similar[0].id]).unwrap();
    let without = session.test_picture(&picture, 3).unwrap().similar;
    assert_eq!(without[..2], similar[1..]);
    session.delete_class(view.classes[1].id).unwrap();
    let left = session.test_picture(&picture, 100).unwrap().similar;
    assert_eq!(left.len(), 5);
}
