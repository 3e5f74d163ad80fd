//! Addresses of devices: IPv4, IPv6 and hardware.

use super::canonical::{Canonical, MARKED, is_word};
use super::kind::Kind;

pub(super) fn mark(text: &mut Canonical) {
    for (start, end) in text.runs(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')) {
        let mut end = end;
        while end > start && matches!(text.before(end), b'.' | b':') && !is_open(text, end) {
            end -= 1;
        }
        // `ip:10.0.0.1`, `ip.10.0.0.1`: the address begins after the sign.
        let is_sign = matches!(text.at(start), b'.' | b':') && text.at(start + 1) != b':';
        let begin = start + usize::from(is_sign);
        if is_word(text.before(begin)) || text.before(start) == MARKED || is_word(text.at(end)) {
            continue;
        }
        let address = text.slice(begin, end);
        if is_v4(address) || is_v6(address) {
            text.mark(begin, end, Kind::Network);
        } else if let Some(at) = address.iter().position(|byte| *byte == b':') {
            let after = begin + at + 1;
            if is_v4(text.slice(after, end)) {
                text.mark(after, end, Kind::Network);
            } else if is_v4(text.slice(begin, begin + at)) {
                text.mark(begin, begin + at, Kind::Network);
            }
        }
    }
}

/// `::` may end an address, one colon may not.
fn is_open(text: &Canonical, end: usize) -> bool {
    text.before(end) == b':' && text.before(end - 1) == b':'
}

fn is_v4(address: &[u8]) -> bool {
    let is_part = |part: &[u8]| {
        let value = part.iter().take(3).fold(0, |value, digit| value * 10 + u32::from(digit & 15));
        (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit) && value <= 255
    };
    let mut parts = address.split(|byte| *byte == b'.');
    parts.clone().count() == 4 && parts.all(is_part)
}

/// Eight groups, or fewer with one `::`; or six of two signs, as hardware has.
fn is_v6(address: &[u8]) -> bool {
    let has_digit = address.iter().any(u8::is_ascii_digit);
    let gaps = address.windows(2).filter(|pair| *pair == b"::").count();
    let (mut groups, mut pairs) = (0, 0);
    for group in address.split(|byte| *byte == b':') {
        match group.len() {
            0 => {}
            1..=4 if group.iter().all(u8::is_ascii_hexdigit) => {
                groups += 1;
                pairs += usize::from(group.len() == 2);
            }
            _ if is_v4(group) => groups += 2,
            _ => return false,
        }
    }
    let is_hardware = gaps == 0 && groups == 6 && pairs == 6;
    has_digit && (gaps == 0 && groups == 8 || gaps == 1 && (1..8).contains(&groups) || is_hardware)
}
