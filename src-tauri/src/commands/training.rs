//! Training and its conditions.

use nunchi_project::{Conditions, ErrorView, ProjectView, TrainEvent, TrainOutcome};
use tauri::State;
use tauri::ipc::Channel;

use crate::host::{Host, with_session};

#[tauri::command]
pub(crate) async fn set_conditions(
    host: State<'_, Host>,
    conditions: Conditions,
) -> Result<ProjectView, ErrorView> {
    with_session(host, move |session| session.set_conditions(conditions)).await
}

/// Trains and reports by `events`; answers when the training has ended.
#[tauri::command]
pub(crate) async fn train(
    host: State<'_, Host>,
    events: Channel<TrainEvent>,
) -> Result<TrainOutcome, ErrorView> {
    with_session(host, move |session| {
        session.train(&mut |event| {
            // A window that is gone cannot be told; the training itself goes on.
            if let Err(error) = events.send(event) {
                tracing::debug!(%error, "nobody listens to the training");
            }
        })
    })
    .await
}

#[tauri::command]
pub(crate) async fn cancel_training(host: State<'_, Host>) -> Result<(), ErrorView> {
    with_session(host, |session| {
        session.cancel_training();
        Ok(())
    })
    .await
}
