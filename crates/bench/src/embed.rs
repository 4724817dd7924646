//! `nunchi-bench embed FILE...`: what the last layer of the network says of pictures.

use std::io::Write;
use std::path::PathBuf;

use nunchi_vision::{Backbone, Photo, RgbSquare};
use serde::Serialize;

use crate::photos::{Failure, centre};
use crate::tools::print_line;

/// Pixels of a side of what the network looks at.
pub(crate) const SIDE: u32 = 224;

/// One line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    file: &'a str,
    embedding: Vec<f32>,
}

/// The 1,280 averages of the last layer for each file, after the app's own crop and resize. `raw`
/// files have 224 x 224 pixels and are only decoded.
pub(crate) fn run(files: &[PathBuf], raw: bool, out: &mut impl Write) -> Result<(), Failure> {
    let backbone = Backbone::load()?;
    for file in files {
        let name = file.to_string_lossy();
        let photo = Photo::decode(&Photo::read_file(file)?)
            .map_err(|error| format!("{name}: {error}"))?
            .photo;
        let square = if raw {
            RgbSquare::from_rgb(SIDE, photo.pixels().to_vec())
                .map_err(|_| format!("{name}: not {SIDE} x {SIDE} pixels"))?
        } else {
            photo.crop(centre(&photo), SIDE)?
        };
        let embedding = backbone.features(&square)?.head;
        print_line(
            &Answer {
                file: &name,
                embedding,
            },
            out,
        )?;
    }
    Ok(())
}
