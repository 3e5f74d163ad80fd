//! Words that say what comes next: `password:`, `order no.`, `call me at`.

use super::account;
use super::canonical::{Canonical, is_blank, is_digit, is_letter, is_word};
use super::words::{Shape, topic};

/// Words that may stand between such a word and what it leads to.
const FILLERS: &str = "is ist est es no nr num number nummer numero número id n° nº № me at on my us \
                       under unter the of was security national code card now again to be";

/// Fillers after which a number follows for certain.
const STRONG: &str = "no nr num number nummer numero número id n° nº №";

/// Most fillers passed over.
const MAX_FILLERS: usize = 4;

/// Words a name is not.
const NO_NAMES: &str = "and und et y e i ich je a an the my und i'm but aus from of is";

/// How certainly a word leads to something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    /// Only a blank lies between.
    Bare,
    /// A colon, an equals sign or `is` lies between.
    Signed,
    /// A number sign, or a word such as `no.`, lies between.
    Strong,
}

pub(super) fn mark(text: &mut Canonical) {
    for (start, end) in text.runs(is_word) {
        let Some((kind, shape)) = topic(text.slice(start, end)) else { continue };
        let (place, lead) = value_after(text, end);
        let end = match shape {
            Shape::NameAssigned if !is_of_person(text, start, end) => None,
            shape => take(text, place, (shape, lead)),
        };
        if let Some(end) = end {
            text.mark(place, end, kind);
        }
    }
}

/// Whether a word is one of those, in letters of either case.
pub(super) fn is_among(word: &[u8], words: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// Where what a word leads to begins.
fn value_after(text: &Canonical, word_end: usize) -> (usize, Lead) {
    let (mut place, mut lead) = (word_end, Lead::Bare);
    for _ in 0..=MAX_FILLERS {
        let begin = text.skip(place, is_separator);
        lead = text.slice(place, begin).iter().fold(lead, |lead, sign| match sign {
            b'#' => lead.max(Lead::Strong),
            b':' | b'=' => lead.max(Lead::Signed),
            _ => lead,
        });
        place = begin;
        let end = text.skip(place, is_letter);
        let word = text.slice(place, end);
        let is_alone = is_separator(text.at(end)) || text.at(end) == 0;
        if word.is_empty() || !is_alone || !is_among(word, FILLERS) {
            break;
        }
        let is_strong = is_among(word, STRONG);
        let is_said = is_among(word, "is ist est es");
        lead = lead.max(match (is_strong, is_said) {
            (true, _) => Lead::Strong,
            (_, true) => Lead::Signed,
            _ => Lead::Bare,
        });
        place = end;
    }
    (place, lead)
}

fn is_separator(byte: u8) -> bool {
    is_blank(byte) || b":=#\"'(.-".contains(&byte)
}

/// The word before a place, fillers passed over.
pub(super) fn word_before(text: &Canonical, mut place: usize) -> &[u8] {
    for _ in 0..=MAX_FILLERS {
        let end = text.skip_back(place, is_separator);
        let start = text.skip_back(end, is_word);
        let word = text.slice(start, end);
        if word.is_empty() || !is_among(word, FILLERS) {
            return word;
        }
        place = start;
    }
    &[]
}

/// Where it ends, if it is what the word leads to.
fn take(text: &Canonical, start: usize, (shape, lead): (Shape, Lead)) -> Option<usize> {
    match shape {
        Shape::Anything | Shape::Assigned => {
            let is_bare = shape == Shape::Anything && lead > Lead::Bare;
            let end = text.skip(start, is_secret);
            let has_digit = text.slice(start, end).iter().any(|byte| is_digit(*byte));
            let is_long = end >= start + 4 && has_digit;
            let is_due = is_bare || is_long && (shape == Shape::Anything || lead > Lead::Bare);
            (is_due && end > start).then_some(end)
        }
        Shape::Pin => {
            let end = text.skip(start, is_digit);
            ((3..=8).contains(&(end - start)) && !is_word(text.at(end))).then_some(end)
        }
        Shape::Number => number(text, start, [5, 4, 2], lead),
        Shape::Groups => account::read(text, start)
            .map(|(end, _)| end)
            .or_else(|| groups(text, start, [6, 5, 5], lead)),
        Shape::Phone => groups(text, start, [7, 5, 5], lead),
        Shape::Decimal => decimal(text, start),
        Shape::NameAssigned => (lead > Lead::Bare).then(|| name(text, start)).flatten(),
        Shape::Name => name(text, start),
    }
}

fn is_secret(byte: u8) -> bool {
    byte > b' ' && !b"\"',;&<>".contains(&byte)
}

/// A number of one piece with at least so many digits, by how certain it is.
fn number(text: &Canonical, start: usize, least: [usize; 3], lead: Lead) -> Option<usize> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte);
    let end = text.skip(start, is_sign);
    let end = text.skip_back(end, |byte| !byte.is_ascii_alphanumeric()).max(start);
    has_digits(text.slice(start, end), least, lead).then_some(end)
}

/// The same, with groups of digits after a blank.
fn groups(text: &Canonical, start: usize, least: [usize; 3], lead: Lead) -> Option<usize> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/.+()".contains(&byte);
    let mut end = text.skip(start, is_sign);
    while is_blank(text.at(end)) && matches!(text.at(end + 1), b'0'..=b'9' | b'(') {
        end = text.skip(end + 1, is_sign);
    }
    let end = text.skip_back(end, |byte| !byte.is_ascii_alphanumeric()).max(start);
    let begins = matches!(text.at(start), b'+' | b'0'..=b'9') || least < [7, 0, 0];
    (begins && has_digits(text.slice(start, end), least, lead)).then_some(end)
}

fn has_digits(signs: &[u8], least: [usize; 3], lead: Lead) -> bool {
    let digits = signs.iter().filter(|sign| is_digit(**sign)).count();
    least.get(lead as usize).is_some_and(|least| digits >= *least)
}

fn decimal(text: &Canonical, start: usize) -> Option<usize> {
    let point = text.skip(start, is_digit);
    let end = text.skip(point + 1, is_digit);
    let has_point = matches!(text.at(point), b'.' | b',') && point > start;
    (has_point && end > point + 3).then_some(end)
}

/// A name has two words at most, and is not the beginning of a sentence.
fn name(text: &Canonical, start: usize) -> Option<usize> {
    let is_sign = |byte: u8| is_letter(byte) || byte == b'-' || byte == b'\'';
    let first = text.skip(start, is_sign);
    if first == start || is_among(text.slice(start, first), NO_NAMES) {
        return None;
    }
    let second = text.skip(first + 1, is_sign);
    let word = text.slice(first + 1, second);
    let has_second = text.at(first) == b' ' && !word.is_empty() && !is_among(word, NO_NAMES);
    Some(if has_second { second } else { first })
}

/// `name` alone may be that of an article: it has to be mine, or begin a line.
fn is_of_person(text: &Canonical, start: usize, end: usize) -> bool {
    let is_plain = text.slice(start, end).eq_ignore_ascii_case(b"name");
    let before_end = text.skip_back(start, |byte| byte == b' ');
    let before = text.slice(text.skip_back(before_end, is_word), before_end);
    let begins_line = before_end == 0 || matches!(text.before(before_end), b'\n');
    !is_plain
        || begins_line
        || is_among(before, "my mein our full first last family sur vor nach given customer")
}
