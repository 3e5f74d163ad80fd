//! Bank accounts: IBAN with its check number.

use super::canonical::Canonical;
use super::kind::Kind;

/// Country and length (ISO 13616 registry, release 99).
const LENGTHS: &[u8] = b"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22\
DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27\
JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28\
PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

pub(super) fn mark(text: &mut Canonical) {
    for place in 0..text.len() {
        if let Some((end, true)) = read(text, place) {
            text.mark(place, end, Kind::Account);
        }
    }
}

/// Where something with the shape of an account ends, and whether its check
/// number is right.
pub(super) fn read(text: &Canonical, start: usize) -> Option<(usize, bool)> {
    let country = text.slice(start, start + 2);
    if !text.at(start + 2).is_ascii_digit() || !text.at(start + 3).is_ascii_digit() {
        return None;
    }
    let length = length_in(country)?;
    let mut signs = Vec::with_capacity(length);
    let mut place = start;
    while signs.len() < length {
        let sign = text.at(place);
        let is_gap = matches!(sign, b' ' | b'-' | b'.' | b'+' | b'_');
        if sign.is_ascii_alphanumeric() {
            signs.push(sign);
        } else if !is_gap || !text.before(place).is_ascii_alphanumeric() {
            return None;
        }
        place += 1;
    }
    Some((place, remainder(&signs) == 1))
}

fn length_in(country: &[u8]) -> Option<usize> {
    let row = LENGTHS
        .chunks_exact(4)
        .find(|row| row.get(..2).is_some_and(|name| name.eq_ignore_ascii_case(country)))?;
    let digit = |place: usize| row.get(place).map(|digit| usize::from(digit - b'0'));
    Some(digit(2)? * 10 + digit(3)?)
}

/// ISO 7064, mod 97: the first four signs count last, letters as 10 to 35.
fn remainder(signs: &[u8]) -> u32 {
    let (head, tail) = signs.split_at(signs.len().min(4));
    tail.iter().chain(head).fold(0, |rest, sign| {
        let value = char::from(*sign).to_digit(36).unwrap_or(0);
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    })
}
