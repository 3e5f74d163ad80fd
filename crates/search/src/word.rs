//! Words of a text, as they are compared.

use alloc::vec::Vec;
use core::ops::Range;

use crate::letter::{Letter, is_semitic, letter};

/// Longer words are compared up to here: nobody types more.
pub(crate) const MAX_LETTERS: usize = 32;

/// What hears of each word: its letters, and its bytes in the text.
type Hearer<'a> = &'a mut dyn FnMut(&[char], Range<usize>);

/// Small words that Arabic writes together with the next one, longest first.
const ARTICLES: [&str; 6] = ["وال", "فال", "بال", "كال", "ال", "لل"];

/// Tells the words of a text in their order.
///
/// Parts of a word that are held together (`e-mail`) are told each, and then the whole. Of a
/// script without spaces each two neighbours are told, and the last letter alone, so that
/// each letter begins one.
pub(crate) fn words(text: &str, hear: Hearer<'_>) {
    let mut reader =
        Reader { hear, word: Vec::new(), start: 0, whole: Vec::new(), first: 0, parts: 0 };
    let mut before: Option<(char, usize)> = None;
    for (at, char) in text.char_indices() {
        let kind = letter(char);
        if let (Some((one, start)), false) = (before, matches!(kind, Letter::Silent)) {
            let end = at;
            if let Letter::Dense(two) = kind {
                (reader.hear)(&[one, two], start..at + char.len_utf8());
            } else {
                (reader.hear)(&[one], start..end);
            }
            before = None;
        }
        match kind {
            Letter::Plain(one) => reader.push(one, at),
            Letter::Pair(one, two) => {
                reader.push(one, at);
                reader.push(two, at);
            }
            Letter::Silent => {}
            Letter::Link => reader.end_part(at),
            Letter::Gap => reader.end(at),
            Letter::Dense(one) => {
                reader.end(at);
                before = Some((one, at));
            }
        }
    }
    if let Some((one, start)) = before {
        (reader.hear)(&[one], start..text.len());
    }
    reader.end(text.len());
}

struct Reader<'a> {
    hear: Hearer<'a>,
    word: Vec<char>,
    start: usize,
    /// The parts that hang together so far, where the first of them begins, and how many.
    whole: Vec<char>,
    first: usize,
    parts: usize,
}

impl Reader<'_> {
    fn push(&mut self, letter: char, at: usize) {
        if self.word.is_empty() {
            self.start = at;
            if self.parts == 0 {
                self.first = at;
            }
        }
        for to in [&mut self.word, &mut self.whole] {
            if to.len() < MAX_LETTERS {
                to.push(letter);
            }
        }
    }

    fn end_part(&mut self, at: usize) {
        if self.word.is_empty() {
            // Two links, or one after a gap, hold nothing together.
            return self.end(at);
        }
        (self.hear)(bare(&self.word), self.start..at);
        self.word.clear();
        self.parts += 1;
    }

    fn end(&mut self, at: usize) {
        if !self.word.is_empty() {
            (self.hear)(bare(&self.word), self.start..at);
            if self.parts > 0 {
                (self.hear)(&self.whole, self.first..at);
            }
        }
        self.word.clear();
        self.whole.clear();
        self.parts = 0;
    }
}

/// A word of Arabic without its article.
fn bare(word: &[char]) -> &[char] {
    if !word.first().is_some_and(|first| is_semitic(*first)) {
        return word;
    }
    for article in ARTICLES {
        let count = article.chars().count();
        let rest = word.get(count..).unwrap_or_default();
        if rest.len() >= 3 && article.chars().eq(word.iter().take(count).copied()) {
            return rest;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::{String, ToString};
    use std::vec::Vec;

    use super::words;

    fn told(text: &str) -> Vec<(String, &str)> {
        let mut all = Vec::new();
        words(text, &mut |word, range| all.push((word.iter().collect(), &text[range])));
        all
    }

    fn bare(text: &str) -> String {
        told(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_told_with_what_was_written() {
        let expected = [("ruckgabe", "Rückgabe"), ("in", "in"), ("30", "30"), ("tagen", "Tagen")]
            .map(|(word, written)| (word.to_string(), written));
        assert_eq!(told("Rückgabe in 30 Tagen."), expected);
    }

    #[test]
    fn what_hangs_together_is_told_in_parts_and_as_a_whole() {
        assert_eq!(bare("an e-mail"), "an e mail email");
        assert_eq!(bare("l’article"), "l article larticle");
        assert_eq!(bare("- a -- b'"), "a b");
        assert_eq!(told("an e-mail!")[3], ("email".to_string(), "e-mail"));
    }

    #[test]
    fn scripts_without_spaces_are_told_in_pairs() {
        assert_eq!(bare("返品方法"), "返品 品方 方法 法");
        assert_eq!(bare("5営業日"), "5 営業 業日 日");
        assert_eq!(told("カード。")[0], ("かー".to_string(), "カー"));
        assert_eq!(bare("한국어"), "한국 국어 어");
    }

    #[test]
    fn an_article_written_together_is_no_part_of_the_word() {
        assert_eq!(bare("الإرجاع والتوصيل للشحن"), "ارجاع توصيل شحن");
        assert_eq!(bare("الى"), "الي");
    }
}
