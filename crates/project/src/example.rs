//! The built-in example project: its pictures, which are part of the program, and its words.
//!
//! The pictures are drawn by `tools/example`. The names of its model and classes are the user's
//! to change, so they are content of a project and not sentences of the window.

use crate::view::Language;

/// A class of the example.
pub(crate) struct ExampleClass {
    name_ko: &'static str,
    name_en: &'static str,
    /// JPEG files.
    pub(crate) pictures: [&'static [u8]; 12],
}

impl ExampleClass {
    pub(crate) fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Ko => self.name_ko,
            Language::En => self.name_en,
        }
    }
}

/// The name of the example's model.
pub(crate) fn model_name(language: Language) -> &'static str {
    match language {
        Language::Ko => "가위바위보",
        Language::En => "Rock, paper, scissors",
    }
}

macro_rules! pictures {
    ($kind:literal: $($number:literal)*) => {
        [$(include_bytes!(concat!("../assets/example/", $kind, "-", $number, ".jpg"))),*]
    };
}

/// The classes, in the order in which one says them.
pub(crate) static CLASSES: [ExampleClass; 3] = [
    ExampleClass {
        name_ko: "가위",
        name_en: "Scissors",
        pictures: pictures!("scissors": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10" "11" "12"),
    },
    ExampleClass {
        name_ko: "바위",
        name_en: "Rock",
        pictures: pictures!("rock": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10" "11" "12"),
    },
    ExampleClass {
        name_ko: "보",
        name_en: "Paper",
        pictures: pictures!("paper": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10" "11" "12"),
    },
];

/// Pictures to test with, JPEG files; none of them is among those to teach with.
pub(crate) static TEST_PICTURES: [&[u8]; 6] = pictures!("test": "01" "02" "03" "04" "05" "06");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_picture_is_there_twice() {
        let mut all: Vec<&[u8]> = CLASSES.iter().flat_map(|class| class.pictures).collect();
        all.extend(TEST_PICTURES);
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
