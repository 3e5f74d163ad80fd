//! E-mail addresses.

use super::canonical::{Canonical, MARKED, is_blank, is_digit, is_letter};
use super::kind::Kind;

/// Most bytes between the quotes of `"jane doe"@example.com` (RFC 5321, 4.5.3.1.1).
const MAX_QUOTED: usize = 64;

pub(super) fn mark(text: &mut Canonical) {
    for place in 0..text.len() {
        if text.at(place) != b'@' {
            continue;
        }
        if let Some((start, end)) = around(text, place) {
            text.mark(start, end, Kind::Email);
        }
    }
}

/// From where to where the address around an `@` goes.
fn around(text: &Canonical, at: usize) -> Option<(usize, usize)> {
    let is_spaced = is_blank(text.before(at)) && is_blank(text.at(at + 1));
    let (left, right) = if is_spaced { (at - 1, at + 2) } else { (at, at + 1) };
    let start = local(text, left)?;
    let end = domain(text, right, is_spaced || !has_letter(text.slice(start, left)))?;
    Some((start, end))
}

fn local(text: &Canonical, end: usize) -> Option<usize> {
    if text.before(end) == b'"' {
        let least = end.saturating_sub(MAX_QUOTED);
        return (least..end - 1).rev().find(|place| text.at(*place) == b'"');
    }
    let mut start = text.skip_back(end, is_local);
    while start < end && matches!(text.at(start), b'\'' | b'.' | b'-') {
        start += 1;
    }
    (start < end).then_some(start)
}

/// RFC 5322 allows more; `=`, `/`, `?` and braces end a word where people write.
fn is_local(byte: u8) -> bool {
    is_letter(byte) || byte.is_ascii_digit() || b"._+-'%&~!#$*^".contains(&byte)
}

/// Where the domain ends. One without a dot counts only if it is all letters,
/// and is not asked to have one.
fn domain(text: &Canonical, start: usize, needs_dot: bool) -> Option<usize> {
    if text.at(start) == b'[' {
        let most = start + MAX_QUOTED;
        return (start..most).find(|place| text.at(*place) == b']').map(|place| place + 1);
    }
    let end = text.skip(start, is_domain);
    let is_loose = |byte: u8| matches!(byte, b'.' | b'-' | b'_');
    let mut end = text.skip_back(end, is_loose).max(start);
    // A number after the last dot is the next word, not a part of the domain.
    loop {
        let number = text.skip_back(end, is_digit).max(start);
        if number == end || number == start || text.before(number) != b'.' {
            break;
        }
        end = text.skip_back(number, is_loose).max(start);
    }
    let name = text.slice(start, end);
    let last = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let is_dotted = last.len() < name.len();
    let is_top = last.len() >= 2 && last.iter().any(|byte| is_letter(*byte));
    let is_bare = !needs_dot
        && text.at(end) != MARKED
        && name.len() >= 3
        && name.iter().all(|byte| is_letter(*byte));
    (is_dotted && is_top || is_bare).then_some(end)
}

fn is_domain(byte: u8) -> bool {
    is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_')
}

fn has_letter(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| is_letter(*byte))
}
