//! Amounts of money as decimal strings, whatever way the page writes them.

use usher_engine::Money;

/// Most digits of an amount; more is not a price.
const MAX_AMOUNT_BYTES: usize = 24;

/// An amount with its currency; none where either is missing or unreadable.
pub(super) fn money(amount: &str, currency: &str) -> Option<Money> {
    let amount = decimal(amount)?;
    let currency = currency.trim();
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| Money { amount, currency: currency.to_ascii_uppercase() })
}

/// A decimal string with a point and at least two places.
///
/// Shape: `1.299,00 €` gives `1299.00`, `34.9` gives `34.90`. A single point is
/// a decimal point, as schema.org asks; a single comma is one only before one
/// or two digits. Negative amounts and text without digits give none.
pub(super) fn decimal(text: &str) -> Option<String> {
    let text = text.trim();
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let end = text.rfind(|letter: char| letter.is_ascii_digit())?;
    let is_negative = text.get(..start).is_some_and(|before| before.ends_with(['-', '−']));
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

/// Where the fraction begins, if there is one.
fn decimal_point(digits: &str) -> Option<usize> {
    let last_point = digits.rfind('.');
    let last_comma = digits.rfind(',');
    match (last_point, last_comma) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(point), None) => (digits.find('.') == Some(point)).then_some(point),
        (None, Some(comma)) => {
            let places = digits.len() - comma - 1;
            (digits.find(',') == Some(comma) && places <= 2).then_some(comma)
        }
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
    use super::{decimal, money};

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
    fn money_needs_a_currency_code() {
        assert!(money("5", "€").is_none());
        assert_eq!(money("5", "eur").map(|money| money.currency).as_deref(), Some("EUR"));
    }
}
