//! Which documents answer a query best.
//!
//! Okapi BM25 over weighted fields, in whole numbers: how rare a word is, times how often it
//! stands in which fields for their length, times how like it is to what was typed.

use alloc::vec::Vec;
use core::ops::Range;

use crate::document::{FIELDS, Field};
use crate::index::Index;
use crate::likeness::{FORM, likeness};
use crate::marks::{self, Meaning, Passage};
use crate::vocabulary::{Posting, mask};
use crate::word::words;

/// Further words of a query are not looked for.
pub const MAX_WORDS: usize = 24;

/// Of title, keywords, heading and text: how much a word counts in it, in sixteenths; and how
/// much of that is taken back where it has more words than others have, in 256ths.
const WEIGHTS: [(u64, u64); FIELDS] = [(96, 128), (72, 64), (40, 64), (16, 160)];
/// The weight at which a document has half of what more and more of a word can give.
const HALF: u64 = 32;
/// Of the score, what does not depend on how many of the words are in a document, in 256ths.
const ANY_WORD: u64 = 96;
/// Where the word itself is known, others that are like it count for this much, in 256ths.
const BESIDE_KNOWN: u32 = 80;

/// A document that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the index, for [`Index::document`].
    pub document: u32,
    /// How well it answers, to be compared within one search only.
    pub score: u32,
    /// The weightiest field with a word of the query.
    pub field: Field,
    /// Bytes of the title that were looked for, in order and apart.
    pub title_marks: Vec<Range<usize>>,
    /// What of its body to show.
    pub passage: Passage,
}

/// A word of the query.
struct Sought {
    letters: Vec<char>,
    bytes: Range<usize>,
    /// Whether its end may have to be typed still.
    is_open: bool,
    /// Whether it is only another way to write its neighbours, so that nothing lacks without it.
    is_extra: bool,
}

/// What a document has of a query.
#[derive(Clone, Default)]
struct Tally {
    score: u64,
    /// How rare the words are that it has.
    rarity: u64,
    /// What the word at hand gives: score without rarity, and two bits of the field it is from.
    now: u32,
    /// The most that a word gave, with the field likewise.
    best: u64,
}

impl Index {
    /// Looks for documents; the best first, at most `limit`.
    ///
    /// The last word may be unfinished, unless something follows it. Where a `language` is given,
    /// documents of others are left out, but not those whose language is not known; `de` is the
    /// language of `de-at`. A query without words finds nothing.
    #[must_use]
    pub fn search(&self, query: &str, language: &str, limit: usize) -> Vec<Hit> {
        let mut tallies = Vec::new();
        tallies.resize(self.entries.len(), Tally::default());
        let mut meanings: Vec<Meaning> = Vec::new();
        let mut all = 0;
        for word in self.sought(query) {
            let first = meanings.len();
            let count = self.find(&word, language, &mut meanings, &mut tallies);
            let rarity = rarity(self.count, count);
            if !word.is_extra && count > 0 {
                all += rarity;
            }
            // How sure it is that this is what was meant.
            for meaning in meanings.iter_mut().skip(first) {
                meaning.weight = (meaning.weight * rarity as u32) >> 8;
            }
            for tally in &mut tallies {
                let now = core::mem::take(&mut tally.now);
                if now == 0 {
                    continue;
                }
                let part = u64::from(now >> 2) * rarity;
                tally.score += part;
                tally.best = tally.best.max((part << 2) | u64::from(now & 3));
                if !word.is_extra {
                    tally.rarity += rarity;
                }
            }
        }
        let mut order: Vec<u64> = Vec::new();
        for (tally, place) in tallies.iter().zip(0_u32..) {
            if tally.score > 0 {
                let share = ANY_WORD + (256 - ANY_WORD) * tally.rarity / all.max(1);
                // The best first; of two that are as good the one that came first.
                let score = ((tally.score >> 8) * share) >> 8;
                order.push((!score << 32) | u64::from(place));
            }
        }
        order.sort_unstable();
        order.truncate(limit);
        let known = marks::merged(&meanings);
        let mut hits = Vec::new();
        for key in order {
            let document = key as u32;
            let Some(text) = self.document(document) else { continue };
            let best = tallies.get(document as usize).map_or(0, |tally| tally.best & 3);
            hits.push(Hit {
                document,
                score: !(key >> 32) as u32,
                field: Field::ALL.get(best as usize).copied().unwrap_or(Field::Text),
                title_marks: marks::of(&text.title, &self.vocabulary, &known),
                passage: marks::passage(&text.body, &self.vocabulary, &known),
            });
        }
        hits
    }

    /// The words of a query, and two neighbours as one where such a word is known.
    fn sought(&self, query: &str) -> Vec<Sought> {
        let mut sought: Vec<Sought> = Vec::new();
        words(query, &mut |word, bytes| {
            if sought.len() >= MAX_WORDS {
                return;
            }
            let is_open = bytes.end == query.len();
            let mut is_extra = false;
            if let Some(before) = sought.last() {
                // A whole after its parts; and the last letter of a script without spaces,
                // which is in the pair before it.
                is_extra = before.bytes.end == bytes.end;
                let both: Vec<char> = before.letters.iter().chain(word).copied().collect();
                if before.bytes.end < bytes.start && self.vocabulary.place(&both).is_some() {
                    sought.push(Sought {
                        letters: both,
                        bytes: bytes.clone(),
                        is_open: false,
                        is_extra: true,
                    });
                }
            }
            if is_extra && word.len() == 1 {
                return;
            }
            sought.push(Sought { letters: word.to_vec(), bytes, is_open, is_extra });
        });
        sought
    }

