//! Takes out what identifies a person and should never have been sent.
//!
//! The widget masks before it sends; other senders may not. So it is done again here,
//! before anything is kept: an e-mail address or a card number in a text of `data`
//! becomes `:redacted`, and the event is counted. What a visitor chose to write (`text`
//! of a comment or a lead) is theirs to send and stays, and so do the shop's own
//! numbers, which are as long as card numbers and often look like them.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What stands in place of a text that was taken out.
const REDACTED: &str = ":redacted";

/// Parts of `data` that are not looked at, with the reason above.
const NOT_LOOKED_AT: [&str; 5] = ["text", "contact", "transaction_id", "item_id", "id"];

/// Ends of file names, such as `logo@2x.png`; none is a domain of the internet.
const OF_FILES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "css"];

/// Digits of a card number. Shorter ones look like article numbers, and longer ones are
/// rare.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 15..=16;

/// Takes texts out of `data`. Returns whether there was one.
pub(super) fn redact(facts: &mut Value) -> bool {
    match facts {
        Value::String(text) if is_personal(text) => {
            REDACTED.clone_into(text);
            true
        }
        // Not `any`: all of them are to go, not the first.
        Value::Array(list) => list.iter_mut().fold(false, |found, part| redact(part) | found),
        Value::Object(parts) => parts
            .iter_mut()
            .filter(|(name, _)| !NOT_LOOKED_AT.contains(&name.as_str()))
            .fold(false, |found, (_, part)| redact(part) | found),
        _ => false,
    }
}

/// Whether a text holds an e-mail address or a card number.
pub(super) fn is_personal(text: &str) -> bool {
    // Nearly all texts end here.
    if !text.bytes().any(|byte| matches!(byte, b'@' | b'%' | b'0'..=b'9')) {
        return false;
    }
    let plain = percent_decode_str(text).decode_utf8_lossy();
    has_address(&plain) || has_card(&plain)
}

/// Something before an `@`, and after it a name with a dot in it.
fn has_address(text: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || ".-_+".contains(letter);
    text.match_indices('@').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let host: String = after.chars().take_while(|letter| is_part(*letter)).collect();
        let has_end = host.trim_end_matches('.').rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty()
                && end.chars().count() >= 2
                && end.chars().all(char::is_alphabetic)
                && !OF_FILES.contains(&end)
        });
        before.chars().next_back().is_some_and(is_part) && has_end
    })
}

/// A run of digits, with at most one space, dot or dash between two of them, that is
/// as long as a card number, begins like one and has its check digit.
fn has_card(text: &str) -> bool {
    let (mut run, mut gap) = (Vec::new(), 0);
    for letter in text.chars().chain(std::iter::once('\n')) {
        match letter.to_digit(10) {
            Some(digit) => {
                run.push(digit);
                gap = 0;
            }
            None if " .-\u{a0}".contains(letter) && gap == 0 => gap = 1,
            None => {
                if is_card(&run) {
                    return true;
                }
                run.clear();
                gap = 0;
            }
        }
    }
    false
}

fn is_card(digits: &[u32]) -> bool {
    let begins = digits.iter().take(4).fold(0, |begins, digit| begins * 10 + digit);
    let is_issued = matches!(begins, 4000..=4999 | 5100..=5599 | 2221..=2720 | 3400..=3499
        | 3700..=3799 | 6000..=6599);
    CARD_DIGITS.contains(&digits.len()) && is_issued && has_check_digit(digits)
}

/// Source: ISO/IEC 7812-1, annex B (Luhn).
fn has_check_digit(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) => double / 10 + double % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_and_cards_are_found_however_they_are_written() {
        for text in [
            "anna@example.com",
            "/reset/anna.b%40example.co.uk/x",
            "mail anna+shop@exämple.de now",
            "4111 1111 1111 1111",
            "card 5555-5555-5555-4444!",
            "2223.0031.2200.3222",
            "378282246310005",
        ] {
            assert!(is_personal(text), "{text}");
        }
    }

    #[test]
    fn what_a_shop_says_is_left_alone() {
        for text in [
            "/paint/juniper.html",
            "54.00",
            "@home",
            "price@2x.png",
            "4111 1111 1111 1112",
            "4006381333931",
            "1795291200123",
            "a @ b.com",
            "5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02",
            "2026-11-21T20:00:00.123Z",
        ] {
            assert!(!is_personal(text), "{text}");
        }
    }

    #[test]
    fn every_text_is_taken_out_but_those_that_are_meant() {
        let mut facts = json!({
            "page": {"path": "/u/anna@example.com", "kind": "other"},
            "list": ["4111111111111111", "x", "b@c.de"],
            "text": "write to anna@example.com",
            "transaction_id": "4111111111111111",
        });
        assert!(redact(&mut facts));
        assert_eq!(facts["page"], json!({"path": ":redacted", "kind": "other"}));
        assert_eq!(facts["list"], json!([":redacted", "x", ":redacted"]));
        assert_eq!(facts["text"], "write to anna@example.com");
        assert_eq!(facts["transaction_id"], "4111111111111111");
        assert!(!redact(&mut facts));
    }
}
