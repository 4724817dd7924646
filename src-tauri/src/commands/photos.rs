//! Photos of classes.

use nunchi_project::{
    AddedPhoto, ClassId, ErrorView, PhotoDetails, PhotoId, ProjectView, SquareView, Turn,
};
use tauri::State;
use tauri::ipc::Request;

use super::{body, number};
use crate::host::{Host, with_session};

/// The body is the file as it is; the header `class-id` says where the photo goes, `turn` is its
/// number and `after` that of the photo which was sent before it, 0 for none.
#[tauri::command]
pub(crate) async fn add_photo(
    host: State<'_, Host>,
    request: Request<'_>,
) -> Result<AddedPhoto, ErrorView> {
    let class_id = ClassId(number(&request, "class-id")?);
    let turn = Turn {
        number: number(&request, "turn")?,
        after: Some(number(&request, "after")?).filter(|after| *after > 0),
    };
    let bytes = body(&request)?;
    with_session(host, move |session| {
        session.add_photo_in_turn(turn, class_id, &bytes)
    })
    .await
}

#[tauri::command]
pub(crate) async fn delete_photos(
    host: State<'_, Host>,
    photo_ids: Vec<PhotoId>,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.delete_photos(&photo_ids)).await
}

#[tauri::command]
pub(crate) async fn move_photos(
    host: State<'_, Host>,
    photo_ids: Vec<PhotoId>,
    class_id: ClassId,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| {
        session.move_photos(&photo_ids, class_id)
    })
    .await
}

#[tauri::command]
pub(crate) async fn photo_details(
    host: State<'_, Host>,
    photo_id: PhotoId,
) -> Result<PhotoDetails, ErrorView> {
    with_session(host, move |session| session.photo_details(photo_id)).await
}

#[tauri::command]
pub(crate) async fn adjust_square(
    host: State<'_, Host>,
    photo_id: PhotoId,
    square: SquareView,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.adjust_square(photo_id, square)).await
}
