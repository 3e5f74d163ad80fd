//! JSON: a small writer and a small reader, without a dependency.
//!
//! The reader and the writer of serde cost the wasm 26 KB brotli of a budget
//! of 60 (docs/decisions/0003-codec.md), and the browser's own `JSON` can be
//! bent by a page that puts `toJSON` on `Array.prototype`
//! (reference/privacy.md M10). These two write and read the same bytes in the
//! browser and natively, and a page cannot bend them.

/// A JSON value that was read.
///
/// Shape: a number with a fraction or an exponent stays as it is written, so
/// that no amount of money passes through a float. A repeated key counts by
/// its first occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of up to 18 digits.
    Number(i64),
    /// Any other number, as it is written.
    Decimal(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order it was written.
    Object(Vec<(String, Json)>),
}

/// Where a text stops being JSON, in bytes from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The first byte that does not fit.
    pub at: usize,
}

/// Deeper nesting is refused: nothing of ours is deeper, and the reader recurses.
const MAX_DEPTH: u32 = 32;

/// So many characters of a whole number surely fit an `i64`.
const MAX_DIGITS: usize = 18;

impl Json {
    /// Reads a whole text.
    ///
    /// # Errors
    /// [`NotJson`] with the place; nothing of the text is used then.
    pub fn read(text: &str) -> Result<Self, NotJson> {
        let mut reader = Reader { bytes: text.as_bytes(), text, at: 0 };
        let value = reader.value(MAX_DEPTH).ok_or(NotJson { at: reader.at })?;
        reader.skip_blanks();
        if reader.at == text.len() { Ok(value) } else { Err(NotJson { at: reader.at }) }
    }

    /// The value of a key of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => {
                fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes this byte if it comes next.
    fn takes(&mut self, wanted: u8) -> bool {
        self.skip_blanks();
        let is_next = self.peek() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is_next =
            self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.skip_blanks();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'{' => self.group(b'}', depth),
            b'[' => self.group(b']', depth),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.takes_word("true").then_some(Json::Bool(true)),
            b'f' => self.takes_word("false").then_some(Json::Bool(false)),
            _ => self.takes_word("null").then_some(Json::Null),
        }
    }

    /// An object or a list, whichever ends with this byte.
    fn group(&mut self, end: u8, depth: u32) -> Option<Json> {
        self.at += 1;
        let is_object = end == b'}';
        let (mut fields, mut list) = (Vec::new(), Vec::new());
        let mut is_over = self.takes(end);
        while !is_over {
            if is_object {
                self.skip_blanks();
                let key = self.string()?;
                if !self.takes(b':') {
                    return None;
                }
                fields.push((key, self.value(depth)?));
            } else {
                list.push(self.value(depth)?);
            }
            is_over = !self.takes(b',');
            if is_over && !self.takes(end) {
                return None;
            }
        }
        Some(if is_object { Json::Object(fields) } else { Json::List(list) })
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        let (mut value, mut is_whole) = (0_i64, true);
        while let Some(byte @ (b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) = self.peek() {
            let is_sign = byte == b'-' && self.at == start;
            if byte.is_ascii_digit() {
                value = value.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
            } else if !is_sign {
                is_whole = false;
            }
            self.at += 1;
        }
        let digits = self.text.get(start..self.at)?;
        if !is_whole || digits == "-" || digits.len() > MAX_DIGITS {
            return Some(Json::Decimal(digits.to_owned()));
        }
        Some(Json::Number(if digits.starts_with('-') { value.wrapping_neg() } else { value }))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek()? != b'"' {
            return None;
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= b' ') {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at)?);
            let stop = self.peek()?;
            self.at += 1;
            match stop {
                b'"' => return Some(text),
                b'\\' => text.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let escape = self.peek()?;
        self.at += 1;
        Some(match escape {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.unicode(),
            b'"' | b'\\' | b'/' => char::from(escape),
            _ => return None,
        })
    }

    /// Half of a surrogate pair alone stands for nothing and is replaced.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if (0xD800..0xDC00).contains(&first) && self.takes_word("\\u") {
            let second = self.four_digits()?;
            let pair = 0x10000 + ((first - 0xD800) << 10) + (second.wrapping_sub(0xDC00) & 0x3FF);
            return Some(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(value)
    }
}

