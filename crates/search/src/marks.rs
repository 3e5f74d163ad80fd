//! What of a text to show, and what of that to mark.

use alloc::vec::Vec;
use core::ops::Range;

use crate::document::Part;
use crate::letter::{Letter, letter};
use crate::vocabulary::Vocabulary;
use crate::word::words;

/// How wide a passage is; letters of scripts without spaces count twice.
const WIDTH: usize = 150;
/// How much of it may stand before the first word that was looked for.
const BEFORE: usize = 40;

/// A known word that is like one of the query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning {
    /// Its place in the vocabulary.
    pub(crate) place: u32,
    /// How much finding it says.
    pub(crate) weight: u32,
}

/// A piece of a document's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Which part of the body it is from; past the end where the body is empty.
    pub part: usize,
    /// Its bytes within that part, at ends of characters.
    pub bytes: Range<usize>,
    /// Bytes within that part that were looked for: in order, apart, and inside of it.
    pub marks: Vec<Range<usize>>,
}

/// A word of a text that was looked for.
struct Occurrence {
    bytes: Range<usize>,
    meaning: Meaning,
}

/// Bytes of a text that were looked for, in order and apart.
pub(crate) fn of(text: &str, vocabulary: &Vocabulary, meanings: &[Meaning]) -> Vec<Range<usize>> {
    joined(&occurrences(text, vocabulary, meanings), 0..text.len())
}

/// The passage of a body that says most of what was looked for.
pub(crate) fn passage(body: &[Part], vocabulary: &Vocabulary, meanings: &[Meaning]) -> Passage {
    let mut best: Option<(u64, Passage)> = None;
    for (place, part) in body.iter().enumerate() {
        let text = part.text();
        let found = occurrences(text, vocabulary, meanings);
        for (first, from) in found.iter().enumerate() {
            let bytes = from.bytes.start..after(text, from.bytes.start, WIDTH - BEFORE);
            let inside = found.iter().skip(first).take_while(|one| one.bytes.end <= bytes.end);
            let score = worth(inside.map(|one| one.meaning));
            if best.as_ref().is_none_or(|(most, _)| *most < score) {
                let passage = Passage { part: place, bytes, marks: Vec::new() };
                best = Some((score, passage));
            }
        }
    }
    // Nothing of it in the body: how the body begins.
    let first = body.iter().position(|part| matches!(part, Part::Text(_))).unwrap_or(0);
    let start = Passage { part: first, ..Passage::default() };
    let mut passage = best.map_or(start, |(_, passage)| passage);
    let Some(part) = body.get(passage.part) else { return passage };
    let text = part.text();
    let start = begin(text, passage.bytes.start);
    passage.bytes = start..after(text, start, WIDTH);
    passage.marks = joined(&occurrences(text, vocabulary, meanings), passage.bytes.clone());
    passage
}

/// A text in pieces: plain, marked, plain, …; the first is plain and may be empty.
///
/// `marks` are as in [`Hit`](crate::Hit): in order, apart, and inside of `bytes`. What is not
/// is left out.
#[must_use]
pub fn pieces<'a>(text: &'a str, bytes: &Range<usize>, marks: &[Range<usize>]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut at = bytes.start;
    for mark in marks {
        pieces.push(text.get(at..mark.start).unwrap_or_default());
        pieces.push(text.get(mark.clone()).unwrap_or_default());
        at = mark.end;
    }
    pieces.push(text.get(at..bytes.end).unwrap_or_default());
    pieces
}

fn occurrences(text: &str, vocabulary: &Vocabulary, meanings: &[Meaning]) -> Vec<Occurrence> {
    let mut found: Vec<Occurrence> = Vec::new();
    words(text, &mut |word, bytes| {
        let Some(place) = vocabulary.place(word) else { return };
        let Ok(row) = meanings.binary_search_by_key(&place, |meaning| meaning.place) else {
            return;
        };
        if let Some(&meaning) = meanings.get(row) {
            found.push(Occurrence { bytes, meaning });
        }
    });
    // A whole comes after its parts.
    found.sort_by_key(|one| one.bytes.start);
    found
}

/// What words say together; the same word twice says little more.
fn worth(meanings: impl Iterator<Item = Meaning>) -> u64 {
    let mut seen: Vec<u32> = Vec::new();
    let mut sum = 0;
    for Meaning { place, weight } in meanings {
        let is_new = !seen.contains(&place);
        sum += u64::from(weight) * if is_new { 8 } else { 1 };
        seen.push(place);
    }
    sum
}

/// Marks that touch become one; only those inside of `within`.
fn joined(found: &[Occurrence], within: Range<usize>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for Occurrence { bytes, .. } in found {
        if bytes.start < within.start || bytes.end > within.end {
            continue;
        }
        match marks.last_mut().filter(|last| bytes.start <= last.end) {
            Some(last) => last.end = last.end.max(bytes.end),
            None => marks.push(bytes.clone()),
        }
    }
    marks
}

/// Where a passage ends that begins at `start`: so wide, and not within a word.
fn after(text: &str, start: usize, width: usize) -> usize {
    let (mut wide, mut gap) = (0, None);
    for (at, char) in text.get(start..).unwrap_or_default().char_indices() {
        let kind = letter(char);
        wide += if matches!(kind, Letter::Dense(_)) { 2 } else { 1 };
        if wide > width {
            // A word longer than half of it is cut; so are scripts without gaps.
            return start + gap.filter(|gap| *gap > at / 2).unwrap_or(at);
        }
        if matches!(kind, Letter::Gap) && char == ' ' {
            gap = Some(at);
        }
    }
    text.len()
}

/// Where a passage begins that shows the word at `word`: at the beginning of a sentence
/// or of the text if that is near, else at that of a word.
fn begin(text: &str, word: usize) -> usize {
    let (mut wide, mut space, mut at) = (0, word, word);
    let mut is_gap = true;
    for (place, char) in text.get(..word).unwrap_or_default().char_indices().rev() {
        wide += if matches!(letter(char), Letter::Dense(_)) { 2 } else { 1 };
        if matches!(char, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔') && is_gap {
            return at;
        }
        if wide > BEFORE {
            return if space < word { space } else { at };
        }
        if char == ' ' {
            space = at;
        } else {
            at = place;
        }
        is_gap = char == ' ' || matches!(letter(char), Letter::Dense(_));
    }
    0
}
