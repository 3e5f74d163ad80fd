//! Payment cards: fourteen to nineteen digits that a network could have given
//! out and whose last one is right.

use super::canonical::{Canonical, is_digit};
use super::kind::Kind;

/// Most signs between two digits, as in `4111 - 1111`.
const MAX_GAP: usize = 3;

/// First and last beginning of a number, by its first four digits, and the
/// lengths it may have (ISO/IEC 7812; networks' published ranges, 2026-11).
/// Visa's thirteen digits are left out: articles (EAN) and times have as many.
const RANGES: [(u32, u32, &[usize]); 12] = [
    (2200, 2204, &[16, 17, 18, 19]),
    (2221, 2720, &[16]),
    (3000, 3059, &[14, 16, 19]),
    (3400, 3499, &[15]),
    (3528, 3589, &[16, 17, 18, 19]),
    (3600, 3699, &[14, 16, 19]),
    (3700, 3799, &[15]),
    (3800, 3999, &[14, 16, 19]),
    (4000, 4999, &[16, 19]),
    (5000, 5099, &[16, 17, 18, 19]),
    (5100, 5899, &[16]),
    (6000, 6999, &[16, 17, 18, 19]),
];

/// A digit, where it stands, and the group of digits it is in.
#[derive(Clone, Copy, Default)]
struct Digit {
    value: u32,
    place: usize,
    group: (usize, usize),
}

pub(super) fn mark(text: &mut Canonical) {
    let groups = text.runs(is_digit);
    let mut row: Vec<Digit> = Vec::new();
    let mut last = 0;
    for group in groups {
        let gap = text.slice(last, group.0);
        let is_gap = |byte: &u8| b" .-/+_,\t".contains(byte);
        if gap.len() > MAX_GAP || !gap.iter().all(is_gap) {
            mark_row(text, &row);
            row.clear();
        }
        for place in group.0..group.1 {
            row.push(Digit { value: u32::from(text.at(place) - b'0'), place, group });
        }
        last = group.1;
    }
    mark_row(text, &row);
}

fn mark_row(text: &mut Canonical, row: &[Digit]) {
    if row.len() < 14 || are_sizes(text, row) {
        return;
    }
    for start in 0..row.len() {
        for length in lengths(row.get(start..).unwrap_or_default()) {
            let Some(window) = row.get(start..start + length) else { continue };
            if is_one_number(window) && is_checked(window) {
                let (Some(first), Some(last)) = (window.first(), window.last()) else { continue };
                text.mark(first.place, last.place + 1, Kind::Card);
            }
        }
    }
}

fn lengths(row: &[Digit]) -> &'static [usize] {
    let head = row.iter().take(4).fold(0, |head, digit| head * 10 + digit.value);
    RANGES
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&head))
        .map_or(&[], |(_, _, lengths)| *lengths)
}

/// Whether the digits may be one number: all in one group; or groups as people
/// write them. Two articles side by side (thirteen digits each) are no card.
fn is_one_number(window: &[Digit]) -> bool {
    let (Some(first), Some(last)) = (window.first(), window.last()) else { return false };
    if first.group == last.group {
        return true;
    }
    let longest = window.iter().map(|digit| digit.group.1 - digit.group.0).max().unwrap_or(0);
    let is_whole = first.place == first.group.0 && last.place + 1 == last.group.1;
    longest <= if is_whole { 10 } else { 6 }
}

/// `36 37 38 39 40 41 42 43`: sizes, one more each time.
fn are_sizes(text: &Canonical, row: &[Digit]) -> bool {
    let mut groups: Vec<(usize, usize)> = row.iter().map(|digit| digit.group).collect();
    groups.dedup();
    groups.iter().all(|group| group.1 - group.0 <= 2) && is_rising(text, &groups)
}

/// Groups of one length, each a larger number than the one before.
pub(super) fn is_rising(text: &Canonical, groups: &[(usize, usize)]) -> bool {
    groups.windows(2).all(|pair| match pair {
        [(a, b), (c, d)] => b - a == d - c && text.slice(*a, *b) < text.slice(*c, *d),
        _ => true,
    })
}

/// Luhn's sum (ISO/IEC 7812-1, annex B).
fn is_checked(window: &[Digit]) -> bool {
    let sum: u32 = window
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit.value,
            _ => digit.value * 2 / 10 + digit.value * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10) && window.iter().any(|digit| digit.value != 0)
}
