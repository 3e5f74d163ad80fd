//! Telephone numbers, by how they are written.

use super::birth::date;
use super::canonical::{Canonical, is_blank, is_digit, is_letter, is_word};
use super::card::is_rising;
use super::context::{is_among, word_before};
use super::kind::Kind;

/// Digits of a number with its country (E.164) at most, and at least.
const MOST: usize = 15;
const LEAST: usize = 7;

/// Words before numbers of articles, which look the same.
const ARTICLES: &str = "ean gtin upc isbn issn sku art artikel artikelnr artikelnummer article \
                        item model modell modelo asin mpn barcode ref din iso en version part";

/// Words after numbers that are measures or money.
const UNITS: &str = "mm cm m km g kg mg l ml cl w v a hz kb mb gb tb px dpi inch in x eur euro usd \
                     gbp chf pln sek nok dkk kr stk pcs pieces stück";

pub(super) fn mark(text: &mut Canonical) {
    let groups = text.runs(is_digit);
    let mut place = 0;
    while let Some(rest) = groups.get(place..).filter(|rest| !rest.is_empty()) {
        if let Some((_, end)) = date(text, rest) {
            place += rest.iter().take_while(|group| group.0 < end).count();
            continue;
        }
        let chain = chain(text, rest);
        place += chain.len().max(1);
        if let (Some(first), Some(last)) = (chain.first(), chain.last()) {
            let start = begin(text, first.0);
            if is_phone(text, chain, start) {
                text.mark(start, last.1, Kind::Phone);
            }
        }
    }
}

/// The groups from the first on that are written as one number.
fn chain<'a>(text: &Canonical, groups: &'a [(usize, usize)]) -> &'a [(usize, usize)] {
    let mut length = 1;
    while let Some([last, next]) =
        groups.get(length - 1..=length).and_then(|pair| pair.first_chunk())
    {
        let gap = text.slice(last.1, next.0);
        let is_gap =
            gap.len() <= 3 && gap.iter().all(|byte| is_blank(*byte) || b"-./()".contains(byte));
        let is_new = date(text, groups.get(length..).unwrap_or_default()).is_some();
        if !is_gap || is_new {
            break;
        }
        length += 1;
    }
    groups.get(..length).unwrap_or_default()
}

/// Includes a plus sign and a bracket before the first digit.
fn begin(text: &Canonical, first: usize) -> usize {
    let open = first - usize::from(text.before(first) == b'(');
    let plus = text.skip_back(open, |byte| byte == b' ');
    match text.before(plus) {
        b'+' if open - plus <= 1 => plus - 1,
        _ => open,
    }
}

fn is_phone(text: &Canonical, chain: &[(usize, usize)], start: usize) -> bool {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    if is_part_of_word(text, start, last.1) || is_among(word_before(text, start), ARTICLES) {
        return false;
    }
    let digits: usize = chain.iter().map(|group| group.1 - group.0).sum();
    let has_plus = text.at(start) == b'+';
    let is_zero = text.at(first.0) == b'0';
    let is_open = first.1 - first.0 > 1 || text.before(first.0) == b'(';
    if has_plus || is_zero && is_open && digits >= 9 {
        let has_country = has_plus || is_zero && text.at(first.0 + 1) == b'0';
        return digits >= LEAST && (has_country || !has_single(chain));
    }
    digits <= MOST + 4 && is_grouped(text, chain, digits) && !is_measure(text, last.1)
}

/// `AB-123`, `v2.0` and `1200x800` are no telephones. `tel.030` is one.
fn is_part_of_word(text: &Canonical, start: usize, end: usize) -> bool {
    let before = text.before(start);
    let is_tied = matches!(before, b'-' | b'_' | b'/' | b'#' | b'$')
        && is_word(text.before(start.saturating_sub(1)));
    let after = text.at(end);
    is_word(before) || is_tied || is_letter(after) && after != b'x' || after == b'_'
}

/// A single digit inside, as norms and ISBN have. After a country it may be `(0)`
/// or the first digit of a mobile number.
fn has_single(chain: &[(usize, usize)]) -> bool {
    chain.iter().skip(1).any(|group| group.1 - group.0 == 1)
}

/// Three groups or more, as in `415.555.0132`.
fn is_grouped(text: &Canonical, chain: &[(usize, usize)], digits: usize) -> bool {
    let lengths: Vec<usize> = chain.iter().map(|group| group.1 - group.0).collect();
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    let has_bracket = text.before(first.0) == b'(';
    let is_spaced = chain.windows(2).all(|pair| match pair {
        [one, other] => text.slice(one.1, other.0).iter().all(|byte| is_blank(*byte)),
        _ => true,
    });
    let least = if is_spaced { 8 } else { 9 };
    let is_year = text.slice(first.0, first.1).starts_with(b"20") && lengths.first() == Some(&4);
    let is_written = lengths.iter().skip(1).all(|length| (2..=7).contains(length))
        && lengths.first().is_some_and(|length| *length <= 5);
    let is_enough = chain.len() >= 3 && digits >= least || has_bracket && digits >= LEAST + 2;
    is_enough
        && is_written
        && !is_year
        && !is_rising(text, chain)
        && !is_thousands(text, chain, last)
}

/// `1.250.000` and `1 250 000`: a number in groups of three.
fn is_thousands(text: &Canonical, chain: &[(usize, usize)], last: &(usize, usize)) -> bool {
    let (Some(first), tail) = (chain.first(), chain.get(1..).unwrap_or_default()) else {
        return false;
    };
    let is_dotted = text.at(first.1) == b'.';
    let short = first.1 - first.0 < 3 || is_dotted;
    short && tail.iter().all(|group| group.1 - group.0 == 3) && text.at(last.1) != b'-'
}

fn is_measure(text: &Canonical, end: usize) -> bool {
    let start = text.skip(end, |byte| byte == b' ');
    let word = text.slice(start, text.skip(start, is_letter));
    matches!(text.at(start), b'$' | b'%' | b'"' | 0xC2 | 0xE2) || is_among(word, UNITS)
}
