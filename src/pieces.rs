//! Texts taken apart at ASCII signs, byte by byte.
//!
//! Everything of the widget shares these: the searchers of the standard
//! library are compiled anew for each kind of pattern, 300 to 800 bytes each.

/// The pieces of a text between two signs of a kind; see [`pieces`].
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    sign: u8,
}

/// What stands before, between and after the signs; the sign must be ASCII.
pub(crate) const fn pieces(text: &str, sign: u8) -> Pieces<'_> {
    Pieces { rest: Some(text), sign }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    // Once in the program, not once for each loop.
    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let end = place_of(text, self.sign).unwrap_or(text.len());
        // Beyond the end of the text there is none.
        self.rest = text.get(end + 1..);
        text.get(..end)
    }
}

/// The words of a list that is written as one text, with a space between two.
pub(crate) const fn words(list: &str) -> Pieces<'_> {
    pieces(list, b' ')
}

/// Whether one of the pieces is this one.
#[inline(never)]
pub(crate) fn has_piece(list: &str, sign: u8, piece: &str) -> bool {
    for known in pieces(list, sign) {
        if known == piece {
            return true;
        }
    }
    false
}

/// Whether a list that is written as one text has this word.
pub(crate) fn has_word(list: &str, word: &str) -> bool {
    has_piece(list, b' ', word)
}

/// Where a sign stands first.
#[inline(never)]
pub(crate) fn place_of(text: &str, sign: u8) -> Option<usize> {
    text.bytes().position(|byte| byte == sign)
}

/// What stands before the first of these signs.
#[inline(never)]
pub(crate) fn until<'a>(text: &'a str, signs: &str) -> &'a str {
    let mut end = 0;
    for byte in text.bytes() {
        if place_of(signs, byte).is_some() {
            break;
        }
        end += 1;
    }
    text.get(..end).unwrap_or(text)
}

/// What stands after the last of these signs.
#[inline(never)]
pub(crate) fn after<'a>(text: &'a str, signs: &str) -> &'a str {
    let (mut start, mut place) = (0, 0);
    for byte in text.bytes() {
        place += 1;
        if place_of(signs, byte).is_some() {
            start = place;
        }
    }
    text.get(start..).unwrap_or(text)
}

/// At most so many characters of a text.
#[inline(never)]
pub(crate) fn cut(text: &str, max_chars: usize) -> &str {
    let (mut end, mut chars) = (0, 0);
    for byte in text.bytes() {
        // A byte that begins a character.
        if byte & 0xC0 != 0x80 {
            if chars == max_chars {
                break;
            }
            chars += 1;
        }
        end += 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A whole number in digits; none where anything else stands there.
#[inline(never)]
pub(crate) fn number(text: &str, radix: u32) -> Option<u32> {
    let mut number: Option<u32> = None;
    for byte in text.bytes() {
        let digit = char::from(byte).to_digit(radix)?;
        number = Some(number.unwrap_or(0).checked_mul(radix)?.checked_add(digit)?);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_at_every_sign() {
        let taken = |text| pieces(text, b'/').collect::<Vec<_>>();
        assert_eq!(taken(""), [""]);
        assert_eq!(taken("/a//é/"), ["", "a", "", "é", ""]);
        assert_eq!((until("a?b#c", "#?"), until("a", "#?")), ("a", "a"));
        assert_eq!((after("a/b:c", "/:"), after("a/", "/")), ("c", ""));
    }

    #[test]
    fn a_cut_falls_between_characters() {
        assert_eq!((cut("ääkköset", 3), cut("ab", 3), cut("ä", 0)), ("ääk", "ab", ""));
    }

    #[test]
    fn a_number_has_only_digits_and_fits() {
        assert_eq!((number("10FFFF", 16), number("007", 10)), (Some(0x10_FFFF), Some(7)));
        for text in ["", "-1", "+1", "1.", "4294967296"] {
            assert_eq!(number(text, 10), None, "{text}");
        }
    }
}
