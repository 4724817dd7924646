//! What the window may ask for. Each command: arguments in, one call of the session, answer out.

pub(crate) mod app;
pub(crate) mod classes;
pub(crate) mod copies;
pub(crate) mod importing;
pub(crate) mod library;
pub(crate) mod photos;
pub(crate) mod program;
pub(crate) mod projects;
pub(crate) mod recognising;
pub(crate) mod rescue;
pub(crate) mod training;

use std::collections::BTreeMap;

use nunchi_project::{ErrorCode, ErrorView};
use tauri::ipc::{InvokeBody, Request};

/// The bytes that came as the whole body of a call.
///
/// # Errors
/// `BadRequest` when the call came as plain data instead.
fn body(request: &Request<'_>) -> Result<Vec<u8>, ErrorView> {
    match request.body() {
        InvokeBody::Raw(bytes) => Ok(bytes.clone()),
        InvokeBody::Json(_) => Err(bad_request()),
    }
}

/// A number that came as a header of a call.
///
/// # Errors
/// `BadRequest` when it is missing or not a number.
fn number<Number: std::str::FromStr>(
    request: &Request<'_>,
    header: &str,
) -> Result<Number, ErrorView> {
    request
        .headers()
        .get(header)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok())
        .ok_or_else(bad_request)
}

/// A text that came as a percent-encoded header of a call.
///
/// # Errors
/// `BadRequest` when it is missing or not such a text.
fn text(request: &Request<'_>, header: &str) -> Result<String, ErrorView> {
    let encoded = request
        .headers()
        .get(header)
        .and_then(|value| value.to_str().ok())
        .ok_or_else(bad_request)?;
    percent_encoding::percent_decode_str(encoded)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| bad_request())
}

fn bad_request() -> ErrorView {
    ErrorView {
        code: ErrorCode::BadRequest,
        detail: BTreeMap::new(),
    }
}
