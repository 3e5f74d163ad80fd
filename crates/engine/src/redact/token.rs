//! Tokens: keys with a known beginning, JSON Web Tokens, and what looks random.

use super::canonical::{Canonical, is_digit};
use super::kind::Kind;

/// How keys of services begin (their documentation, 2026-11).
const BEGINNINGS: [&[u8]; 30] = [
    b"sk_live_",
    b"sk_test_",
    b"pk_live_",
    b"pk_test_",
    b"rk_live_",
    b"whsec_",
    b"sk-",
    b"ghp_",
    b"gho_",
    b"ghu_",
    b"ghs_",
    b"ghr_",
    b"github_pat_",
    b"glpat-",
    b"xoxa-",
    b"xoxb-",
    b"xoxp-",
    b"AKIA",
    b"ASIA",
    b"AIza",
    b"ya29.",
    b"SG.",
    b"shpat_",
    b"shpss_",
    b"shpca_",
    b"npm_",
    b"hf_",
    b"phc_",
    b"dop_v1_",
    b"eyJ",
];

/// Fewest signs after a known beginning.
const MIN_REST: usize = 12;

/// Fewest signs of something that only looks random.
const MIN_RANDOM: usize = 20;

pub(super) fn mark(text: &mut Canonical) {
    for (start, end) in text.runs(is_sign) {
        let begins = |beginning: &&[u8]| text.slice(start, end).starts_with(beginning);
        let known = BEGINNINGS.iter().find(|beginning| begins(beginning));
        let is_key = known.is_some_and(|known| {
            end - start >= known.len() + MIN_REST && has_mix(text.slice(start, end))
        });
        if is_key || is_random(text.slice(start, end)) {
            let start = text.skip_back(start, is_joined);
            let end = text.skip(end, is_joined);
            text.mark(start, end, Kind::Token);
        }
    }
}

/// Signs of base64url and of hexadecimal numbers.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// What may stand between two parts of one token.
fn is_joined(byte: u8) -> bool {
    is_sign(byte) || matches!(byte, b'.' | b'+' | b'/' | b'=' | b'~')
}

/// A key has more than letters of one case.
fn has_mix(signs: &[u8]) -> bool {
    signs.iter().any(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase())
}

/// Whether letters and digits, or small and capital letters, change as often as
/// chance makes them. Words with a number, such as `galaxy-s24-ultra-256gb`,
/// change seldom. Chance: 9 changes in 20 hexadecimal signs, 8 in 20 of base64.
fn is_random(signs: &[u8]) -> bool {
    if signs.len() < MIN_RANDOM || signs.iter().all(|sign| is_digit(*sign)) {
        return false;
    }
    let changes = signs
        .windows(2)
        .filter(|pair| match pair {
            [a, b] => {
                a.is_ascii_digit() && b.is_ascii_alphabetic()
                    || a.is_ascii_alphabetic() && b.is_ascii_digit()
                    || a.is_ascii_lowercase() && b.is_ascii_uppercase()
            }
            _ => false,
        })
        .count();
    let has_words = signs.iter().any(|sign| matches!(sign, b'-'));
    changes * if has_words { 4 } else { 6 } >= signs.len()
}
