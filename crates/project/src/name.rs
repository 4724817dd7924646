//! Names as people type them, made fit to be shown and told apart.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Longest class name, in characters as they are seen.
pub(crate) const MAX_CLASS_NAME: usize = 30;
/// Longest name of a model, in characters as they are seen.
pub(crate) const MAX_MODEL_NAME: usize = 60;
/// The name of a model that was given none that can be seen.
pub(crate) const NAMELESS: &str = "Nunchi";
/// Most code points for each seen character, so that piled-up marks do not fill the file.
const MAX_POINTS_A_CHARACTER: usize = 8;

/// Takes out what cannot be seen, composes (NFC), makes every run of white space one space, and
/// cuts after `longest` seen characters. `None` when nothing visible is left. What is clean is
/// cleaned into itself.
pub(crate) fn clean(text: &str, longest: usize) -> Option<String> {
    // Composed last: what is taken out may have kept two marks apart.
    let words: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_unwanted(*c))
        .nfc()
        .collect();
    let words = words.split(' ').filter(|word| !word.is_empty());
    let single_spaced = words.collect::<Vec<_>>().join(" ");
    let cut = cut(&single_spaced, longest);
    cut.chars().any(is_visible).then(|| cut.to_owned())
}

/// Whether a text has more than `longest` seen characters, or is piled up of marks.
pub(crate) fn is_longer(text: &str, longest: usize) -> bool {
    let points = longest.saturating_mul(MAX_POINTS_A_CHARACTER);
    text.chars().nth(points).is_some() || text.graphemes(true).nth(longest).is_some()
}

/// `name`, or `name 2`, `name 3` ... so that it is none of `taken`.
pub(crate) fn unlike<'a>(name: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    if taken.clone().all(|other| other != name) {
        return name.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let ending = format!(" {number}");
        let stem = cut(name, MAX_CLASS_NAME - ending.len());
        let next = format!("{stem}{ending}");
        if taken.clone().all(|other| other != next) {
            return next;
        }
        number += 1;
    }
}

fn cut(text: &str, longest: usize) -> &str {
    let end = text
        .grapheme_indices(true)
        .take(longest)
        .map(|(start, grapheme)| (start + grapheme.len(), grapheme.chars().count()))
        .take_while(|(_, points)| *points <= MAX_POINTS_A_CHARACTER)
        .last()
        .map_or(0, |(end, _)| end);
    text.get(..end).unwrap_or_default().trim_end()
}

/// Control characters, marks that change the direction of text, and blanks that pass for letters.
fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a character shows something by itself. Joiners and variation marks, which emoji need,
/// do not.
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>, why: &str) {
        assert_eq!(clean(typed, MAX_CLASS_NAME).as_deref(), expected, "{why}");
    }

    #[test]
    fn names_are_cleaned() {
        check(
            "  우리  집\t고양이\n",
            Some("우리 집 고양이"),
            "white space",
        );
        check("고양이", Some("고양이"), "letters apart are put together");
        check("a\u{202e}b\u{7}c\u{feff}", Some("abc"), "invisible marks");
        check(
            "b\u{595}\u{e}\u{5b5}",
            Some("b\u{5b5}\u{595}"),
            "marks that something kept apart",
        );
        check(
            "👨\u{200d}👩\u{200d}👧",
            Some("👨\u{200d}👩\u{200d}👧"),
            "a family is one sign",
        );
        check("", None, "nothing");
        check(" \u{3164}\u{200b} ", None, "blanks that pass for letters");
        check("\u{200d}\u{fe0f}", None, "joiners alone");
        check(&"가".repeat(31), Some(&"가".repeat(30)), "30 characters");
        check(
            &"👨\u{200d}👩\u{200d}👧".repeat(31),
            Some(&"👨\u{200d}👩\u{200d}👧".repeat(30)),
            "seen characters",
        );
        check(
            &format!("{} b", "a".repeat(29)),
            Some(&"a".repeat(29)),
            "no space at the end",
        );
        check(
            &format!("a{}", "\u{301}".repeat(5000)),
            None,
            "a tower of marks",
        );
    }

    #[test]
    fn the_length_of_a_text_is_what_is_seen_of_it() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert!(!is_longer(&family.repeat(3), 3));
        assert!(is_longer(&family.repeat(4), 3));
        assert!(is_longer(&format!("a{}", "\u{301}".repeat(24)), 3));
        assert!(!is_longer("", 0));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["개", "개 2", "고양이"];
        assert_eq!(unlike("새", taken.into_iter()), "새");
        assert_eq!(unlike("개", taken.into_iter()), "개 3");
        let long = "a".repeat(30);
        let mended = unlike(&long, [long.as_str()].into_iter());
        assert_eq!(mended, format!("{} 2", "a".repeat(28)));
    }
}
