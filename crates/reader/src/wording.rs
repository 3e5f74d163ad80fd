//! The words of the page: of an element, of an attribute, in one form for comparing.

use std::cell::RefCell;

use crate::markup::{At, Markup};
use crate::vocabulary::{Names, key, names};

/// Elements within a word or a sentence; all others begin a new one.
const INLINE: Names = names("a abbr b bdi bdo em font i mark small span strong u wbr");

/// Attributes that hold names given by the shop's makers.
const NAMING: [u8; 7] = [
    key("class"),
    key("id"),
    key("itemprop"),
    key("data-testid"),
    key("data-test"),
    key("data-qa"),
    key("data-hook"),
];

/// Elements whose text nobody reads.
const UNREAD: Names = names("script style noscript template textarea select iframe svg");

/// Most nodes that are looked at for one text.
const MAX_STEPS: usize = 4_000;

impl Markup {
    /// An attribute without entities and outer blanks; empty where it is missing.
    #[must_use]
    pub(crate) fn attribute(&self, at: At, key: u8) -> String {
        self.raw(at, key).map(|value| decoded(value.trim_ascii())).unwrap_or_default()
    }

    /// What a person reads in an element, with single spaces.
    #[must_use]
    pub fn words(&self, at: At, most_bytes: usize) -> String {
        self.gathered(at, most_bytes, INLINE)
    }

    /// The same with a space between all elements: `12<sup>99</sup>` is `12 99`.
    #[must_use]
    pub fn pieces(&self, at: At, most_bytes: usize) -> String {
        self.gathered(at, most_bytes, 0)
    }

    fn gathered(&self, at: At, most_bytes: usize, inline: Names) -> String {
        let mut words = String::new();
        let end = self.end(at).min(at + MAX_STEPS);
        let mut place = at;
        while place < end && words.len() < most_bytes {
            if self.is_spaced(place) {
                words.push(' ');
            }
            if self.is_text(place) {
                push_words(&mut words, self.content(place));
            } else if place > at && self.is(place, UNREAD) {
                place = self.end(place);
                continue;
            } else if !self.is(place, inline) {
                words.push(' ');
            }
            place += 1;
        }
        // Blanks of the markup itself.
        let words = single_spaced(&words);
        cut(&words, most_bytes).to_owned()
    }

    /// Class, id and other names that the shop's makers gave to an element, spaced.
    #[must_use]
    pub fn names(&self, at: At) -> String {
        let mut names = String::new();
        for key in NAMING {
            if let Some(value) = self.raw(at, key) {
                names.push_str(value);
                names.push(' ');
            }
        }
        named(&names)
    }
}

/// A text with its blanks as they are and its entities read.
fn push_words(words: &mut String, text: &str) {
    words.push_str(&decoded(text));
}

/// At most so many bytes of a text, cut between letters.
#[must_use]
pub(crate) fn cut(text: &str, most_bytes: usize) -> &str {
    let mut end = most_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// With single spaces and none at the ends.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_blank =
            letter <= ' ' || matches!(letter, '\u{a0}' | '\u{2028}' | '\u{202f}' | '\u{2009}');
        if !is_blank {
            if !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}') {
                clean.push(letter);
            }
        } else if !clean.is_empty() && !clean.ends_with(' ') {
            clean.push(' ');
        }
    }
    if clean.ends_with(' ') {
        clean.pop();
    }
    clean
}

/// A text with its entities read; unknown ones stay as they are written.
pub(crate) fn decoded(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| byte == b'&') {
        clean.push_str(rest.get(..place).unwrap_or_default());
        rest = rest.get(place..).unwrap_or_default();
        let (letter, taken) = entity(rest);
        clean.push(letter);
        rest = rest.get(taken..).unwrap_or_default();
    }
    clean.push_str(rest);
    clean
}

fn entity(rest: &str) -> (char, usize) {
    const NAMED: [(&str, char); 8] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("euro", '€'),
        ("pound", '£'),
    ];
    let found = || {
        let end = rest.bytes().take(10).position(|byte| byte == b';')?;
        let name = rest.get(1..end)?;
        let letter = match name.strip_prefix('#') {
            Some(number) => char::from_u32(code(number)?)?,
            None => NAMED.iter().find(|(known, _)| *known == name)?.1,
        };
        Some((letter, end + 1))
    };
    found().unwrap_or(('&', 1))
}

fn code(number: &str) -> Option<u32> {
    match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => number.parse().ok(),
    }
}

/// The words of a text that may be markup twice over, as structured data often is.
pub(crate) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut is_tag = false;
    let decoded = decoded(text);
    let mut letters = decoded.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins = letter == '<'
            && letters.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '/');
        if begins {
            is_tag = true;
        }
        words.push(if is_tag { ' ' } else { letter });
        is_tag &= letter != '>';
    }
    single_spaced(&decoded_again(&words))
}

fn decoded_again(text: &str) -> String {
    if text.contains('&') { decoded(text) } else { text.to_owned() }
}

