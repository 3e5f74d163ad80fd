//! Values as scripts write them: JSON, mended where that is safe, and literals.
//!
//! Mended: line breaks in strings, commas before a closing bracket, comments,
//! single quotes, keys without quotes, `undefined`. A call, a name or a sum is
//! no value; it reads as null, and nothing is ever run.

use usher_engine::Json;

/// Deeper nesting is refused, since the reader recurses.
const MAX_DEPTH: u8 = 24;

/// Most values of one literal.
const MAX_VALUES: u32 = 20_000;

/// The first value of a text; none where it begins with none.
#[must_use]
pub(crate) fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { text, at: 0, left: MAX_VALUES };
    reader.skip();
    matches!(reader.peek()?, b'{' | b'[').then(|| reader.value(MAX_DEPTH))?
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    left: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Blanks, comments, and what people put around JSON in a page.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len()
                - rest.trim_start_matches(['\u{feff}', '\u{a0}', ' ', '\n', '\r', '\t']).len();
            let rest = rest.get(blank..).unwrap_or_default();
            let comment = if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if rest.starts_with("//") || rest.starts_with("<!--") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("<![CDATA[") {
                9
            } else {
                0
            };
            self.at += blank + comment;
            if comment == 0 {
                return;
            }
        }
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.left = self.left.checked_sub(1)?;
        self.skip();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            quote @ (b'"' | b'\'' | b'`') => self.string(quote).map(Json::Text),
            _ => Some(self.word()),
        }
    }

    fn object(&mut self, depth: u8) -> Option<Json> {
        self.at += 1;
        let mut fields = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(Json::Object(fields));
                }
                b',' | b';' => self.at += 1,
                _ => {
                    let key = match self.peek()? {
                        quote @ (b'"' | b'\'') => self.string(quote)?,
                        _ => self.name()?,
                    };
                    self.skip();
                    if self.peek()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    fields.push((key, self.value(depth)?));
                    self.pass_over()?;
                }
            }
        }
    }

    fn list(&mut self, depth: u8) -> Option<Json> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(Json::List(list));
                }
                b',' => self.at += 1,
                _ => {
                    list.push(self.value(depth)?);
                    self.pass_over()?;
                }
            }
        }
    }

    /// What else stands before the next comma or bracket: `a + b`, a call.
    fn pass_over(&mut self) -> Option<()> {
        let mut depth = 0_u32;
        loop {
            self.skip();
            match self.peek()? {
                b',' | b'}' | b']' if depth == 0 => return Some(()),
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                quote @ (b'"' | b'\'') => {
                    // A key whose comma was forgotten begins here.
                    if depth == 0 {
                        return Some(());
                    }
                    self.string(quote)?;
                    continue;
                }
                _ => {}
            }
            self.at += 1;
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let rest = self.rest();
        let length = rest
            .bytes()
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-' | b'@' | b'.')
            })
            .count();
        let name = rest.get(..length).filter(|name| !name.is_empty())?.to_owned();
        self.at += length;
        Some(name)
    }

    /// A number, a constant, or a name that stands for something unknown.
    fn word(&mut self) -> Json {
        let rest = self.rest();
        let length = rest
            .bytes()
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_' | b'$')
            })
            .count();
        let word = rest.get(..length).unwrap_or_default().to_owned();
        self.at += length;
        match word.as_str() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            word => match word.parse() {
                Ok(number) => Json::Number(number),
                Err(_) if is_number(word) => Json::Decimal(word.to_owned()),
                Err(_) => Json::Null,
            },
        }
    }

    fn string(&mut self, quote: u8) -> Option<String> {
        self.at += 1;
        let mut string = String::new();
        let mut letters = self.rest().char_indices();
        while let Some((place, letter)) = letters.next() {
            if letter as u32 == u32::from(quote) {
                self.at += place + 1;
                return Some(string);
            }
            if letter != '\\' {
                string.push(letter);
                continue;
            }
            match letters.next()?.1 {
                'n' | 'r' | 't' | 'f' => string.push(' '),
                'b' => {}
                'u' => {
                    let code = letters
                        .as_str()
                        .get(..4)
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    if let Some(code) = code {
                        string.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                        letters.nth(3);
                    }
                }
                other => string.push(other),
            }
        }
        None
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
}

#[cfg(test)]
mod tests {
    use usher_engine::Json;

    use super::read;

    fn text(json: &str, key: &str) -> Option<String> {
        read(json)?.get(key)?.as_text().map(str::to_owned)
    }

    #[test]
    fn what_is_broken_in_the_usual_ways_is_mended() {
        for json in [
            r#"{"name": "Matt", "offers": [{"price": 1.5,},],}"#,
            "<!-- x\n{\"name\": \"Matt\"}",
            "/* data */ {name: 'Matt', price: 12.50, f: g(1, {a: 2}), z: a + b}",
            "{\"name\": \"Matt\" \"sku\": \"1\"}",
            "{\"a\": \"two\nlines\", \"name\": \"Matt\"};",
            "//<![CDATA[\n{\"name\": \"Matt\"}\n//]]>",
        ] {
            assert_eq!(text(json, "name").as_deref(), Some("Matt"), "{json}");
        }
    }

    #[test]
    fn amounts_stay_as_they_are_written() {
        let json = read("{price: 12.50}").unwrap();
        assert_eq!(json.get("price"), Some(&Json::Decimal("12.50".to_owned())));
    }

    #[test]
    fn what_cannot_be_mended_is_nothing() {
        for json in ["", "x", "{", "{\"a\"", "{\"a\": \"", "[[[[", "{]"] {
            assert_eq!(read(json), None, "{json}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
    }
}
