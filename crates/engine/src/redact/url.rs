//! Addresses: what is known to be harmless stays, the rest goes.

use super::canonical::{Canonical, is_digit};
use super::{card, is_clean};

/// Keys of a query that say nothing about a person. Not `q` and not `utm_term`:
/// both hold what somebody searched for.
const KEYS: [&str; 7] =
    ["page", "sort", "category", "utm_source", "utm_medium", "utm_campaign", "utm_content"];

/// Most bytes of a value in a query.
const MAX_VALUE: usize = 64;

/// From this many bytes on, one piece with digits in it is a token.
const MIN_TOKEN: usize = 16;

/// From this many digits on, a number in a path is somebody's.
const MIN_ID: usize = 5;

/// An address with everything that could name a person taken out.
///
/// Shape: scheme, host, masked path, and of the query only the keys that are
/// known to be harmless, with harmless values; no user, no fragment. What is no
/// place on the web (`mailto:`, `tel:`) is cut down to its scheme. Relative
/// addresses stay relative. Source: docs/privacy.md, "Addresses".
#[must_use]
pub fn url(address: &str) -> String {
    let address = address.trim();
    let (front, rest) = split_host(address);
    let Some(rest) = rest else { return front };
    let rest = until(rest, &['#']);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut out = front;
    out.push_str(&path(place));
    let mut sign = '?';
    for pair in query.split(['&', ';', '?']) {
        if let Some((key, value)) = kept(pair) {
            out.push(sign);
            out.push_str(key);
            out.push('=');
            out.push_str(value);
            sign = '&';
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Scheme and host of an address, such as where a visitor came from.
#[must_use]
pub fn origin(address: &str) -> String {
    split_host(address.trim()).0
}

/// Where the first address begins and ends in a text.
pub(super) fn find(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find("://") {
        let at = from + found;
        let before = text.get(..at)?;
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let scheme = text.get(at - letters..at)?;
        if ["http", "https", "ftp", "ws", "wss"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
        {
            let rest = text.get(at..)?;
            let ends = |sign: char| sign.is_whitespace() || "\"'<>`".contains(sign);
            let whole = rest.split(ends).next()?.trim_end_matches(['.', ',', ';', '!', '?', ')']);
            return Some((at - letters, at + whole.len().max(3)));
        }
        from = at + 3;
    }
    None
}

/// Scheme and host, masked; and what comes after, if it is a place on the web.
fn split_host(address: &str) -> (String, Option<&str>) {
    let head = until(address, &['/', '\\', '?', '#']);
    let scheme = head.split_once(':').map(|(scheme, _)| scheme).filter(|name| is_scheme(name));
    let after =
        scheme.map_or(address, |scheme| address.get(scheme.len() + 1..).unwrap_or_default());
    let slashes = after.len() - after.trim_start_matches(['/', '\\']).len();
    let mut front = String::new();
    if let Some(scheme) = scheme {
        if !is_clean(scheme) {
            return (String::from(":redacted"), None);
        }
        front.push_str(scheme);
        front.push(':');
        if slashes == 0 {
            return (front, None);
        }
    } else if slashes < 2 {
        return (front, Some(address));
    }
    let skipped = if scheme.is_some() { slashes } else { 2 };
    let after = after.get(skipped..).unwrap_or_default();
    let host = until(after, &['/', '\\', '?', '#']);
    let rest = after.get(host.len()..);
    let host = host.rsplit('@').next().unwrap_or_default();
    front.push_str("//");
    front.push_str(if is_clean(host) { host } else { ":redacted" });
    // Only a user and no host: read once more, the path would be taken for one.
    let is_nowhere = scheme.is_some() && host.is_empty();
    (front, rest.filter(|_| !is_nowhere))
}

/// RFC 3986, 3.1. Whatever else stands before a colon is part of a path.
fn is_scheme(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn until<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(ends).next().unwrap_or_default()
}

/// A path with everything that could name a person masked.
///
/// Shape: `/order/81234567` becomes `/order/:id`; a UUID `:uuid`; sixteen bytes
/// or more without hyphen but with digits `:token`; what a detector finds
/// `:redacted`. Parameters (`;…`), query and fragment are cut off.
#[must_use]
pub fn path(path: &str) -> String {
    let path = until(path, &['?', '#']);
    let mut whole = Canonical::of(path);
    card::mark(&mut whole);
    let mut masked = String::with_capacity(path.len());
    whole.write(path, &mut masked);
    let mut out = String::with_capacity(masked.len());
    for (place, segment) in masked.split(['/', '\\']).enumerate() {
        if place > 0 {
            out.push('/');
        }
        let bare = until(segment, &[';']).trim();
        // Nothing but parameters: an empty first piece would make the next a host.
        let is_gone = bare.is_empty() && !segment.trim().is_empty();
        out.push_str(if is_gone { ":redacted" } else { masked_segment(bare) });
    }
    out
}

fn masked_segment(segment: &str) -> &str {
    let plain = Canonical::of(segment);
    let bytes = plain.bytes.as_slice();
    let digits = bytes.iter().filter(|byte| is_digit(**byte)).count();
    if digits >= MIN_ID && digits == bytes.len() {
        ":id"
    } else if is_uuid(bytes) {
        ":uuid"
    } else if bytes.len() >= MIN_TOKEN && digits > 0 && !bytes.contains(&b'-') {
        ":token"
    } else if segment.contains("[card]") || !is_clean(segment) {
        ":redacted"
    } else {
        segment
    }
}

pub(super) fn is_uuid(bytes: &[u8]) -> bool {
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A pair of a query that may stay.
fn kept(pair: &str) -> Option<(&'static str, &str)> {
    let (key, value) = pair.split_once('=')?;
    let key = Canonical::of(key);
    let known = KEYS.iter().find(|known| key.bytes.eq_ignore_ascii_case(known.as_bytes()))?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.~-+,:".contains(&byte);
    let is_short = value.len() <= MAX_VALUE && value.bytes().all(is_plain);
    let words: String = value.chars().map(|sign| if sign == '+' { ' ' } else { sign }).collect();
    (is_short && is_clean(&words)).then_some((*known, value))
}
