//! Numbers that states give to people, and ids of machines, by their form.

use super::birth::is_day;
use super::canonical::{Canonical, is_word};
use super::kind::Kind;

/// What else has to hold for the letters and digits of a form.
type Holds = fn(&[u8]) -> bool;

/// A form: `9` a digit, `A` a letter, `F` a hexadecimal sign, any other itself.
const FORMS: [(&[u8], Holds); 14] = [
    // United States: social security number.
    (b"999-99-9999", is_social_security),
    (b"999 99 9999", is_social_security),
    // Brazil: CPF.
    (b"999.999.999-99", is_any),
    // Switzerland: AHV.
    (b"756.9999.9999.99", is_any),
    // Sweden, Denmark, Finland: birthday and four signs.
    (b"999999-9999", begins_with_day),
    (b"999999-999A", begins_with_day),
    (b"999999A999A", begins_with_day),
    // Italy: codice fiscale.
    (b"AAAAAA99A99A999A", is_any),
    // Spain: DNI and NIE, with their check letter.
    (b"99999999A", has_check_letter),
    (b"99999999-A", has_check_letter),
    (b"X9999999A", has_check_letter),
    // United Kingdom: national insurance number as it is written on the card.
    (b"AA 99 99 99 A", is_any),
    // France: NIR with its key.
    (b"9 99 99 99 999 999 99", is_any),
    // Machines: UUID.
    (b"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", is_any),
];

pub(super) fn mark(text: &mut Canonical) {
    for start in 0..text.len() {
        let is_start = text.at(start).is_ascii_alphanumeric() && !is_word(text.before(start));
        if !is_start {
            continue;
        }
        let found = FORMS.iter().find(|(form, holds)| {
            let end = start + form.len();
            fits(text.slice(start, end), form) && !is_word(text.at(end)) && {
                let is_sign = |byte: &&u8| byte.is_ascii_alphanumeric();
                holds(&text.slice(start, end).iter().filter(is_sign).copied().collect::<Vec<u8>>())
            }
        });
        if let Some((form, _)) = found {
            text.mark(start, start + form.len(), Kind::Identity);
        }
    }
}

fn fits(signs: &[u8], form: &[u8]) -> bool {
    signs.len() == form.len()
        && signs.iter().zip(form).all(|(sign, form)| match form {
            b'9' => sign.is_ascii_digit(),
            b'A' => sign.is_ascii_alphabetic(),
            b'F' => sign.is_ascii_hexdigit(),
            form => form == sign,
        })
}

fn is_any(_: &[u8]) -> bool {
    true
}

fn number(signs: &[u8]) -> u32 {
    signs.iter().fold(0, |number, sign| number * 10 + u32::from(sign & 15))
}

/// Never given out: area 000, 666 and 900 to 999 (SSA, "SSN randomization").
fn is_social_security(signs: &[u8]) -> bool {
    let area = number(signs.get(..3).unwrap_or_default());
    area != 0 && area != 666 && area < 900
}

fn begins_with_day(signs: &[u8]) -> bool {
    let pair = |start: usize| number(signs.get(start..start + 2).unwrap_or_default());
    is_day(pair(0), pair(2)) || is_day(pair(2), pair(4))
}

/// The letter is the number modulo 23; X counts as 0.
fn has_check_letter(signs: &[u8]) -> bool {
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let (Some(letter), Some(digits)) = (signs.last(), signs.get(..signs.len() - 1)) else {
        return false;
    };
    let digits = digits.strip_prefix(b"X").unwrap_or(digits);
    letters.get(number(digits) as usize % 23) == Some(&letter.to_ascii_uppercase())
}
