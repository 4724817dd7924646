//! Whole trainings on drawn records: what a user feels, and what must never happen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ops::{ControlFlow, Range};

use linfa::traits::{Fit, Predict};
use linfa::{DatasetBase, ParamGuard};
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};
use nunchi_learn::{
    LearnError, SoftmaxHead, SoftmaxParams, TrainProgress, Trained, TrainingSet, train,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

const CLASSES: usize = 4;
const VIEWS: usize = 2;
const LAYERS: [usize; 2] = [200, 100];
const WIDTH: usize = LAYERS[0] + LAYERS[1];

/// Between -1 and 1.
fn noise(random: &mut ChaCha8Rng) -> f32 {
    random.next_u32() as f32 / (u32::MAX / 2) as f32 - 1.0
}

/// Photos of `CLASSES` classes, drawn anew for each seed around the same class centres. All
/// photos share a strong direction that tells nothing, as the light of a room does.
fn photos(per_class: usize, seed: u64) -> TrainingSet {
    let mut fixed = ChaCha8Rng::seed_from_u64(0);
    let centres = Array2::from_shape_simple_fn((CLASSES, WIDTH), || noise(&mut fixed));
    let light = Array2::from_shape_simple_fn((12, WIDTH), || noise(&mut fixed));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let labels: Vec<usize> = (0..CLASSES * per_class)
        .map(|photo| photo % CLASSES)
        .collect();
    let mut records = Array2::zeros((labels.len() * VIEWS, WIDTH));
    for (photo, &label) in labels.iter().enumerate() {
        let lit: Vec<f32> = (0..light.nrows())
            .map(|_| 0.8 * noise(&mut random))
            .collect();
        for view in 0..VIEWS {
            let mut row = records.row_mut(photo * VIEWS + view);
            row += &(&centres.row(label) * 0.6);
            for (direction, amount) in light.rows().into_iter().zip(&lit) {
                row.scaled_add(*amount, &direction);
            }
            row.mapv_inplace(|value| value + 1.2 * noise(&mut random));
        }
    }
    let hashes = labels
        .iter()
        .map(|_| {
            let mut hash = [0; 32];
            random.fill_bytes(&mut hash);
            hash
        })
        .collect();
    TrainingSet {
        records,
        labels,
        hashes,
        classes: CLASSES,
        views: VIEWS,
        layers: LAYERS.to_vec(),
    }
}

fn rows(set: &TrainingSet, rows: Range<usize>) -> ArrayView2<'_, f32> {
    set.records.slice_axis(Axis(0), Slice::from(rows))
}

