//! Any bytes as a picture file: a photo within the limits, or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nunchi_vision::{MAX_KEPT_SIDE, Photo};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = Photo::decode(bytes) {
        let photo = decoded.photo;
        assert!((1..=MAX_KEPT_SIDE).contains(&photo.width().max(photo.height())));
        let pixels = photo.width() as usize * photo.height() as usize;
        assert_eq!(photo.pixels().len(), pixels * 3);
    }
});
