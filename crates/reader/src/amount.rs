//! Amounts of money in the words of a page, in the way of any country.

use crate::currency::{self, Mark};

/// Most signs of an amount; more is not a price.
const MAX_SIGNS: usize = 20;

/// An amount as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Decimal string with a point and at least two places.
    pub(crate) amount: String,
    /// The sign or code beside it, if there is one.
    pub(crate) mark: Option<Mark>,
}

/// Every amount in a text, in its order; at most 12.
///
/// Shape: `1.299,00 €`, `US$ 1,299`, `12 99 €` (small cents) and `12,-` are
/// amounts; a share (`20 %`) and a number glued to letters (`A4`) are none.
#[must_use]
pub(crate) fn shown(text: &str) -> Vec<Shown> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < 12 {
        let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
        else {
            break;
        };
        let start = at + start;
        let length = number_length(text.get(start..).unwrap_or_default());
        at = start + length;
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(at..).unwrap_or_default();
        let mark = currency::mark_before(before).or_else(|| currency::mark_after(after));
        if is_apart(before, after, mark)
            && let Some(amount) = text.get(start..at).and_then(visible)
        {
            found.push(Shown { amount, mark });
        }
    }
    found
}

/// Whether a number stands by itself: no part of a word, a date or a share.
fn is_apart(before: &str, after: &str, mark: Option<Mark>) -> bool {
    let previous = before.chars().next_back();
    let next = after.trim_start_matches(' ').chars().next();
    if next == Some('%') || matches!(previous, Some('%' | '#' | ':' | '/' | '.' | ',' | '_')) {
        return false;
    }
    if mark.is_some() {
        return true;
    }
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let touching = after.chars().next();
    !is_letter(previous) && !is_letter(touching) && !matches!(touching, Some('/' | ':' | '_' | '-'))
}

/// How many bytes belong to the number at the beginning of a text.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut length = digits(0);
    let mut has_point = false;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let gap = separator(rest);
        let more = digits(length + gap);
        let sign = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).chars().next();
        let is_pointed = matches!(sign, Some('.' | ','));
        // After blanks only whole groups, or small cents at the very end.
        let is_group = more == 3
            || (more == 2 && (is_pointed || is_end_of_number(bytes.get(length + gap + 2..))));
        let is_fraction = is_pointed && (1..=3).contains(&more);
        if gap == 0
            || more == 0
            || !(is_group || is_fraction)
            || (has_point && !is_pointed && more != 3)
        {
            return length;
        }
        has_point |= is_pointed && more != 3;
        length += gap + more;
    }
}

fn is_end_of_number(rest: Option<&[u8]>) -> bool {
    let rest = rest.unwrap_or_default();
    let next = rest.iter().find(|byte| **byte != b' ');
    !next.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%' | b'x'))
}

/// The bytes between two groups of digits: a sign, blanks around it.
fn separator(text: &str) -> usize {
    let mut length = 0;
    let mut has_sign = false;
    for letter in text.chars() {
        match letter {
            ' ' | '\u{a0}' | '\u{202f}' if length < 6 => {}
            '.' | ',' | '\'' | '’' if !has_sign => has_sign = true,
            _ => break,
        }
        length += letter.len_utf8();
    }
    length
}

/// An amount as it is shown to people: a point before three digits groups them.
#[must_use]
pub(crate) fn visible(text: &str) -> Option<String> {
    read(text, true)
}

/// An amount as data has it: a single point is a decimal point, whatever follows.
#[must_use]
pub(crate) fn stated(text: &str) -> Option<String> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let before = text.get(..start)?.trim_end();
    if before.ends_with(['-', '−']) {
        return None;
    }
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    read(text.get(start..end)?, false)
}

fn read(digits: &str, is_visible: bool) -> Option<String> {
    let text: String = digits.chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
    let (whole, fraction) = match point(&text, is_visible) {
        Some(place) => (text.get(..place)?, text.get(place + 1..)?),
        None => (text.as_str(), ""),
    };
    let mut clean = String::new();
    push_digits(&mut clean, whole)?;
    let places = clean.len();
    if clean.is_empty() {
        clean.push('0');
    }
    clean.push('.');
    push_digits(&mut clean, fraction)?;
    while clean.len() < places.max(1) + 3 {
        clean.push('0');
    }
    // Zeros before the number say nothing.
    let trimmed = clean.trim_start_matches('0');
    let clean = if trimmed.starts_with('.') {
        clean.get(clean.len() - trimmed.len() - 1..)?
    } else {
        trimmed
    };
    (clean.len() <= MAX_SIGNS).then(|| clean.to_owned())
}

/// Where the fraction begins, if there is one.
fn point(text: &str, is_visible: bool) -> Option<usize> {
    let last = |sign: char| text.rfind(sign);
    let after = |place: usize| {
        text.get(place + 1..).unwrap_or_default().bytes().filter(u8::is_ascii_digit).count()
    };
    let is_only = |place: usize, sign: char| text.find(sign) == Some(place);
    match (last('.'), last(',')) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(place), None) if is_only(place, '.') => {
            let is_group = is_visible && after(place) == 3 && !text.starts_with('0');
            (!is_group).then_some(place)
        }
        (None, Some(place)) if is_only(place, ',') && after(place) <= 2 => Some(place),
        (Some(_), None) | (None, Some(_)) => None,
        // Cents behind a blank.
        (None, None) => last(' ').filter(|place| after(*place) == 2),
    }
}

fn push_digits(clean: &mut String, digits: &str) -> Option<()> {
    for letter in digits.chars() {
        match letter {
            '0'..='9' => clean.push(letter),
            '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{shown, stated};

    fn amounts(text: &str) -> Vec<String> {
        shown(text).into_iter().map(|shown| shown.amount).collect()
    }

    #[test]
    fn amounts_are_read_in_the_way_of_any_country() {
        for (text, amount) in [
            ("€ 1.299,00", "1299.00"),
            ("1 299,00 €", "1299.00"),
            ("1\u{202f}299 €", "1299.00"),
            ("$1,299.99", "1299.99"),
            ("$24.990", "24990.00"),
            ("1’299.– CHF", "1299.00"),
            ("12 99 €", "12.99"),
            ("34,9 €", "34.90"),
            ("12,- EUR", "12.00"),
            ("₹1,23,456.50", "123456.50"),
            ("1.234.567 ₫", "1234567.00"),
            ("0.999 €", "0.999"),
            ("299 kr", "299.00"),
            ("12 , 50 zł", "12.50"),
        ] {
            assert_eq!(amounts(text), [amount], "{text}");
        }
    }

    #[test]
    fn shares_dates_and_names_are_no_amounts() {
        for text in ["-20 %", "20%", "A4", "4K", "10:30", "24/7", "3D"] {
            assert_eq!(amounts(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn two_prices_stay_two() {
        assert_eq!(amounts("Was 59,99 € now 39,99 €"), ["59.99", "39.99"]);
        assert_eq!(amounts("2 12.99 €"), ["2.00", "12.99"]);
    }

    #[test]
    fn data_has_decimal_points() {
        for (text, amount) in [
            ("24.990", "24.990"),
            ("1299", "1299.00"),
            ("1,299.5", "1299.50"),
            ("EUR 88,00", "88.00"),
            ("2.190,00", "2190.00"),
        ] {
            assert_eq!(stated(text).as_deref(), Some(amount), "{text}");
        }
        assert_eq!(stated("-5"), None);
        assert_eq!(stated("on request"), None);
    }
}
