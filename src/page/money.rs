//! Amounts of money as decimal strings, whatever way the page writes them.

use usher_engine::Money;

/// Most digits of an amount; more is not a price.
const MAX_DIGITS: usize = 24;

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
    let mut digits = String::new();
    // How many digits stand before the last point and the last comma, and how
    // many of these there are. What follows the last digit does not count.
    let (mut point, mut points, mut comma, mut commas) = (0, 0, 0, 0);
    let (mut sign, mut is_broken) = (' ', false);
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            match sign {
                '.' => (point, points) = (digits.len(), points + 1),
                ',' => (comma, commas) = (digits.len(), commas + 1),
                '-' | '−' if digits.is_empty() => return None,
                _ => {}
            }
            if is_broken || digits.len() >= MAX_DIGITS {
                return None;
            }
            digits.push(letter);
        } else if !digits.is_empty() {
            is_broken |= !matches!(letter, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
        }
        sign = letter;
    }
    let all = digits.len();
    let whole = match (points, commas) {
        (1.., 1..) => point.max(comma),
        (1, 0) => point,
        (0, 1) if all - comma <= 2 => comma,
        _ => all,
    };
    let mut clean = digits.get(..whole).filter(|whole| !whole.is_empty())?.to_owned();
    clean.push('.');
    clean.push_str(digits.get(whole..)?);
    for _ in all - whole..2 {
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
