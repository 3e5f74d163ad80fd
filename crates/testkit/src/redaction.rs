//! Scores redaction on a corpus of cases: what leaks, and what is lost for nothing.

use unicode_normalization::UnicodeNormalization;
use usher_engine::redact;

/// One case of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its name in reports.
    pub id: String,
    /// `text` or `url`.
    pub kind: String,
    /// What is redacted.
    pub input: String,
    /// What nobody may be able to read from the outcome.
    pub must_not_leak: Vec<String>,
    /// What has to be readable in the outcome.
    pub must_keep: Vec<String>,
    /// What the case is about: `email`, `card`, `name`, `neg`, …
    pub class: String,
}

/// What became of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What came out.
    pub output: String,
    /// What could still be read and must not.
    pub leaked: Vec<String>,
    /// What could not be read any more and must.
    pub lost: Vec<String>,
}

/// Redacts a case and looks at what came out, as an attacker would.
///
/// Shape: an address goes through `redact::url`, a text through `redact::text`.
/// A text of class `name` is what somebody typed into a search box; names have
/// no pattern, so such a term leaves a page only through the gate of words the
/// shop knows, and is scored behind it.
pub fn judge(case: &Case, is_known: &dyn Fn(&str) -> bool) -> Verdict {
    let output = match (case.kind.as_str(), case.class.as_str()) {
        ("url", _) => redact::url(&case.input),
        (_, "name") => redact::search_term(&case.input, is_known),
        _ => redact::text(&case.input),
    };
    let readable = Readable::of(&output);
    let leaked = case.must_not_leak.iter().filter(|secret| readable.shows(secret));
    let lost = case.must_keep.iter().filter(|kept| {
        !output.contains(kept.as_str()) && !readable.whole.contains(&Readable::of(kept).whole)
    });
    Verdict {
        leaked: leaked.cloned().collect(),
        lost: lost.cloned().collect(),
        output: output.clone(),
    }
}

/// A text with every disguise taken off. Written apart from the engine's own
/// reading, so that both cannot share a mistake.
struct Readable {
    whole: String,
    digits: String,
}

/// Fewest digits that are looked for on their own, without what is between them.
const MIN_DIGITS: usize = 7;

impl Readable {
    fn of(text: &str) -> Self {
        let decoded = unescaped(&unescaped(text));
        let whole: String = decoded
            .nfkc()
            .filter(|sign| !is_invisible(*sign))
            .map(|sign| match sign {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                sign if sign.is_whitespace() => ' ',
                sign => value(sign).and_then(|value| char::from_digit(value, 10)).unwrap_or(sign),
            })
            .flat_map(char::to_lowercase)
            .collect();
        let digits = whole.chars().filter(char::is_ascii_digit).collect();
        Self { whole, digits }
    }

    fn shows(&self, secret: &str) -> bool {
        let secret = Self::of(secret);
        let is_number = secret.digits.len() >= MIN_DIGITS;
        self.whole.contains(&secret.whole) || is_number && self.digits.contains(&secret.digits)
    }
}

/// The value of a digit of any script whose ten digits follow each other.
fn value(sign: char) -> Option<u32> {
    let zeros = [0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xE50];
    zeros.into_iter().map(|zero| u32::from(sign).wrapping_sub(zero)).find(|value| *value < 10)
}

fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Percent escapes undone once.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
