//! How much two words have in common.

use crate::letter::is_semitic;

/// The likeness of a word with itself.
pub(crate) const SAME: u32 = 256;
/// From here on a word is the one that was meant, in another form.
pub(crate) const FORM: u32 = 200;

/// How much a word that is looked for and a known one have in common, at most [`SAME`].
///
/// Of the last word of a query the end may still have to be typed (`is_open`).
pub(crate) fn likeness(sought: &[char], known: &[char], is_open: bool) -> u32 {
    if sought == known {
        return SAME;
    }
    let start = shared_start(sought, known);
    if start >= 3 && is_form(sought, known, start) {
        return FORM + 20;
    }
    let (short, long) = (sought.len().min(known.len()), sought.len().max(known.len()));
    if is_open && start == sought.len() {
        return 100 + part(90, short, long);
    }
    // Pairs of letters are all there is of a script without spaces.
    if long <= 2 {
        return 0;
    }
    let inside = containment(sought, known);
    inside.max(typo(sought, known, is_open, start)).max(trigrams(sought, known))
}

/// So much of `most` as one length is of another.
fn part(most: u32, length: usize, of: usize) -> u32 {
    let length = u32::try_from(length).unwrap_or(0);
    most * length / u32::try_from(of).unwrap_or(u32::MAX).max(1)
}

fn shared_start(one: &[char], other: &[char]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// Whether two words differ in endings alone: they begin alike for most of their length. Where
/// one is the beginning of the other less of it is enough, since an ending may be long.
///
/// A table of endings of a dozen languages found less, and was 0.4 KB.
fn is_form(one: &[char], other: &[char], shared: usize) -> bool {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    let (least, ninths) = if shared == short { (3, 4) } else { (4, 5) };
    shared >= least && long - shared <= 5 && shared * 9 >= long * ninths
}

/// One within the other: words put together, and small words written together with others.
fn containment(sought: &[char], known: &[char]) -> u32 {
    let (short, long) = if sought.len() < known.len() { (sought, known) } else { (known, sought) };
    let is_semitic = short.first().is_some_and(|letter| is_semitic(*letter));
    if short.len() < if is_semitic { 3 } else { 4 } {
        return 0;
    }
    let rest = long.len() - short.len();
    if is_semitic {
        let is_there = long.windows(short.len()).any(|part| part == short);
        return if is_there && rest <= 3 { 190 - part(60, rest, 3) } else { 0 };
    }
    // A word put together of two has at least three letters besides.
    if rest < 3 {
        return 0;
    }
    if long.starts_with(short) || long.ends_with(short) {
        return 90 + part(60, short.len(), long.len());
    }
    // The last letters may be an ending: expresslieferung, lieferungen.
    let stem = short.get(..short.len() - 1).unwrap_or_default();
    let is_long = short.len() >= 6;
    if is_long && long.windows(stem.len()).any(|part| part == stem) { 80 } else { 0 }
}

/// Typing errors: letters left out, doubled, wrong, or in the wrong order.
fn typo(sought: &[char], known: &[char], is_open: bool, start: usize) -> u32 {
    let most = match sought.len() {
        0..=3 => return 0,
        4..=7 => 1,
        _ => 2,
    };
    // Numbers are not mistyped but others.
    if sought.iter().any(char::is_ascii_digit) {
        return 0;
    }
    let Some(errors) = (1..=most).find(|errors| is_within(sought, known, *errors, is_open)) else {
        return 0;
    };
    let is_whole = sought.len().abs_diff(known.len()) <= most as usize;
    let least = if start == 0 { 130 } else { 170 };
    let sure = least + part(60, sought.len().min(12), 12) - 40 * errors;
    if is_whole { sure } else { sure / 2 }
}

/// Whether so many errors make one word of the other: a letter left out, added, changed, or
/// two in the wrong order. With an open end, one word of any beginning of the other.
fn is_within(sought: &[char], known: &[char], errors: u32, is_open: bool) -> bool {
    let shared = shared_start(sought, known);
    let (sought, known) = (after(sought, shared), after(known, shared));
    if sought.is_empty() {
        return is_open || known.len() <= errors as usize;
    }
    let Some(errors) = errors.checked_sub(1) else { return false };
    let is_turned =
        sought.len() > 1 && sought.first() == known.get(1) && sought.get(1) == known.first();
    let tries = [(1, 0), (0, 1), (1, 1), (2, 2)];
    tries.iter().take(if is_turned { 4 } else { 3 }).any(|(one, other)| {
        *other <= known.len()
            && is_within(after(sought, *one), after(known, *other), errors, is_open)
    })
}

fn after(word: &[char], start: usize) -> &[char] {
    word.get(start..).unwrap_or_default()
}

/// Words of many parts have most groups of three letters in common with their other forms:
/// getrocknet, trocknen.
fn trigrams(sought: &[char], known: &[char]) -> u32 {
    if sought.len() < 5 || known.len() < 5 {
        return 0;
    }
    let shared =
        sought.windows(3).filter(|three| known.windows(3).any(|other| other == *three)).count();
    let all = sought.len() + known.len() - 4;
    if shared * 2 * 100 < all * 55 { 0 } else { part(150, shared * 2, all) }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::{FORM, SAME, is_within, likeness};

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    fn like(sought: &str, known: &str) -> u32 {
        likeness(&letters(sought), &letters(known), false)
    }

    #[test]
    fn forms_of_a_word_are_it() {
        for (one, other) in [
            ("return", "returned"),
            ("delivery", "deliveries"),
            ("exchange", "exchanging"),
            ("bestellung", "bestellungen"),
            ("rembourser", "remboursement"),
            ("طلب", "طلبي"),
        ] {
            assert!(like(one, other) >= FORM, "{one} {other} {}", like(one, other));
            assert_eq!(like(one, other), like(other, one));
        }
        assert_eq!(like("refund", "refund"), SAME);
    }

    #[test]
    fn other_words_are_not() {
        for (one, other) in [
            ("port", "report"),
            ("contact", "contract"),
            ("order", "border"),
            ("pay", "play"),
            ("dry", "day"),
        ] {
            assert!(like(one, other) < FORM, "{one} {other} {}", like(one, other));
        }
        assert_eq!(like("2024", "2025"), 0);
    }

    #[test]
    fn parts_of_a_word_put_together_are_like_it() {
        for (one, other) in [
            ("lieferung", "expresslieferung"),
            ("etikett", "rucksendeetikett"),
            ("trocknen", "getrocknet"),
        ] {
            assert!((60..FORM).contains(&like(one, other)), "{one} {other} {}", like(one, other));
        }
    }

    #[test]
    fn typing_errors_are_counted() {
        for (one, other, errors) in [
            ("refund", "refund", 0),
            ("refnud", "refund", 1),
            ("refun", "refund", 1),
            ("rrefund", "refund", 1),
            ("rafund", "refund", 1),
            ("rafnud", "refund", 2),
            ("abcdef", "refund", 4),
        ] {
            let least =
                (0..4).find(|least| is_within(&letters(one), &letters(other), *least, false));
            assert_eq!(least.unwrap_or(4), errors, "{one} {other}");
        }
        assert!(is_within(&letters("delv"), &letters("delivery"), 1, true));
    }
}
