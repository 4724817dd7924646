//! The window's types, as TypeScript made from `view.rs`, `view/` and `error_code.rs`.

use ts_rs::{Config, TS};

use crate::error_code::ErrorCode;
use crate::view;

/// All of `ui/src/api/generated.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = Config::new();
    let mut file = String::from(
        "// Made from crates/project/src/view.rs, view/ and error_code.rs. Not to be edited by hand:\n\
         // NUNCHI_UPDATE_BINDINGS=1 cargo test -p nunchi-project bindings\n",
    );
    macro_rules! declare {
        ($($kind:ty),* $(,)?) => {$({
            file.push('\n');
            if let Some(docs) = <$kind as TS>::docs() {
                file.push_str(&docs);
            }
            file.push_str("export ");
            file.push_str(&<$kind as TS>::decl(&config));
            file.push('\n');
        })*};
    }
    declare!(
        view::ClassId,
        view::PhotoId,
        view::ProjectId,
        view::Language,
        view::Theme,
        view::Preferences,
        view::StartView,
        view::LibraryView,
        view::ProjectCard,
        view::CopyKind,
        view::SavedCopy,
        view::ImportId,
        view::RescueView,
        view::PrivacyView,
        view::AppEvent,
        view::ProjectView,
        view::ProjectStatus,
        view::ClassView,
        view::PhotoView,
        view::SquareView,
        view::PhotoDetails,
        view::AddedPhoto,
        view::Conditions,
        view::Range,
        view::ConditionRanges,
        view::Readiness,
        view::ShortClass,
        view::Freshness,
        view::ModelView,
        view::EpochView,
        view::TrainEvent,
        view::TrainOutcome,
        view::Prediction,
        view::ClassConfidence,
        view::TestedPicture,
        view::SimilarPhoto,
        view::Operation,
        view::HistoryView,
        view::ExamplePicture,
        view::ObjectId,
        view::PictureId,
        view::ProgramView,
        view::ProgramShared,
        view::VariableView,
        view::ListView,
        view::MessageView,
        view::ObjectKind,
        view::PictureSource,
        view::ShapeView,
        view::ObjectView,
        view::ProgramChange,
        view::ProgramSaved,
        view::PictureView,
        view::ErrorView,
        ErrorCode,
    );
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_of_the_window_are_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/api/generated.ts");
        if std::env::var_os("NUNCHI_UPDATE_BINDINGS").is_some() {
            std::fs::write(path, typescript()).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        assert!(
            committed == typescript(),
            "ui/src/api/generated.ts is out of date; renew it with \
             NUNCHI_UPDATE_BINDINGS=1 cargo test -p nunchi-project bindings"
        );
    }
}
