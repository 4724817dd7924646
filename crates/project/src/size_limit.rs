//! A limit of the system on the size of files is an error like a full disk, and not the end of
//! the app.

/// Has a write beyond the limit fail instead of ending the process, which is what the signal does
/// that comes with it when nobody takes it. For the whole process; more calls change nothing.
#[cfg(unix)]
pub(crate) fn make_it_an_error() {
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Once};

    use signal_hook::consts::SIGXFSZ;

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Nobody asks for the flag: the write itself says that it failed.
        let taken = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
        if let Err(error) = taken {
            tracing::warn!(%error, "a limit on the size of files ends the app");
        }
    });
}

/// Other systems have no such signal.
#[cfg(not(unix))]
pub(crate) fn make_it_an_error() {}
