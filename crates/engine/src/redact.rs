//! Takes what could name a person out of texts and addresses.
//!
//! Structure first: an address keeps only the parts that are known to be
//! harmless ([`url`]). Detectors second, on the little free text that is left
//! ([`text`]). A name in a search box has no pattern at all, so what was
//! searched for is let through word by word or not at all ([`search_term`]).
//!
//! Works on bytes, without tables of Unicode and without regular expressions,
//! in time linear in the input. What is not found is listed in docs/privacy.md.

mod account;
mod birth;
mod canonical;
mod card;
mod context;
mod email;
mod identity;
mod kind;
mod network;
mod phone;
mod place;
mod token;
mod url;
mod words;

pub use url::{origin, path, url};

use canonical::Canonical;

/// The detectors, those with the surest signs first: what one has marked the
/// later ones do not see.
const DETECTORS: [fn(&mut Canonical); 10] = [
    email::mark,
    account::mark,
    card::mark,
    token::mark,
    network::mark,
    place::mark,
    context::mark,
    birth::mark,
    identity::mark,
    phone::mark,
];

/// Those that may look at an identifier, such as an order number.
const SURE_DETECTORS: usize = 4;

/// Free text with what could name a person replaced: `call [phone] now`.
///
/// Shape: what is not replaced stays byte for byte; addresses (`https://…`) in
/// the text are cut down as [`url`] does. Doing it again changes nothing.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end)) = url::find(rest) {
        push_marked(&mut out, rest.get(..start).unwrap_or_default(), &DETECTORS);
        out.push_str(&url(rest.get(start..end).unwrap_or_default()));
        rest = rest.get(end..).unwrap_or_default();
    }
    push_marked(&mut out, rest, &DETECTORS);
    out
}

/// An identifier the shop chose: only what is certain is replaced.
///
/// Shape: for order and product numbers, in which ten digits are no telephone.
/// E-mail addresses, accounts, cards and tokens are replaced all the same; a UUID is
/// an identifier and nothing else, although it looks like a token.
#[must_use]
pub fn identifier(text: &str) -> String {
    if url::is_uuid(text.as_bytes()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    push_marked(&mut out, text, DETECTORS.get(..SURE_DETECTORS).unwrap_or_default());
    out
}

/// Whether nothing in it would be replaced.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    !marked(text, &DETECTORS).has_marks()
}

/// What was searched for, with every word the shop does not know as `[word]`.
///
/// Shape: numbers of at most four digits pass; `is_known` is asked for each
/// other word, as it was typed, without punctuation around it.
pub fn search_term(term: &str, is_known: &dyn Fn(&str) -> bool) -> String {
    let clean = text(term);
    let mut out = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if passes(word, is_known) { word } else { kind::Kind::Word.label() });
    }
    out
}

fn passes(word: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let bare = word.trim_matches(|sign: char| sign.is_ascii_punctuation());
    let is_number = bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    is_number || kind::is_label(word) || is_known(bare)
}

fn marked(text: &str, detectors: &[fn(&mut Canonical)]) -> Canonical {
    let mut canonical = Canonical::of(text);
    for detector in detectors {
        detector(&mut canonical);
    }
    canonical
}

fn push_marked(out: &mut String, text: &str, detectors: &[fn(&mut Canonical)]) {
    marked(text, detectors).write(text, out);
}

#[cfg(test)]
mod tests;
