//! What the recipe promises, seen through the network and the learner together.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr
)]

use std::ops::ControlFlow;
use std::path::Path;

use linfa::ParamGuard;
use ndarray::{Array2, ArrayView2};
use nunchi_learn::{SoftmaxHead, SoftmaxParams, Trained, TrainingSet, train};
use nunchi_vision::{Backbone, EMBEDDING_WIDTH, LAYER_WIDTHS, Photo, Square, VIEWS, Views};
use rayon::prelude::*;

const SIDE: u32 = 256;

/// An arrow that points to the right, or its mirror image; no two numbers look the same.
fn arrow(right: bool, number: usize) -> Photo {
    let turn = number as f32;
    let (cx, cy) = (
        128.0 + 14.0 * (turn * 1.7).sin(),
        128.0 + 14.0 * (turn * 2.3).cos(),
    );
    let half = 70.0 + 18.0 * (turn * 0.9).sin();
    let thick = 9.0 + 4.0 * (turn * 3.1).cos();
    let shade = |wave: f32| (128.0 + 90.0 * (turn * wave).sin()) as u8;
    let paper = [
        235 - shade(0.4) / 8,
        235 - shade(0.7) / 8,
        235 - shade(1.1) / 8,
    ];
    let ink = [shade(1.3) / 3, shade(2.9) / 3, shade(4.1) / 3];
    let mut pixels = Vec::new();
    for y in 0..SIDE {
        for x in 0..SIDE {
            let along = (x as f32 - cx) * if right { 1.0 } else { -1.0 };
            let across = (y as f32 - cy).abs();
            let shaft = along.abs() < half && across < thick;
            let tip = along > half * 0.3 && along < half && across < half - along;
            pixels.extend(if shaft || tip { ink } else { paper });
        }
    }
    Photo::from_rgb(SIDE, SIDE, pixels).unwrap()
}

fn look(backbone: &Backbone, photo: &Photo) -> Views {
    let square = Square::centre(photo.width(), photo.height());
    backbone.look(photo, square).unwrap()
}

fn training_set(photos: &[(usize, Views)], classes: usize) -> TrainingSet {
    let rows = photos
        .iter()
        .flat_map(|(_, views)| views.rows.clone())
        .collect();
    let hash = |number: usize| {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_le_bytes());
        hash
    };
    TrainingSet {
        records: Array2::from_shape_vec((photos.len() * VIEWS, EMBEDDING_WIDTH), rows).unwrap(),
        labels: photos.iter().map(|(label, _)| *label).collect(),
        hashes: (0..photos.len()).map(hash).collect(),
        classes,
        views: VIEWS,
        layers: LAYER_WIDTHS.to_vec(),
    }
}

fn trained(set: &TrainingSet, params: SoftmaxParams) -> Trained {
    train(set, &params.check().unwrap(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn confidence(head: &SoftmaxHead, views: &Views, label: usize) -> f32 {
    let rows = ArrayView2::from_shape((views.views, EMBEDDING_WIDTH), &views.rows).unwrap();
    head.confidences(rows).unwrap()[label]
}

#[test]
fn an_arrow_to_the_left_and_one_to_the_right_are_told_apart() {
    let backbone = Backbone::load().unwrap();
    // Every arrow in both directions, so that nothing but the direction tells the classes apart.
    let arrows = |numbers: std::ops::Range<usize>| -> Vec<(usize, Views)> {
        let both = numbers
            .into_par_iter()
            .flat_map(|number| [(0, number), (1, number)]);
        both.map(|(label, number)| (label, look(&backbone, &arrow(label == 0, number))))
            .collect()
    };
    let head = trained(&training_set(&arrows(0..10), 2), SoftmaxParams::new()).head;
    let test = arrows(20..35);
    let right = test
        .iter()
        .filter(|(label, views)| confidence(&head, views, *label) > 0.5)
        .count();
    assert!(right >= 27, "{right} of {} arrows", test.len());
}

#[test]
fn every_knob_is_felt_on_real_photos() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/dev/waste");
    if !folder.exists() {
        eprintln!("skipped: no photos at ../shared/data/dev/waste");
        return;
    }
    let splits: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("splits.json")).unwrap()).unwrap();
    let classes: Vec<&str> = splits["classes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    let files: Vec<_> = classes
        .iter()
        .enumerate()
        .flat_map(|(label, class)| {
            let names = splits["train"]["20"]["0"][class].as_array().unwrap();
            names
                .iter()
                .map(move |name| (label, Path::new(class).join(name.as_str().unwrap())))
        })
        .collect();
    let backbone = Backbone::load().unwrap();
    let photos: Vec<_> = files
        .par_iter()
        .map(|(label, file)| {
            let bytes = Photo::read_file(folder.join(file)).unwrap();
            (
                *label,
                look(&backbone, &Photo::decode(&bytes).unwrap().photo),
            )
        })
        .collect();
    let set = training_set(&photos, classes.len());
    let last_loss = |params| {
        trained(&set, params)
            .epochs
            .last()
            .unwrap()
            .val_loss
            .unwrap()
    };

    let defaults = last_loss(SoftmaxParams::new());
    let one_epoch = last_loss(SoftmaxParams::new().epochs(1));
    assert!(
        one_epoch > 1.2 * defaults,
        "{one_epoch} after one epoch, {defaults} after all"
    );
    let crawling = last_loss(SoftmaxParams::new().learning_rate(1e-5));
    assert!(crawling > 1.5 * defaults, "{crawling} crawling, {defaults}");
    let jumping = last_loss(SoftmaxParams::new().learning_rate(1.0));
    assert!(jumping > 2.0 * defaults, "{jumping} jumping, {defaults}");
    let long = last_loss(SoftmaxParams::new().epochs(120));
    assert!(
        long > 0.85 * defaults,
        "{long} after four times as long, {defaults}"
    );
}
