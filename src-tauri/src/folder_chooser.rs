//! Choosing a whole folder on Linux, whose web view offers files only.
//!
//! The page gets the files of the folder that the user chose, as if they had been chosen one by
//! one. Never here: what the files hold.

use std::path::{Path, PathBuf};

use gtk::prelude::*;
use gtk::{FileChooserAction, FileChooserNative, ResponseType, gio, glib};
use webkit2gtk::{FileChooserRequest, FileChooserRequestExt, WebView, WebViewExt};

/// Most files that are taken from one folder.
const MOST_FILES: usize = 20_000;

/// Answers the page's input for folders with a dialog for folders.
pub(crate) fn offer(webview: &WebView) {
    webview.connect_run_file_chooser(|webview, request| {
        // Of the page's inputs, only the one for folders names no kinds of files.
        let for_folders = request.selects_multiple() && request.mime_types().is_empty();
        if for_folders {
            glib::MainContext::default().spawn_local(choose(webview.clone(), request.clone()));
        }
        for_folders
    });
}

async fn choose(webview: WebView, request: FileChooserRequest) {
    let window = webview
        .toplevel()
        .and_then(|top| top.downcast::<gtk::Window>().ok());
    let dialog = FileChooserNative::new(
        None,
        window.as_ref(),
        FileChooserAction::SelectFolder,
        None,
        None,
    );
    let answer = dialog.run_future().await;
    let folder = (answer == ResponseType::Accept)
        .then(|| dialog.filename())
        .flatten();
    let Some(folder) = folder else {
        return request.cancel();
    };
    // A folder on a slow disk must not stop the window.
    let files = gio::spawn_blocking(move || files_under(&folder))
        .await
        .unwrap_or_default();
    let names: Vec<&str> = files.iter().filter_map(|path| path.to_str()).collect();
    request.select_files(&names);
}

/// The files in a folder and the folders in it, by name. Links are not followed, so the walk ends.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next).into_iter().flatten().flatten();
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
            if files.len() == MOST_FILES {
                tracing::warn!(MOST_FILES, "the folder holds more files");
                folders.clear();
                break;
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_and_those_of_its_folders_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("cats/small")).unwrap();
        for name in ["dog.jpg", "cats/b.jpg", "cats/small/a.png"] {
            std::fs::write(at(name), b"x").unwrap();
        }
        // A loop of links would never end if links were followed.
        std::os::unix::fs::symlink(folder.path(), at("cats/loop")).unwrap();
        assert_eq!(
            files_under(folder.path()),
            [at("cats/b.jpg"), at("cats/small/a.png"), at("dog.jpg")]
        );
    }

    #[test]
    fn a_folder_that_is_gone_gives_nothing() {
        assert!(files_under(Path::new("/no/such/folder")).is_empty());
    }
}