/// Lower-case words with one space around each: `Add-to Cart!` is ` add to cart `.
pub(crate) fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for letter in text.chars() {
        let is_word = letter.is_ascii_alphanumeric()
            || (!letter.is_ascii()
                && !matches!(
                    letter,
                    '\u{a0}'
                        | '·'
                        | '•'
                        | '–'
                        | '—'
                        | '’'
                        | '“'
                        | '”'
                        | '»'
                        | '«'
                        | '…'
                        | '|'
                ));
        if is_word {
            words.push(lower(letter));
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The same for names in code: `addToCart` and `add_to_cart` are ` add to cart `.
pub(crate) fn named(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 8);
    let mut was_small = false;
    for letter in text.chars() {
        if was_small && letter.is_ascii_uppercase() {
            apart.push(' ');
        }
        was_small = letter.is_ascii_lowercase();
        apart.push(letter);
    }
    spaced(&apart)
}

/// The small letter of a Latin, Greek or Cyrillic one; the tables of the standard
/// library cost 9 KB.
const fn lower(letter: char) -> char {
    let code = letter as u32;
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A9 | 0x410..=0x42F => code + 32,
        0x400..=0x40F => code + 80,
        0x100..=0x137 | 0x14A..=0x177 if code.is_multiple_of(2) => code + 1,
        0x139..=0x148 | 0x179..=0x17E if code % 2 == 1 => code + 1,
        _ => code,
    };
    match char::from_u32(small) {
        Some(small) => small,
        None => letter,
    }
}

/// Whether one of the phrases, a `|` between two, occurs in spaced words.
pub(crate) fn has_phrase(words: &str, phrases: &'static str) -> bool {
    let words = words.as_bytes();
    // Which letters words begin with; most phrases begin with another.
    let mut first_letters = 0_u64;
    for pair in words.windows(2) {
        if let [b' ', first] = pair {
            first_letters |= 1 << (first & 63);
        }
    }
    phrase_starts(phrases, &mut |phrase| {
        let first = phrase.first().copied().unwrap_or_default();
        first_letters & (1 << (first & 63)) != 0 && is_found(words, phrase)
    })
}

/// Whether a phrase stands in spaced words, with a space around it.
fn is_found(words: &[u8], phrase: &[u8]) -> bool {
    words.windows(phrase.len() + 2).any(|place| match place {
        [b' ', inner @ .., b' '] => inner == phrase,
        _ => false,
    })
}

/// Whether spaced words are one of the phrases.
pub(crate) fn is_phrase(words: &str, phrases: &'static str) -> bool {
    let words = words.trim_ascii().as_bytes();
    phrase_starts(phrases, &mut |phrase| phrase == words)
}

/// A list of phrases: where it is and how long.
type List = (usize, usize);

thread_local! {
    /// Where the phrases of each list end. The lists are looked through thousands of
    /// times on one page, and looking for their ends took most of the time of reading.
    static ENDS: RefCell<Vec<(List, Vec<u16>)>> = const { RefCell::new(Vec::new()) };
}

/// Whether a phrase of a list is one that is looked for.
fn phrase_starts(phrases: &'static str, is_it: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    ENDS.with(|lists| {
        let mut lists = lists.borrow_mut();
        let list = (phrases.as_ptr() as usize, phrases.len());
        let known = lists.iter().position(|(known, _)| *known == list);
        let place = known.unwrap_or_else(|| {
            let bytes = phrases.bytes().enumerate();
            let mut ends: Vec<u16> =
                bytes.filter(|(_, byte)| *byte == b'|').map(|(place, _)| place as u16).collect();
            ends.push(phrases.len() as u16);
            lists.push((list, ends));
            lists.len() - 1
        });
        let mut start = 0;
        for end in lists.get(place).map(|(_, ends)| ends.as_slice()).unwrap_or_default() {
            let end = usize::from(*end);
            if is_it(phrases.as_bytes().get(start..end).unwrap_or_default()) {
                return true;
            }
            start = end + 1;
        }
        false
    })
}

/// How alike two texts are: words of the shorter found in the other, in percent.
pub(crate) fn likeness(one: &str, other: &str) -> u32 {
    let (one, other) = (spaced(one), spaced(other));
    let count = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count() as u32;
    let (short, long) = if count(&one) <= count(&other) { (one, other) } else { (other, one) };
    let words = count(&short);
    if words == 0 {
        return 0;
    }
    let shared = short
        .split(' ')
        .filter(|word| !word.is_empty() && is_found(long.as_bytes(), word.as_bytes()));
    shared.count() as u32 * 100 / words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Markup {
        let mut markup = Markup::default();
        markup.push(text);
        markup.finish();
        markup
    }

    #[test]
    fn words_are_what_a_person_reads() {
        let page =
            page("<p>Matt <b>emul</b>sion&nbsp;5<br>litres<script>x</script>  &amp; more</p>");
        assert_eq!(page.words(0, 99), "Matt emulsion 5 litres & more");
    }

    #[test]
    fn a_blank_between_elements_parts_words() {
        let page = page("<h1><span>ACME</span>\n <span>Tent</span><i>s</i></h1>");
        assert_eq!(page.words(0, 99), "ACME Tents");
    }

    #[test]
    fn pieces_keep_small_cents_apart() {
        assert_eq!(page("<b><span>12</span><sup>99</sup></b>").pieces(0, 99), "12 99");
    }

    #[test]
    fn names_in_code_are_words() {
        assert_eq!(named("addToCart btn_primary"), " add to cart btn primary ");
        assert_eq!(spaced("В Корзину!"), " в корзину ");
    }

    #[test]
    fn texts_are_alike_by_their_words() {
        assert_eq!(likeness("Matt Emulsion", "Matt emulsion 5 l | Shop"), 100);
        assert_eq!(likeness("Matt Emulsion", "Satin emulsion"), 50);
        assert_eq!(likeness("", "a"), 0);
    }

    #[test]
    fn markup_in_data_becomes_words() {
        assert_eq!(plain("&lt;b&gt;Two&lt;/b&gt; days &amp;amp; nights"), "Two days & nights");
    }
}
