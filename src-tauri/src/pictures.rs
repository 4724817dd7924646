//! The pictures of the window: `photo://localhost/{thumbnail,photo,example,picture}/{number}`, and
//! `photo://localhost/cover/{project}/{number}` for projects that are not open.
//!
//! Only numbers and ids of projects name a picture, so that no address can reach a file.

use std::sync::Arc;

use nunchi_project::{PhotoId, PictureId, ProjectError, ProjectId, Session};
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::host::Host;

/// A picture that an address names.
#[derive(Debug, PartialEq, Eq)]
enum Picture {
    Thumbnail(PhotoId),
    Photo(PhotoId),
    Example(u32),
    OfProgram(PictureId),
    Cover(ProjectId, PhotoId),
}

/// Answers one address, off the window's thread.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let session = context.app_handle().state::<Host>().session();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(match (session, parse(request.uri().path())) {
            (Ok(session), Some(picture)) => response(read(&session, &picture), &picture),
            _ => refusal(StatusCode::NOT_FOUND),
        });
    });
}

fn parse(path: &str) -> Option<Picture> {
    let (kind, number) = path.strip_prefix('/')?.split_once('/')?;
    match kind {
        "thumbnail" => number
            .parse()
            .ok()
            .map(|id| Picture::Thumbnail(PhotoId(id))),
        "photo" => number.parse().ok().map(|id| Picture::Photo(PhotoId(id))),
        "example" => number.parse().ok().map(Picture::Example),
        "picture" => number
            .parse()
            .ok()
            .map(|id| Picture::OfProgram(PictureId(id))),
        "cover" => {
            let (project, number) = number.split_once('/')?;
            let photo = PhotoId(number.parse().ok()?);
            Some(Picture::Cover(ProjectId(project.to_owned()), photo))
        }
        _ => None,
    }
}

fn read(session: &Arc<Session>, picture: &Picture) -> Result<Vec<u8>, ProjectError> {
    match picture {
        Picture::Thumbnail(id) => session.thumbnail(*id),
        Picture::Photo(id) => session.photo(*id),
        Picture::Example(index) => session.example_picture(*index),
        Picture::OfProgram(id) => session.picture(*id),
        Picture::Cover(project, photo) => session.cover(project, *photo),
    }
}

fn response(bytes: Result<Vec<u8>, ProjectError>, picture: &Picture) -> Response<Vec<u8>> {
    let Ok(bytes) = bytes else {
        return refusal(StatusCode::NOT_FOUND);
    };
    // A thumbnail's address changes with its revision; the numbers themselves start again in
    // another project, so nothing may outlive this run of the window.
    let caching = match picture {
        Picture::Thumbnail(_) | Picture::Photo(_) | Picture::OfProgram(_) | Picture::Cover(..) => {
            "no-store"
        }
        Picture::Example(_) => "max-age=3600",
    };
    Response::builder()
        .header(header::CONTENT_TYPE, "image/jpeg")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, caching)
        // The window fetches pictures from this scheme, which is another origin to it.
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(bytes)
        .unwrap_or_else(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR))
}

fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_name_a_picture() {
        assert_eq!(parse("/thumbnail/7"), Some(Picture::Thumbnail(PhotoId(7))));
        assert_eq!(parse("/photo/7"), Some(Picture::Photo(PhotoId(7))));
        assert_eq!(parse("/example/0"), Some(Picture::Example(0)));
        assert_eq!(parse("/picture/7"), Some(Picture::OfProgram(PictureId(7))));
        // Whether there is such a project is for the session to say.
        let cover = Picture::Cover(ProjectId("project-1".into()), PhotoId(7));
        assert_eq!(parse("/cover/project-1/7"), Some(cover));
        for path in [
            "/thumbnail/../7",
            "/thumbnail/",
            "/photo/7/8",
            "/picture/x",
            "/cover/project-1",
            "/cover/project-1/x",
            "/cover/../../project-1/7",
            "/picture/99999999999999999999",
            "/file/7",
            "thumbnail/7",
            "",
        ] {
            assert_eq!(parse(path), None, "{path}");
        }
    }
}
