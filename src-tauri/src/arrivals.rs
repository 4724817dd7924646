//! Files that the user opens with the app: a double click names them on the command line.
//!
//! Never here: what becomes of them.

use std::ffi::OsString;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

/// The files that this run of the app was started with.
pub(crate) fn on_the_command_line() -> Vec<PathBuf> {
    std::env::args_os().skip(1).filter_map(file).collect()
}

/// The file that a word of the command line names: as a path, or as an address of a file, which
/// some desktops send. Options are not for us.
fn file(word: OsString) -> Option<PathBuf> {
    match word.to_str() {
        Some(text) if text.starts_with('-') => None,
        Some(text) if is_address_of_file(text) => path_of_address(text),
        _ if word.is_empty() => None,
        _ => Some(word.into()),
    }
}

fn is_address_of_file(text: &str) -> bool {
    let scheme = text.get(..5);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// The path in an address such as `file:///home/a%20b.nunchi`. One of another machine has none.
pub(crate) fn path_of_address(address: &str) -> Option<PathBuf> {
    let rest = address.get(5..)?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, _) = rest.split_once('/')?;
            let here = host.is_empty() || host.eq_ignore_ascii_case("localhost");
            if !here {
                return None;
            }
            rest.get(host.len()..)?
        }
        None => rest,
    };
    // What follows these signs is no part of the path.
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let bytes: Vec<u8> = percent_decode_str(path.get(..end)?).collect();
    if bytes.contains(&0) {
        return None;
    }
    as_path(bytes)
}

#[cfg(unix)]
fn as_path(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    bytes
        .starts_with(b"/")
        .then(|| PathBuf::from(OsString::from_vec(bytes)))
}

/// `/C:/a` is `C:/a` there.
#[cfg(not(unix))]
fn as_path(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    text.strip_prefix('/').map(PathBuf::from)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn check(word: &str, path: Option<&str>) {
        assert_eq!(file(word.into()), path.map(PathBuf::from), "{word}");
    }

    #[test]
    fn a_path_is_taken_as_it_is() {
        check("/a/b.nunchi", Some("/a/b.nunchi"));
        check("꽃 100%41.nunchi", Some("꽃 100%41.nunchi"));
        check("--help", None);
        check("-psn_0_1", None);
        check("", None);
    }

    #[cfg(unix)]
    #[test]
    fn an_address_of_a_file_is_decoded() {
        use std::os::unix::ffi::OsStrExt;
        check("file:///a/b%20c.nunchi", Some("/a/b c.nunchi"));
        check("file:///%EA%BD%83.nunchi", Some("/꽃.nunchi"));
        check("FILE://localhost/a", Some("/a"));
        check("file:/a", Some("/a"));
        check("file:///a%23b?c#d", Some("/a#b"));
        check("file://elsewhere/a", None);
        check("file:///a%00b", None);
        check("file:a", None);
        check("file:", None);
        let odd = file("file:///a%FF".into()).unwrap();
        assert_eq!(odd.as_os_str().as_bytes(), b"/a\xff");
    }
}
