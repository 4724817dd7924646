//! `nunchi-bench accuracy DIR...`: how often the app is right about photos it was not taught.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nunchi_learn::SoftmaxValidParams;
use nunchi_vision::{Backbone, Photo, Views};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::photos::{
    Failure, Taught, converged_params, default_params, taught, tested, training_set, winner,
};
use crate::tools::print_line;

/// File names by class.
type Files = BTreeMap<String, Vec<String>>;

/// The `splits.json` of a set of photos.
#[derive(Deserialize)]
struct Splits {
    set: String,
    classes: Vec<String>,
    test: Files,
    /// By photos a class, then by seed: the number of the draw.
    train: BTreeMap<u32, BTreeMap<u64, Files>>,
}

/// One line of the output.
#[derive(Serialize)]
struct Figure<'a> {
    set: &'a str,
    n: u32,
    seed: u64,
    accuracy: f64,
    train_ms: f64,
    /// Accuracy of the head that a long training ends at.
    #[serde(skip_serializing_if = "Option::is_none")]
    converged: Option<f64>,
}

/// What is measured of each draw.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Only this number of photos a class.
    pub(crate) n: Option<u32>,
    /// A long training beside the defaults.
    pub(crate) converged: bool,
}

/// For each set, number of photos a class and draw: trains with the app's defaults on the draw and
/// answers which share of the test photos is recognised.
pub(crate) fn run(sets: &[PathBuf], wanted: Wanted, out: &mut impl Write) -> Result<(), Failure> {
    let backbone = Backbone::load()?;
    for folder in sets {
        measure(folder, wanted, &backbone, out)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(())
}

/// One set of photos. Each photo is looked at once, whatever the number of draws it is in.
fn measure(
    folder: &Path,
    wanted: Wanted,
    backbone: &Backbone,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut splits: Splits = serde_json::from_slice(&std::fs::read(folder.join("splits.json"))?)?;
    if let Some(only) = wanted.n {
        splits.train.retain(|&n, _| n == only);
    }
    let draws = splits.train.values().flat_map(BTreeMap::values);
    let mut taught_files: Vec<_> = draws
        .flat_map(|files| labelled(files, &splits.classes))
        .collect();
    taught_files.sort_unstable();
    taught_files.dedup();
    let taught_photos: HashMap<_, Taught> = taught_files
        .into_par_iter()
        .map(|file| {
            let bytes = Photo::read_file(path(folder, &splits, file))?;
            Ok((file, taught(backbone, &bytes)?))
        })
        .collect::<Result<_, Failure>>()?;
    let test: Vec<(usize, Views)> = labelled(&splits.test, &splits.classes)
        .into_par_iter()
        .map(|file| Ok((file.0, tested(backbone, &path(folder, &splits, file))?)))
        .collect::<Result<_, Failure>>()?;

    for (&n, draws) in &splits.train {
        for (&seed, files) in draws {
            let photos: Vec<_> = labelled(files, &splits.classes)
                .into_iter()
                .map(|file| (&taught_photos[&file], file.0))
                .collect();
            let accuracy_with =
                |params| train_and_test(&photos, splits.classes.len(), &params, &test);
            let (accuracy, train_ms) = accuracy_with(default_params()?)?;
            let converged = match wanted.converged {
                true => Some(accuracy_with(converged_params()?)?.0),
                false => None,
            };
            let figure = Figure {
                set: &splits.set,
                n,
                seed,
                accuracy,
                train_ms,
                converged,
            };
            print_line(&figure, out)?;
        }
    }
    Ok(())
}

/// Label and name of each file, in the order of the classes.
fn labelled<'a>(files: &'a Files, classes: &[String]) -> Vec<(usize, &'a str)> {
    classes
        .iter()
        .enumerate()
        .flat_map(|(label, class)| {
            let names = files.get(class).into_iter().flatten();
            names.map(move |name| (label, name.as_str()))
        })
        .collect()
}

fn path(folder: &Path, splits: &Splits, (label, name): (usize, &str)) -> PathBuf {
    folder.join(&splits.classes[label]).join(name)
}

/// Share of the test photos that are right, and the milliseconds that the training took.
fn train_and_test(
    photos: &[(&Taught, usize)],
    classes: usize,
    params: &SoftmaxValidParams,
    test: &[(usize, Views)],
) -> Result<(f64, f64), Failure> {
    let set = training_set(photos, classes)?;
    let start = Instant::now();
    let trained = nunchi_learn::train(&set, params, &mut |_| ControlFlow::Continue(()))?;
    let train_ms = start.elapsed().as_secs_f64() * 1e3;
    let mut right = 0usize;
    for (label, views) in test {
        right += usize::from(winner(&trained.head, views)? == *label);
    }
    Ok((right as f64 / test.len().max(1) as f64, train_ms))
}
