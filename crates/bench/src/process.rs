//! What the system says of this process. Linux only; elsewhere there is nothing to read.

use std::fs;

use crate::photos::Failure;

/// Ticks a second in which Linux tells times.
const TICKS: f64 = 100.0;

/// Most megabytes of memory that the process has had so far, or since [`forget_peak`].
pub(crate) fn peak_megabytes() -> Result<f64, Failure> {
    status("VmHWM")
}

/// Begins to look for the most anew.
pub(crate) fn forget_peak() -> Result<(), Failure> {
    // <https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html>
    Ok(fs::write("/proc/self/clear_refs", "5")?)
}

/// Megabytes of memory that the process has now.
pub(crate) fn resident_megabytes() -> Result<f64, Failure> {
    status("VmRSS")
}

/// Seconds that the processor has worked for this process; 0 where the system does not say.
pub(crate) fn worked_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else {
        return 0.0;
    };
    // Behind the name, which may hold anything: user and system time are the 12th and 13th.
    let numbers = stat.rsplit(')').next().unwrap_or_default();
    let ticks = numbers.split_whitespace().skip(11).take(2);
    ticks.filter_map(|one| one.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Threads of the process.
pub(crate) fn threads() -> Result<usize, Failure> {
    Ok(fs::read_dir("/proc/self/task")?.count())
}

/// Open files of the process, without the one that lists them.
pub(crate) fn open_files() -> Result<usize, Failure> {
    Ok(fs::read_dir("/proc/self/fd")?.count().saturating_sub(1))
}

/// A figure in kilobytes, as megabytes.
fn status(name: &str) -> Result<f64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    let kilobytes: f64 = kilobytes.ok_or("the system does not say")?.parse()?;
    Ok(kilobytes / 1024.0)
}
