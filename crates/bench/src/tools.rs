//! Programs of the system that some measurements need, and the line that says that one is missing.

use std::io::Write;
use std::process::{Command, Stdio};

use serde::Serialize;

use crate::photos::Failure;

/// A line when something is left out.
#[derive(Serialize)]
struct Skipped {
    what: &'static str,
    skipped: &'static str,
}

pub(crate) fn can_run(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Whether programs may be traced here, and have the calls of the machine this was written on.
pub(crate) fn can_trace() -> bool {
    let mut strace = Command::new("strace");
    can_run(strace.args([
        "-f",
        "-qq",
        "-e",
        "trace=unlink,rename",
        "-o",
        "/dev/null",
        "true",
    ]))
}

/// Says in the figures that a part of `what` is left out, and why.
pub(crate) fn skip(
    what: &'static str,
    skipped: &'static str,
    out: &mut impl Write,
) -> Result<(), Failure> {
    print_line(&Skipped { what, skipped }, out)
}

/// One line of figures, seen at once.
pub(crate) fn print_line(line: &impl Serialize, out: &mut impl Write) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}