    /// Notes what is known that is like a word, and what that gives to documents; how many
    /// have it.
    fn find(
        &self,
        sought: &Sought,
        language: &str,
        meanings: &mut Vec<Meaning>,
        tallies: &mut [Tally],
    ) -> u32 {
        let first = meanings.len();
        let mask = mask(&sought.letters);
        let mut is_known = false;
        for (term, place) in self.vocabulary.terms.iter().zip(0..) {
            let lacks = (mask & !term.mask).count_ones().min((term.mask & !mask).count_ones());
            if lacks > 2 {
                continue;
            }
            let weight = likeness(&sought.letters, &term.letters, sought.is_open);
            is_known |= weight >= FORM;
            if weight > 0 {
                meanings.push(Meaning { place, weight });
            }
        }
        let mut count = 0;
        for meaning in meanings.iter_mut().skip(first) {
            if is_known && meaning.weight < FORM {
                meaning.weight = (meaning.weight * BESIDE_KNOWN) >> 8;
            }
            let Some(term) = self.vocabulary.terms.get(meaning.place as usize) else { continue };
            for posting in &term.postings {
                let score = (self.score(posting, language) * meaning.weight) >> 8;
                let score = (score & !3) | self.field(posting);
                let Some(tally) = tallies.get_mut(posting.document as usize).filter(|_| score > 3)
                else {
                    continue;
                };
                count += u32::from(tally.now == 0);
                tally.now = tally.now.max(score);
            }
        }
        count
    }

    /// How much a word says about a document it stands in, at most 2 to the 16th.
    fn score(&self, posting: &Posting, language: &str) -> u32 {
        let Some(entry) = self.entries.get(posting.document as usize) else { return 0 };
        if entry.is_removed || !is_of(&entry.document.language, language) {
            return 0;
        }
        let mut sum = 0;
        for (field, row) in posting.counts.iter().enumerate() {
            let of = |lengths: &[u32]| u64::from(lengths.get(field).copied().unwrap_or(0));
            let (weight, counts) = WEIGHTS.get(field).copied().unwrap_or_default();
            // As long as others is 256.
            let long = of(&entry.lengths) * 256 * u64::from(self.count) / of(&self.lengths).max(1);
            sum += u64::from(*row) * weight * 256 / (256 - counts + ((counts * long) >> 8)).max(1);
        }
        ((sum << 16) / (sum + HALF)) as u32
    }

    /// The weightiest field of those in which a word stands.
    fn field(&self, posting: &Posting) -> u32 {
        posting.counts.iter().zip(0..).find(|(count, _)| **count > 0).map_or(3, |(_, field)| field)
    }
}

/// Whether a document of a language is for a reader of another.
fn is_of(language: &str, wanted: &str) -> bool {
    let first = |tag: &str| tag.bytes().position(|byte| byte == b'-').unwrap_or(tag.len());
    let (one, other) = (first(language), first(wanted));
    one == 0
        || other == 0
        || one == other
            && language
                .bytes()
                .zip(wanted.bytes())
                .take(one)
                .all(|(one, other)| one | 32 == other | 32)
}

/// How rare a word is that stands in `found` of `all` documents: the logarithm of BM25, in
/// 256ths of a bit.
fn rarity(all: u32, found: u32) -> u64 {
    let (all, found) = (u64::from(all), u64::from(found));
    // Twice numerator and denominator, so that the halves are whole.
    let ratio = (((2 * all.saturating_sub(found) + 1) << 16) / (2 * found + 1)) + (1 << 16);
    let whole = u64::from(ratio.ilog2());
    let mut rest = (ratio << (63 - whole)) >> 32;
    let mut bits = whole - 16;
    for _ in 0..8 {
        rest = (rest * rest) >> 31;
        bits = (bits << 1) | (rest >> 32);
        if rest >> 32 == 1 {
            rest >>= 1;
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::{is_of, rarity};

    #[test]
    fn rarity_is_the_logarithm() {
        for (all, found, bits) in
            [(100_u32, 1_u32, 6.08_f64), (100, 50, 1.0), (100, 100, 0.007), (10_000, 1, 12.7)]
        {
            let exact = (1.0 + (f64::from(all - found) + 0.5) / (f64::from(found) + 0.5)).log2();
            let off = (rarity(all, found) as f64 / 256.0 - exact).abs();
            assert!(off < 0.02, "{all} {found} {bits} {off} {}", rarity(all, found));
        }
    }

    #[test]
    fn a_language_is_that_of_its_countries() {
        assert!(is_of("de", "de-AT") && is_of("DE-at", "de") && is_of("", "de") && is_of("de", ""));
        assert!(!is_of("de", "den") && !is_of("fr", "de"));
    }
}
