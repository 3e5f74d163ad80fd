//! What of a text to show, and what of that to mark.

use alloc::vec::Vec;
use core::ops::Range;

use crate::document::Part;
use crate::letter::{Letter, letter};
use crate::vocabulary::Vocabulary;
use crate::word::words;

/// How wide a passage is; letters of scripts without spaces count twice.
const WIDTH: usize = 150;
/// How many bytes of it may stand before the first word that was looked for.
const BEFORE: usize = 60;

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

/// What all words of a query mean: each known word once, with its greatest weight.
pub(crate) fn merged(meanings: &[Meaning]) -> Vec<Meaning> {
    // As numbers, so that there is one way to sort in the program.
    let mut all: Vec<u64> =
        meanings.iter().map(|one| (u64::from(one.place) << 32) | u64::from(!one.weight)).collect();
    all.sort_unstable();
    let mut merged: Vec<Meaning> = Vec::new();
    for key in all {
        let place = (key >> 32) as u32;
        if merged.last().is_none_or(|last| last.place != place) {
            merged.push(Meaning { place, weight: !(key as u32) });
        }
    }
    merged
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
    let mut best: Option<(u32, Passage)> = None;
    for (place, part) in body.iter().enumerate() {
        let text = part.text();
        let found = occurrences(text, vocabulary, meanings);
        for (first, from) in found.iter().enumerate() {
            let bytes = from.bytes.start..after(text, from.bytes.start, WIDTH - 40);
            // The same word twice says no more.
            let inside = found.iter().skip(first).take_while(|one| one.bytes.end <= bytes.end);
            let mut last = u32::MAX;
            let mut score = 0;
            for Occurrence { meaning, .. } in inside {
                score += if meaning.place == last { 0 } else { meaning.weight };
                last = meaning.place;
            }
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
        let row = meanings.partition_point(|meaning| meaning.place < place);
        if let Some(&meaning) = meanings.get(row).filter(|meaning| meaning.place == place) {
            found.push(Occurrence { bytes, meaning });
        }
    });
    found
}

/// Marks that touch become one; only those inside of `within`.
fn joined(found: &[Occurrence], within: Range<usize>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for Occurrence { bytes, .. } in found {
        if bytes.start < within.start || bytes.end > within.end {
            continue;
        }
        // A whole is told after its parts.
        let mut mark = bytes.clone();
        while let Some(last) = marks.pop_if(|last| mark.start <= last.end) {
            mark = last.start.min(mark.start)..last.end.max(mark.end);
        }
        marks.push(mark);
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
    if word <= BEFORE {
        return 0;
    }
    let (mut start, mut before, mut is_over) = (word, ' ', false);
    for (at, char) in text.char_indices().take_while(|(at, _)| *at < word) {
        if at + BEFORE >= word && letter(before) == Letter::Gap && letter(char) != Letter::Gap {
            if is_over {
                return at;
            }
            start = start.min(at);
        }
        if char != ' ' {
            is_over = matches!(char, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔');
        }
        before = char;
    }
    start
}
