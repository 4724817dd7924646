//! The names of all commands, for the build script, the capability and the tests.

/// Every command that the window may call; `lib.rs` registers exactly these.
pub(crate) const COMMAND_NAMES: &[&str] = &[
    "start",
    "set_preferences",
    "create_project",
    "open_example",
    "open_project",
    "close_project",
    "rename_model",
    "undo",
    "redo",
    "add_class",
    "rename_class",
    "recolour_class",
    "delete_class",
    "add_photo",
    "delete_photos",
    "move_photos",
    "photo_details",
    "adjust_square",
    "set_conditions",
    "train",
    "cancel_training",
    "recognise",
    "recognise_frame",
    "example_pictures",
];