fn trained(set: &TrainingSet, params: SoftmaxParams) -> Trained {
    train(set, &params.check().unwrap(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn refused(set: &TrainingSet) -> LearnError {
    let mut told = 0;
    let error = train(set, &SoftmaxParams::new().check().unwrap(), &mut |_| {
        told += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(told, 0, "work was done before the data were checked");
    error.expect_err("trained")
}

/// Share of new photos whose class wins.
fn accuracy(head: &SoftmaxHead) -> f64 {
    let test = photos(100, 99);
    let right = test.labels.iter().enumerate().filter(|&(photo, &label)| {
        let views = rows(&test, photo * VIEWS..(photo + 1) * VIEWS);
        let confidences = head.confidences(views).unwrap();
        (0..CLASSES).all(|class| class == label || confidences[class] < confidences[label])
    });
    right.count() as f64 / test.labels.len() as f64
}

fn last_loss(trained: &Trained) -> f32 {
    trained.epochs.last().unwrap().val_loss.unwrap()
}

#[test]
fn the_defaults_learn_and_one_epoch_is_clearly_worse() {
    let set = photos(20, 1);
    let full = trained(&set, SoftmaxParams::new());
    let short = trained(&set, SoftmaxParams::new().epochs(1));
    let (full_right, short_right) = (accuracy(&full.head), accuracy(&short.head));
    assert!(full_right > 0.9, "{full_right}");
    assert!(
        short_right < full_right - 0.03,
        "{short_right} after one, {full_right} after all"
    );
    assert!(last_loss(&short) > 1.5 * last_loss(&full));
}

#[test]
fn more_epochs_than_the_defaults_gain_almost_nothing() {
    let set = photos(20, 1);
    let defaults = accuracy(&trained(&set, SoftmaxParams::new()).head);
    let converged = accuracy(&trained(&set, SoftmaxParams::new().epochs(200)).head);
    assert!(
        converged - defaults < 0.015,
        "{defaults} with the defaults, {converged} at the end"
    );
}

#[test]
fn a_learning_rate_of_one_jumps() {
    let set = photos(20, 1);
    // A jump is a step of the loss upwards from one epoch to the next.
    let jumps = |rate| {
        let epochs = trained(&set, SoftmaxParams::new().learning_rate(rate)).epochs;
        let steps = epochs
            .windows(2)
            .map(|pair| pair[1].val_loss.unwrap() - pair[0].val_loss.unwrap());
        steps.filter(|&step| step > 0.1).count()
    };
    assert_eq!(jumps(0.001), 0);
    assert!(jumps(1.0) >= 5, "{} jumps", jumps(1.0));
}

#[test]
fn a_learning_rate_of_a_hundred_thousandth_crawls() {
    let set = photos(20, 1);
    let slow = trained(&set, SoftmaxParams::new().learning_rate(1e-5));
    let chance = (CLASSES as f32).ln();
    assert!(last_loss(&slow) > 0.7 * chance, "{}", last_loss(&slow));
    assert!(last_loss(&trained(&set, SoftmaxParams::new())) < 0.35 * chance);
}

#[test]
fn a_batch_of_all_photos_corrects_less_often() {
    let set = photos(20, 1);
    let one_batch = trained(&set, SoftmaxParams::new().batch_size(1_000_000));
    assert!(last_loss(&one_batch) > last_loss(&trained(&set, SoftmaxParams::new())));
}

#[test]
fn the_same_photos_in_any_order_give_the_same_bytes() {
    let set = photos(10, 1);
    let first = trained(&set, SoftmaxParams::new());
    let again = trained(&set, SoftmaxParams::new());
    assert_eq!(first.head.to_bytes(), again.head.to_bytes());
    assert_eq!(first.epochs, again.epochs);

    let turned: Vec<usize> = (0..set.labels.len()).rev().collect();
    let rows: Vec<usize> = turned
        .iter()
        .flat_map(|photo| [photo * 2, photo * 2 + 1])
        .collect();
    let turned = TrainingSet {
        records: set.records.select(Axis(0), &rows),
        labels: turned.iter().map(|&photo| set.labels[photo]).collect(),
        hashes: turned.iter().map(|&photo| set.hashes[photo]).collect(),
        ..set
    };
    let turned = trained(&turned, SoftmaxParams::new());
    assert_eq!(first.head.to_bytes(), turned.head.to_bytes());
    assert_eq!(first.epochs, turned.epochs);
}

#[test]
fn another_seed_gives_another_model() {
    let set = photos(10, 1);
    let heads = [0, 1].map(|seed| trained(&set, SoftmaxParams::new().seed(seed)).head);
    assert_ne!(heads[0].to_bytes(), heads[1].to_bytes());
}

#[test]
fn a_view_is_most_like_itself_and_then_like_the_other_view_of_its_photo() {
    let set = photos(10, 1);
    let head = trained(&set, SoftmaxParams::new()).head;
    let likeness = head.likeness(set.records.row(0)).unwrap();
    let to = |row: usize| likeness.to(set.records.row(row)).unwrap();
    assert!((to(0) - 1.0).abs() < 1e-5, "{}", to(0));
    assert!(to(1) < 0.99, "{}", to(1));
    for other in VIEWS..set.records.nrows() {
        assert!((-1.0..to(1)).contains(&to(other)), "{other}");
    }
    let narrow = Array1::zeros(WIDTH - 1);
    let refused = |answer: Option<LearnError>| matches!(answer, Some(LearnError::Shape(_)));
    assert!(refused(likeness.to(narrow.view()).err()));
    assert!(refused(head.likeness(narrow.view()).err()));
}

#[test]
fn every_epoch_is_told_and_then_the_refit() {
    let set = photos(8, 1);
    let params = SoftmaxParams::new().epochs(3).check().unwrap();
    let mut told = Vec::new();
    let trained = train(&set, &params, &mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    let epochs: Vec<_> = told
        .iter()
        .filter_map(|progress| match progress {
            TrainProgress::Epoch(metrics) => Some(*metrics),
            TrainProgress::Refitting => None,
        })
        .collect();
    assert_eq!(epochs, trained.epochs);
    assert_eq!(
        epochs
            .iter()
            .map(|metrics| metrics.epoch)
            .collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(matches!(told[3..], [TrainProgress::Refitting, ..]));
    assert_eq!(
        (trained.training_photos, trained.validation_photos),
        (24, 8)
    );
}

#[test]
fn without_validation_there_is_no_validation_line_and_no_second_run() {
    let set = photos(8, 1);
    let params = SoftmaxParams::new().validation_ratio(0.0).check().unwrap();
    let trained = train(&set, &params, &mut |progress| {
        assert!(matches!(progress, TrainProgress::Epoch(_)));
        ControlFlow::Continue(())
    })
    .unwrap();
    let blank = |metrics: &nunchi_learn::EpochMetrics| {
        metrics.val_loss.is_none() && metrics.val_acc.is_none()
    };
    assert!(trained.epochs.iter().all(blank));
    assert_eq!(
        (trained.training_photos, trained.validation_photos),
        (32, 0)
    );
}

#[test]
fn the_refit_learns_from_the_validation_photos_too() {
    let set = photos(5, 1);
    let kept = trained(&set, SoftmaxParams::new()).head;
    let without = trained(&set, SoftmaxParams::new().refit_on_all(false)).head;
    let all = trained(&set, SoftmaxParams::new().validation_ratio(0.0)).head;
    assert_eq!(kept.to_bytes(), all.to_bytes());
    assert_ne!(kept.to_bytes(), without.to_bytes());
}

#[test]
fn the_caller_can_stop_the_run_and_the_refit() {
    let set = photos(8, 1);
    let params = SoftmaxParams::new().epochs(4).check().unwrap();
    for last in 1..9 {
        let mut told = 0;
        let stopped = train(&set, &params, &mut |_| {
            told += 1;
            if told == last {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(stopped, Err(LearnError::Cancelled)), "at {last}");
        assert_eq!(told, last);
    }
}

#[test]
fn data_that_cannot_be_learned_are_refused_before_any_work() {
    let set = photos(5, 1);
    let one_class = TrainingSet {
        classes: 1,
        labels: vec![0; set.labels.len()],
        ..set.clone()
    };
    assert!(matches!(refused(&one_class), LearnError::TooFewClasses(1)));
    let empty_class = TrainingSet {
        classes: 5,
        ..set.clone()
    };
    assert!(matches!(refused(&empty_class), LearnError::EmptyClass(4)));
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut broken = set.clone();
        broken.records[[3, 7]] = value;
        assert!(matches!(refused(&broken), LearnError::NotFinite(3)));
    }
    for misshapen in [
        TrainingSet {
            views: 0,
            ..set.clone()
        },
        TrainingSet {
            views: 3,
            ..set.clone()
        },
        TrainingSet {
            layers: vec![WIDTH, 1],
            ..set.clone()
        },
        TrainingSet {
            layers: vec![WIDTH, 0],
            ..set.clone()
        },
        TrainingSet {
            hashes: Vec::new(),
            ..set.clone()
        },
        TrainingSet { classes: 3, ..set },
    ] {
        assert!(matches!(refused(&misshapen), LearnError::Shape(_)));
    }
}

#[test]
fn strange_photos_never_make_a_number_that_is_not_finite() {
    let black = TrainingSet {
        records: Array2::zeros((40 * VIEWS, WIDTH)),
        ..photos(10, 1)
    };
    let mut huge = photos(10, 1);
    huge.records.mapv_inplace(|value| value * 1e30);
    let mut single = photos(1, 1);
    single.records[[0, 0]] = f32::MAX;
    for set in [black, huge, single] {
        for params in [
            SoftmaxParams::new(),
            SoftmaxParams::new()
                .learning_rate(1.0)
                .epochs(200)
                .batch_size(1),
            SoftmaxParams::new()
                .learning_rate(1e-5)
                .validation_ratio(0.5),
        ] {
            let trained = trained(&set, params);
            assert!(
                trained
                    .epochs
                    .iter()
                    .all(|metrics| metrics.loss.is_finite())
            );
            let confidences = trained.head.confidences(rows(&set, 0..2)).unwrap();
            assert!(
                (confidences.iter().sum::<f32>() - 1.0).abs() < 1e-5,
                "{confidences:?}"
            );
            assert!(SoftmaxHead::from_bytes(&trained.head.to_bytes()).unwrap() == trained.head);
        }
    }
}

#[test]
fn a_head_answers_for_one_view_or_many_and_refuses_other_shapes() {
    let set = photos(10, 1);
    let head = trained(&set, SoftmaxParams::new()).head;
    assert_eq!((head.classes(), head.width()), (CLASSES, WIDTH));
    assert_eq!(head.confidences(rows(&set, 0..1)).unwrap().len(), CLASSES);
    let twice = head
        .confidences(set.records.select(Axis(0), &[0, 0]).view())
        .unwrap();
    let once = head.confidences(rows(&set, 0..1)).unwrap();
    assert!(once.iter().zip(&twice).all(|(a, b)| (a - b).abs() < 1e-5));
    assert!(matches!(
        head.confidences(rows(&set, 0..0)),
        Err(LearnError::Shape(_))
    ));
    assert!(matches!(
        head.confidences(rows(&set, 0..1).slice_axis(Axis(1), Slice::from(1..))),
        Err(LearnError::Shape(_))
    ));
    let broken = Array2::from_elem((1, WIDTH), f32::NAN);
    assert!(matches!(
        head.confidences(broken.view()),
        Err(LearnError::NotFinite(0))
    ));
}

#[test]
fn it_fits_and_predicts_as_a_linfa_learner() {
    let set = photos(20, 1);
    let first_views: Vec<usize> = (0..set.labels.len()).map(|photo| photo * VIEWS).collect();
    let records = set.records.select(Axis(0), &first_views);
    let labels = Array1::from_vec(set.labels);
    let dataset = DatasetBase::new(records, labels.clone());
    let head = SoftmaxParams::new().fit(&dataset).unwrap();
    let predicted: Array1<usize> = head.predict(&dataset.records);
    let right = predicted
        .iter()
        .zip(&labels)
        .filter(|(a, b)| a == b)
        .count();
    assert!(right > 75, "{right} of 80");
    let refused = SoftmaxParams::new().epochs(0).fit(&dataset);
    assert!(matches!(
        refused,
        Err(LearnError::OutOfRange {
            field: "epochs",
            ..
        })
    ));
}
