//! Elements and attributes by number, so that looking for them costs little.

/// The elements that are told apart, the most frequent first; their numbers begin
/// with 1, text is 0, and every other element is [`UNKNOWN`].
pub(crate) const NAMES: [&str; 85] = [
    "div", "span", "a", "li", "p", "img", "ul", "td", "tr", "input", "button", "option", "h3",
    "h2", "i", "b", "strong", "em", "label", "svg", "br", "meta", "link", "script", "style", "h4",
    "small", "table", "tbody", "th", "form", "select", "section", "article", "header", "footer",
    "nav", "aside", "h1", "h5", "h6", "dl", "dt", "dd", "sup", "u", "time", "textarea", "title",
    "html", "head", "body", "main", "noscript", "template", "iframe", "details", "summary", "data",
    "meter", "object", "audio", "video", "source", "track", "embed", "area", "base", "col", "hr",
    "param", "wbr", "xmp", "noembed", "noframes", "del", "s", "strike", "abbr", "bdi", "bdo",
    "font", "mark", "code", "picture",
];

/// The number of every other element.
pub(crate) const UNKNOWN: u8 = 127;

/// The attributes that are kept, the most frequent first.
pub(crate) const KEYS: [&str; 40] = [
    "class",
    "href",
    "id",
    "type",
    "name",
    "value",
    "content",
    "rel",
    "itemprop",
    "itemscope",
    "itemtype",
    "property",
    "src",
    "alt",
    "aria-label",
    "data-toggle",
    "aria-controls",
    "typeof",
    "itemid",
    "itemref",
    "data-testid",
    "data-test",
    "data-qa",
    "data-hook",
    "data-content",
    "datetime",
    "data",
    "action",
    "autocomplete",
    "placeholder",
    "lang",
    "data-bs-toggle",
    "disabled",
    "style",
    "hidden",
    "title",
    "for",
    "data-price",
    "data-sku",
    "data-product-id",
];

/// A set of elements, as bits.
pub(crate) type Names = u128;

/// The set of these elements, to be made while compiling.
#[must_use]
#[expect(clippy::indexing_slicing, reason = "while compiling, within bounds")]
pub(crate) const fn names(words: &str) -> Names {
    let bytes = words.as_bytes();
    let (mut set, mut start, mut at) = (0, 0, 0);
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            set |= 1 << row_of(&NAMES, bytes, start, at);
            start = at + 1;
        }
        at += 1;
    }
    set
}

/// The number of an attribute, to be made while compiling.
#[must_use]
pub(crate) const fn key(name: &str) -> u8 {
    row_of(&KEYS, name.as_bytes(), 0, name.len())
}

/// Number of a word in a table, beginning with 1.
#[expect(clippy::indexing_slicing, reason = "while compiling, within bounds")]
const fn row_of(table: &[&str], bytes: &[u8], start: usize, end: usize) -> u8 {
    let mut place = 0;
    while place < table.len() {
        let known = table[place].as_bytes();
        let mut at = 0;
        while known.len() == end - start && at < known.len() && known[at] == bytes[start + at] {
            at += 1;
        }
        if known.len() == end - start && at == known.len() {
            return place as u8 + 1;
        }
        place += 1;
    }
    UNKNOWN
}

/// The number of an attribute, while running. Those that the shop's makers name elements
/// with for their own tests go by one name, whichever of many they chose.
pub(crate) fn key_of(word: &str) -> u8 {
    let number = number_of(&KEYS, word);
    let is_for_tests = ["data-qa", "data-test", "data-auto", "data-cy"]
        .iter()
        .any(|start| word.get(..start.len()).is_some_and(|word| word.eq_ignore_ascii_case(start)));
    if number == UNKNOWN && is_for_tests { const { key("data-testid") } } else { number }
}

/// The same while running, with capitals as small letters.
pub(crate) fn number_of(table: &[&str], word: &str) -> u8 {
    // Length and first letter first: this runs for every tag and attribute of a page.
    let first = word.as_bytes().first().map(|byte| byte | 0x20);
    let mut number = 0;
    for known in table {
        number += 1;
        let is_likely = known.len() == word.len() && known.as_bytes().first().copied() == first;
        if is_likely && known.eq_ignore_ascii_case(word) {
            return number;
        }
    }
    UNKNOWN
}
