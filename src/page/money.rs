//! Amounts of money as decimal strings, whatever way the page writes them.

use usher_engine::Money;

/// Most digits of an amount; more is not a price.
const MAX_AMOUNT_BYTES: usize = 24;

/// An amount with its currency; none where either is missing or unreadable.
pub(super) fn money(amount: &str, currency: &str) -> Option<Money> {
    let amount = decimal(amount)?;
    let currency = currency.trim_ascii();
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| Money { amount, currency: currency.to_ascii_uppercase() })
}

/// A decimal string with a point and at least two places.
///
/// Shape: `1.299,00 €` gives `1299.00`, `34.9` gives `34.90`. A single point is
/// a decimal point, as schema.org asks; a single comma is one only before one
/// or two digits. Negative amounts and text without digits give none.
pub(super) fn decimal(text: &str) -> Option<String> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let end = text.bytes().rposition(|byte| byte.is_ascii_digit())?;
    let before = text.get(..start)?;
    let is_negative = before.ends_with('-') || before.ends_with('−');
    let digits = text.get(start..=end)?;
    if is_negative || digits.len() > MAX_AMOUNT_BYTES {
        return None;
    }
    let point = decimal_point(digits);
    let (whole, fraction) = match point {
        Some(place) => (digits.get(..place)?, digits.get(place + 1..)?),
        None => (digits, ""),
    };
    let mut clean = String::with_capacity(digits.len() + 3);
    push_digits(&mut clean, whole)?;
    clean.push('.');
    push_digits(&mut clean, fraction)?;
    for _ in fraction.len()..2 {
        clean.push('0');
    }
    Some(clean)
}

/// Rounds an amount to two places, half up.
pub(super) fn round(amount: &mut String) {
    let Some(end) = amount.bytes().position(|byte| byte == b'.').map(|point| point + 3) else {
        return;
    };
    let is_up = amount.as_bytes().get(end).is_some_and(|digit| *digit >= b'5');
    amount.truncate(end);
    if !is_up {
        return;
    }
    let mut digits = std::mem::take(amount).into_bytes();
    let mut is_carried = true;
    for digit in digits.iter_mut().rev().filter(|digit| **digit != b'.') {
        is_carried = *digit == b'9';
        *digit = if is_carried { b'0' } else { *digit + 1 };
        if !is_carried {
            break;
        }
    }
    if is_carried {
        amount.push('1');
    }
    for digit in digits {
        amount.push(char::from(digit));
    }
}

/// Where the fraction begins, if there is one.
fn decimal_point(digits: &str) -> Option<usize> {
    let last = |sign| digits.bytes().rposition(|byte| byte == sign);
    let is_only = |place, sign| digits.bytes().position(|byte| byte == sign) == Some(place);
    match (last(b'.'), last(b',')) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(point), None) => is_only(point, b'.').then_some(point),
        (None, Some(comma)) => (is_only(comma, b',') && digits.len() - comma <= 3).then_some(comma),
        (None, None) => None,
    }
}

/// Appends the digits and leaves out what groups them; none on anything else.
fn push_digits(clean: &mut String, digits: &str) -> Option<()> {
    for letter in digits.chars() {
        match letter {
            '0'..='9' => clean.push(letter),
            '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{decimal, money, round};

    #[test]
    fn amounts_are_read_in_every_usual_notation() {
        for (written, read) in [
            ("34.90", "34.90"),
            ("34.9", "34.90"),
            ("34", "34.00"),
            ("0", "0.00"),
            ("34,90 €", "34.90"),
            ("EUR 1.299,00", "1299.00"),
            ("1,299.00", "1299.00"),
            ("1,299", "1299.00"),
            ("1.234.567", "1234567.00"),
            ("1 299,5 kr", "1299.50"),
            ("CHF 1’299.–", "1299.00"),
            ("12.345", "12.345"),
        ] {
            assert_eq!(decimal(written).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for written in ["", "free", "-5", "from 3 to 9", "1e5", "٣٤"] {
            assert_eq!(decimal(written), None, "{written}");
        }
    }

    #[test]
    fn sums_of_floats_are_rounded_to_cents() {
        for (amount, rounded) in [
            ("179.94000000000003", "179.94"),
            ("0.125", "0.13"),
            ("99.999", "100.00"),
            ("9.90", "9.90"),
            ("34.994", "34.99"),
        ] {
            let mut amount = amount.to_owned();
            round(&mut amount);
            assert_eq!(amount, rounded);
        }
    }

    #[test]
    fn money_needs_a_currency_code() {
        assert!(money("5", "€").is_none());
        assert_eq!(money("5", "eur").map(|money| money.currency).as_deref(), Some("EUR"));
    }
}
