//! The walk over the markers of a JPEG: the very file, since nobody outside may call it.
#![no_main]

#[path = "../../crates/vision/src/jpeg_walk.rs"]
mod jpeg_walk;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let walk = jpeg_walk::walk(bytes);
    assert!(!walk.whole || walk.scans > 0);
    if let Some(frame) = walk.frame {
        assert!(frame.sampling.len() * 3 < bytes.len());
    }
});
