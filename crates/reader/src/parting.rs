//! Texts taken apart by single signs.
//!
//! A few functions of one shape each: the patterns of the standard library are
//! compiled anew for every kind of pattern, and were a fifth of the program.

/// What stands before the first of these signs.
pub(crate) fn first_part<'a>(text: &'a str, signs: &str) -> &'a str {
    let place = text.char_indices().find(|(_, letter)| is_one(*letter, signs));
    place.and_then(|(place, _)| text.get(..place)).unwrap_or(text)
}

/// What stands after the first of these signs; empty without one.
pub(crate) fn rest_part<'a>(text: &'a str, signs: &str) -> &'a str {
    let before = first_part(text, signs).len();
    let sign = text.get(before..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    text.get(before + sign..).unwrap_or_default()
}

/// What stands after the last of these signs.
pub(crate) fn last_part<'a>(text: &'a str, signs: &str) -> &'a str {
    let mut start = 0;
    for (place, letter) in text.char_indices() {
        if is_one(letter, signs) {
            start = place + letter.len_utf8();
        }
    }
    text.get(start..).unwrap_or_default()
}

/// Without these signs at the beginning.
pub(crate) fn without_start<'a>(text: &'a str, signs: &str) -> &'a str {
    let place = text.char_indices().find(|(_, letter)| !is_one(*letter, signs));
    place.and_then(|(place, _)| text.get(place..)).unwrap_or_default()
}

/// Without these signs at the end.
pub(crate) fn without_end<'a>(text: &'a str, signs: &str) -> &'a str {
    let mut end = 0;
    for (place, letter) in text.char_indices() {
        if !is_one(letter, signs) {
            end = place + letter.len_utf8();
        }
    }
    text.get(..end).unwrap_or_default()
}

/// Where a part of a text begins.
pub(crate) fn place_of(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len().max(1)).position(|place| place == part.as_bytes())
}

/// Whether a letter or a digit of any script; what only looks like one does no harm.
pub(crate) const fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || (letter as u32 >= 0xC0
            && !matches!(letter, '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FF00}'..='\u{FF0F}' | '×' | '÷'))
}

fn is_one(letter: char, signs: &str) -> bool {
    signs.chars().any(|sign| sign == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parted_at_signs() {
        assert_eq!(first_part("a?b#c", "?#"), "a");
        assert_eq!(rest_part("a：b", "：:"), "b");
        assert_eq!(last_part("https://schema.org/InStock", "/#"), "InStock");
        assert_eq!(without_end(without_start(" : x ", " :"), " :"), "x");
        assert_eq!(
            (without_start("", "a"), without_end("aa", "a"), rest_part("a", "b")),
            ("", "", "")
        );
        assert_eq!(place_of("ab-->c", "-->"), Some(2));
    }
}
