//! Asking the model about a picture.

use nunchi_project::{ErrorView, ExamplePicture, Prediction, TestedPicture};
use tauri::State;
use tauri::ipc::Request;

use super::{body, number};
use crate::host::{Host, with_session};

/// Similar photos that are shown.
const SIMILAR: usize = 3;

/// The body is a picture file as it is.
#[tauri::command]
pub(crate) async fn recognise(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<Prediction, ErrorView> {
    let bytes = body(&request)?;
    with_session(host, move |session| session.recognise(&bytes)).await
}

/// The body is a square of RGBA pixels, `side` x `side`, from the camera.
#[tauri::command]
pub(crate) async fn recognise_frame(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<Prediction, ErrorView> {
    let side = number(&request, "side")?;
    let pixels = body(&request)?;
    with_session(host, move |session| session.recognise_frame(side, &pixels)).await
}

/// The body is a picture file as it is.
#[tauri::command]
pub(crate) async fn test_picture(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<TestedPicture, ErrorView> {
    let bytes = body(&request)?;
    with_session(host, move |session| session.test_picture(&bytes, SIMILAR)).await
}

#[tauri::command]
pub(crate) async fn example_pictures(
    host: State<'_, Host>,
) -> Result<Vec<ExamplePicture>, ErrorView> {
    with_session(host, |session| session.example_pictures()).await
}
