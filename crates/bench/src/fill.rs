//! `nunchi-bench fill HOME`: a project with very many photos, to measure the window with.

use std::io::Write;
use std::path::Path;

use nunchi_project::{Conditions, Session};
use serde::Serialize;

use crate::drawn::jpeg;
use crate::photos::Failure;
use crate::tools::print_line;

/// Pixels of a photo.
const SIZE: (u32, u32) = (160, 120);
const CLASSES: u32 = 10;

/// The one line of the output.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    photos: u32,
    classes: u32,
}

/// Adds drawn photos to a new project in the data folder `home`, photo by photo as a user does,
/// and waits until the network has looked at them all. The project is closed when the app starts.
pub(crate) fn run(home: &Path, photos: u32, out: &mut impl Write) -> Result<(), Failure> {
    let names: Vec<_> = (1..=CLASSES)
        .map(|number| format!("Class {number}"))
        .collect();
    let session = Session::open(home)?;
    let project = session.create_project("Many photos", &names)?;
    for number in 0..photos {
        let class = &project.classes[(number % CLASSES) as usize];
        session.add_photo(class.id, &jpeg(SIZE, number as usize)?)?;
    }
    session.set_conditions(Conditions {
        epochs: 1,
        ..Conditions::default()
    })?;
    session.train(&mut |_| ())?;
    session.close_project()?;
    let figure = Figure {
        what: "fill",
        photos,
        classes: CLASSES,
    };
    print_line(&figure, out)
}
