//! Coordinates: two numbers with four decimals or more, side by side.

use super::canonical::{Canonical, is_digit};
use super::kind::Kind;

/// Decimals from which on a place is nearer than a street (0.0001° is 11 m).
const MIN_DECIMALS: usize = 4;

/// Most bytes between the two, such as `° N, ` (the degree sign has two).
const MAX_BETWEEN: usize = 8;

pub(super) fn mark(text: &mut Canonical) {
    let groups = text.runs(is_digit);
    let mut last: Option<(usize, usize)> = None;
    for pair in groups.windows(2) {
        let [whole, decimals] = pair else { continue };
        let Some(number) = coordinate(text, *whole, *decimals) else { continue };
        if let Some(before) = last.filter(|before| are_near(text, before.1, number.0)) {
            text.mark(before.0, number.1, Kind::Place);
        }
        last = Some(number);
    }
}

/// A number of degrees with many decimals, from its sign to its last digit.
pub(super) fn coordinate(
    text: &Canonical,
    whole: (usize, usize),
    decimals: (usize, usize),
) -> Option<(usize, usize)> {
    let is_number = decimals.0 == whole.1 + 1
        && matches!(text.at(whole.1), b'.' | b',')
        && whole.1 - whole.0 <= 3
        && decimals.1 - decimals.0 >= MIN_DECIMALS;
    let degrees = text
        .slice(whole.0, whole.1.min(whole.0 + 3))
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(digit & 15));
    let start = whole.0 - usize::from(matches!(text.before(whole.0), b'-' | b'+'));
    (is_number && degrees <= 180).then_some((start, decimals.1))
}

fn are_near(text: &Canonical, end: usize, start: usize) -> bool {
    let between = text.slice(end, start);
    let is_between = |byte: &u8| {
        *byte >= 0x80 || b" ,;/|NSEWnsew&=\t".contains(byte) || b"latlonguide".contains(byte)
    };
    !between.is_empty() && between.len() <= MAX_BETWEEN && between.iter().all(is_between)
}
