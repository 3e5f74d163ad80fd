//! Words out of texts that may be HTML, as structured data often is.

use crate::pieces::{cut, number, place_of};

/// The words of a text that may be HTML, with single spaces.
///
/// Tags are left out, not interpreted: the result is shown as text, so that a
/// mistake here can look odd but never run. (A DOM parser would be a Trusted
/// Types sink.)
pub(super) fn plain_text(markup: &str, max_chars: usize) -> String {
    let mut clean = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(next) = rest.chars().next() {
        let (letter, taken) = match next {
            '<' => after_tag(rest),
            '&' => entity(rest),
            other => (other, other.len_utf8()),
        };
        let is_blank = letter <= ' ' || matches!(letter, '\u{a0}' | '\u{2028}' | '\u{202f}');
        if !is_blank {
            clean.push(letter);
        } else if !clean.is_empty() && !clean.ends_with(' ') {
            clean.push(' ');
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    if clean.ends_with(' ') {
        clean.pop();
    }
    let end = cut(&clean, max_chars).len();
    if end < clean.len() {
        clean.truncate(end);
        clean.push('…');
    }
    clean
}

/// A tag reads as a space; a `<` that begins none is a `<`.
fn after_tag(rest: &str) -> (char, usize) {
    let is_tag = matches!(rest.as_bytes().get(1), Some(b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!'));
    match place_of(rest, b'>') {
        Some(end) if is_tag => (' ', end + 1),
        _ => ('<', 1),
    }
}

/// The letter an entity stands for; an unknown one is left as it is written.
fn entity(rest: &str) -> (char, usize) {
    const NAMED: [(&str, char); 9] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("rsquo", '’'),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("euro", '€'),
    ];
    let found = || {
        // The longest number of a letter, `#x10FFFF`, has eight signs.
        let end = place_of(rest, b';').filter(|end| *end < 10)?;
        let name = rest.get(1..end)?;
        let letter = match name.strip_prefix('#') {
            Some(number) => char::from_u32(code(number)?)?,
            None => NAMED.iter().find(|(known, _)| *known == name)?.1,
        };
        Some((letter, end + 1))
    };
    found().unwrap_or(('&', 1))
}

/// The number of a letter, decimal or after an `x` in hexadecimal.
fn code(written: &str) -> Option<u32> {
    match written.as_bytes() {
        [b'x' | b'X', ..] => number(written.get(1..)?, 16),
        _ => number(written, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn markup_becomes_words() {
        for (markup, words) in [
            ("<p>Two&nbsp;to <b>four</b> days.</p>\n<p>Free.</p>", "Two to four days. Free."),
            ("Is 3 < 4 &amp; 5 > 4?", "Is 3 < 4 & 5 > 4?"),
            ("a<script>x</script>", "a x"),
            ("Cama Elo&#237;sa&#xA0;&quot;XL&quot;", "Cama Eloísa \"XL\""),
            ("&&lt; &unknown; &#xD800; &#;", "&< &unknown; &#xD800; &#;"),
            ("<", "<"),
        ] {
            assert_eq!(plain_text(markup, 99), words);
        }
    }

    #[test]
    fn long_texts_are_cut_between_letters() {
        assert_eq!(plain_text("ääkköset", 3), "ääk…");
    }
}
