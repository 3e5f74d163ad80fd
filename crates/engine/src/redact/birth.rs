//! Dates of birth: a date beside a word such as `born`. A date alone says nothing.

use super::canonical::{Canonical, MARKED, is_blank, is_digit, is_letter, is_word};
use super::context::is_among;
use super::kind::Kind;

const WORDS: &str = "born birth birthday birthdate dob geboren geb geburtsdatum geburtstag \
                     geboortedatum naissance né née nacimiento nacido nacida nato nata nascita \
                     nascimento født född";

/// The first three letters of months, in English, German, French, Spanish and Italian.
const MONTHS: &str = "jan feb mar mär apr may mai jun jul aug sep oct okt nov dec dez \
                      fév avr jui aoû déc ene abr ago dic gen mag giu lug set ott";

/// Most bytes between the word and the date, as in `date of birth (day first):`.
const REACH: usize = 24;

pub(super) fn mark(text: &mut Canonical) {
    let words: Vec<usize> = text
        .runs(is_word)
        .into_iter()
        // The shortest and the longest of them have 3 and 13 bytes.
        .filter(|(start, end)| {
            (3..=13).contains(&(end - start)) && is_among(text.slice(*start, *end), WORDS)
        })
        .flat_map(|(start, end)| [start, end])
        .collect();
    if words.is_empty() {
        return;
    }
    let groups = text.runs(is_digit);
    let mut near = words.into_iter().peekable();
    for (place, group) in groups.iter().enumerate() {
        let rest = groups.get(place..).unwrap_or_default();
        let Some((start, end)) = date(text, rest).or_else(|| named(text, *group)) else { continue };
        while near.next_if(|word| word.saturating_add(REACH) < start).is_some() {}
        let is_near = |word: &usize| {
            let between = text.slice((*word).min(end), (*word).max(start));
            *word <= end.saturating_add(REACH) && !between.contains(&MARKED)
        };
        if near.peek().is_some_and(is_near) {
            text.mark(start, end, Kind::Birth);
        }
    }
}

/// `1980-04-12`, `12.4.80`, `04/12/1980` or eight digits, from the first group on.
pub(super) fn date(text: &Canonical, groups: &[(usize, usize)]) -> Option<(usize, usize)> {
    if let [first, second, third, ..] = groups {
        let is_gap = |end: usize, start: usize| {
            let gap = text.slice(end, start);
            matches!(gap, b"-" | b"." | b"/" | b". ") || gap == b" "
        };
        let numbers = [first, second, third].map(|group| value(text, *group));
        let lengths = [first, second, third].map(|group| group.1 - group.0);
        if is_gap(first.1, second.0) && is_gap(second.1, third.0) && is_date(lengths, numbers) {
            return Some((first.0, third.1));
        }
    }
    let first = *groups.first()?;
    let whole = value(text, first);
    let (upper, lower) = (whole / 10_000, whole % 10_000);
    let is_short = |number: u32| is_day(number / 100, number % 100);
    let is_whole = is_year(upper) && is_short(lower) || is_year(lower) && is_short(upper);
    (first.1 - first.0 == 8 && is_whole).then_some(first)
}

fn is_date(lengths: [usize; 3], [a, b, c]: [u32; 3]) -> bool {
    match lengths {
        [4, 1..=2, 1..=2] => is_year(a) && is_day(b, c),
        [1..=2, 1..=2, 4] => is_year(c) && is_day(a, b),
        [1..=2, 1..=2, 2] => is_day(a, b),
        _ => false,
    }
}

/// Whether two numbers are day and month, either first.
pub(super) fn is_day(one: u32, other: u32) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    (1..=12).contains(&small) && (1..=31).contains(&large)
}

fn is_year(number: u32) -> bool {
    (1900..2100).contains(&number)
}

fn value(text: &Canonical, group: (usize, usize)) -> u32 {
    let digits = text.slice(group.0, group.1.min(group.0 + 8));
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit & 15))
}

/// `12 April 1980`, `12. Apr 80`, `April 12, 1980`, around the day.
fn named(text: &Canonical, day: (usize, usize)) -> Option<(usize, usize)> {
    if !(1..=31).contains(&value(text, day)) {
        return None;
    }
    let is_gap = |byte: u8| is_blank(byte) || matches!(byte, b'.' | b',' | b'-' | b'/');
    let after = text.skip(day.1, is_letter);
    let is_ordinal = is_among(text.slice(day.1, after), "st nd rd th er");
    let month = text.skip(if is_ordinal { after } else { day.1 }, is_gap);
    let month_end = text.skip(month, is_letter);
    if is_month(text.slice(month, month_end)) {
        let year = text.skip(text.skip(month_end, is_gap), |byte| byte == b'\'');
        let end = text.skip(year, is_digit);
        return Some((day.0, if end > year { end } else { month_end }));
    }
    let before = text.skip_back(day.0, is_gap);
    let before_start = text.skip_back(before, is_letter);
    let year = text.skip(if is_ordinal { after } else { day.1 }, is_gap);
    let end = text.skip(year, is_digit);
    (is_month(text.slice(before_start, before)) && end == year + 4).then_some((before_start, end))
}

fn is_month(word: &[u8]) -> bool {
    MONTHS.split_ascii_whitespace().any(|month| {
        let month = month.as_bytes();
        word.get(..month.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(month))
    })
}