/// Appends a JSON string, escaped.
pub(crate) fn push_string(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = 0;
    for (at, byte) in value.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        text.push_str(value.get(rest..at).unwrap_or_default());
        push_escape(text, byte);
        rest = at + 1;
    }
    text.push_str(value.get(rest..).unwrap_or_default());
    text.push('"');
}

fn push_escape(text: &mut String, byte: u8) {
    text.push('\\');
    if byte >= b' ' {
        text.push(char::from(byte));
        return;
    }
    text.push_str("u00");
    for digit in [byte >> 4, byte & 0xF] {
        text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
    }
}

/// Appends an integer in decimal.
pub(crate) fn push_integer(text: &mut String, value: i64) {
    if value < 0 {
        text.push('-');
    }
    let value = value.unsigned_abs();
    let mut divisor = 1_u64;
    while value / divisor >= 10 {
        divisor = divisor.saturating_mul(10);
    }
    while divisor > 0 {
        let digit = u32::try_from(value / divisor % 10).unwrap_or(0);
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
        divisor /= 10;
    }
}

pub(crate) fn push_bool(text: &mut String, value: bool) {
    text.push_str(if value { "true" } else { "false" });
}

/// Appends the comma before a value that is not the first of its list or object.
pub(crate) fn push_separator(text: &mut String) {
    if !matches!(text.as_bytes().last(), Some(b'{' | b'[')) {
        text.push(',');
    }
}

/// Appends a key of an object.
pub(crate) fn push_key(text: &mut String, key: &str) {
    push_separator(text);
    push_string(text, key);
    text.push(':');
}

/// An object being written, key by key, with whatever is inside of it.
pub(crate) struct Object {
    text: String,
}

impl Object {
    pub(crate) fn new() -> Self {
        Self { text: String::from("{") }
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }

    /// Goes into an inner object; one without a key is an element of a list.
    pub(crate) fn begin(&mut self, key: &str) {
        if key.is_empty() {
            push_separator(&mut self.text);
        } else {
            push_key(&mut self.text, key);
        }
        self.text.push('{');
    }

    pub(crate) fn end(&mut self) {
        self.text.push('}');
    }

    pub(crate) fn begin_list(&mut self, key: &str) {
        push_key(&mut self.text, key);
        self.text.push('[');
    }

    pub(crate) fn end_list(&mut self) {
        self.text.push(']');
    }

    /// Leaves the key out where there is no value: an empty text is none.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            push_key(&mut self.text, key);
            push_string(&mut self.text, value);
        }
    }

    pub(crate) fn number(&mut self, key: &str, value: u32) {
        push_key(&mut self.text, key);
        push_integer(&mut self.text, i64::from(value));
    }

    pub(crate) fn integer(&mut self, key: &str, value: i64) {
        push_key(&mut self.text, key);
        push_integer(&mut self.text, value);
    }

    pub(crate) fn flag(&mut self, key: &str, value: bool) {
        push_key(&mut self.text, key);
        push_bool(&mut self.text, value);
    }

    /// A value that is JSON already.
    pub(crate) fn json(&mut self, key: &str, value: &str) {
        push_key(&mut self.text, key);
        self.text.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_says_where() {
        assert_eq!(Json::read("{\"a\": 1,}"), Err(NotJson { at: 8 }));
        assert_eq!(Json::read(""), Err(NotJson { at: 0 }));
        assert_eq!(Json::read("[1] 2"), Err(NotJson { at: 4 }));
    }

    #[test]
    fn nesting_has_an_end() {
        let deep = "[".repeat(100_000);
        assert!(Json::read(&deep).is_err());
    }

    #[test]
    fn escapes_and_surrogates_are_read() {
        let read = Json::read(r#""a\u00e9\ud83d\ude00\n\ud800""#);
        assert_eq!(read, Ok(Json::Text(String::from("a\u{e9}\u{1F600}\n\u{FFFD}"))));
    }
}
