//! Which documents answer a query best.
//!
//! Okapi BM25 over weighted fields, in whole numbers: how rare a word is, times how often it
//! stands in which fields for their length, times how like it is to what was typed.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::document::{FIELDS, Field};
use crate::index::Index;
use crate::likeness::{FORM, SAME, likeness};
use crate::marks::{self, Meaning, Passage};
use crate::vocabulary::Posting;
use crate::word::words;

/// Further words of a query are not looked for.
pub const MAX_WORDS: usize = 24;

/// How much a word counts in each field, in sixteenths: title, keywords, heading, text.
const WEIGHTS: [u64; FIELDS] = [96, 72, 40, 16];
/// How much of it is taken back in a field of more words than others have, in 256ths.
const LENGTH_COUNTS: [u64; FIELDS] = [128, 64, 64, 160];
/// The weight at which a document has half of what more and more of a word can give.
const HALF: u64 = 32;
/// Of the score, what does not depend on how many of the words are in a document, in 256ths.
const ANY_WORD: u64 = 96;
/// Where the word itself is known, others that are like it count for this much, in 256ths.
const BESIDE_KNOWN: u64 = 80;

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

/// A word of the query and what it comes to.
struct Sought {
    letters: Vec<char>,
    /// Whether its end may have to be typed still.
    is_open: bool,
    /// Whether it is only another way to write its neighbours, so that nothing lacks without it.
    is_extra: bool,
}

/// What a word gives to each document.
struct Found {
    /// Known words that are like it, with their likeness.
    meanings: Vec<Meaning>,
    /// By the places of documents: score without rarity, and the field it is from.
    scores: Vec<(u32, Field)>,
    /// How rare it is, in 256ths of a bit.
    rarity: u64,
}

impl Index {
    /// Looks for documents; the best first, at most `limit`.
    ///
    /// The last word may be unfinished, unless a space follows it. Where a `language` is given,
    /// documents of others are left out, but not those whose language is not known; `de` is the
    /// language of `de-at`. A query without words finds nothing.
    #[must_use]
    pub fn search(&self, query: &str, language: &str, limit: usize) -> Vec<Hit> {
        let sought = self.sought(query);
        let found: Vec<Found> = sought.iter().map(|word| self.find(word, language)).collect();
        let is_counted =
            |word: &Sought, found: &Found| !word.is_extra && !found.meanings.is_empty();
        let all: u64 = sought
            .iter()
            .zip(&found)
            .filter(|(word, found)| is_counted(word, found))
            .map(|(_, found)| found.rarity)
            .sum();
        let mut hits: Vec<(u64, u32, Field)> = Vec::new();
        for place in 0..self.entries.len() {
            let (mut score, mut here, mut best) = (0, 0, (0, Field::Text));
            for (word, found) in sought.iter().zip(&found) {
                let Some(&(part, field)) = found.scores.get(place) else { continue };
                if part == 0 {
                    continue;
                }
                let part = u64::from(part) * found.rarity;
                score += part;
                if !word.is_extra {
                    here += found.rarity;
                }
                if part > best.0 {
                    best = (part, field);
                }
            }
            if score > 0 {
                let share = (256 - ANY_WORD) * here / all.max(1);
                hits.push((
                    (score >> 8) * (ANY_WORD + share) >> 8,
                    u32::try_from(place).unwrap_or(u32::MAX),
                    best.1,
                ));
            }
        }
        hits.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        hits.truncate(limit);
        let meanings = merged(&found);
        hits.into_iter().filter_map(|hit| self.shown(hit, &meanings)).collect()
    }

    fn shown(
        &self,
        (score, document, field): (u64, u32, Field),
        meanings: &[Meaning],
    ) -> Option<Hit> {
        let text = self.document(document)?;
        Some(Hit {
            document,
            score: u32::try_from(score).unwrap_or(u32::MAX),
            field,
            title_marks: marks::of(&text.title, &self.vocabulary, meanings),
            passage: marks::passage(&text.body, &self.vocabulary, meanings),
        })
    }

    /// The words of a query, and two neighbours as one where such a word is known.
    fn sought(&self, query: &str) -> Vec<Sought> {
        let query: String = query.chars().take(400).collect();
        let mut all: Vec<(Vec<char>, Range<usize>)> = Vec::new();
        words(&query, &mut |word, range| {
            if all.len() < MAX_WORDS {
                all.push((word.to_vec(), range));
            }
        });
        let mut sought: Vec<Sought> = Vec::new();
        let dense = |word: &[char]| word.iter().any(|letter| crate::letter::is_dense(*letter));
        for (place, (word, range)) in all.iter().enumerate() {
            let is_last = range.end == query.len();
            let has_pair = place > 0
                && all
                    .get(place - 1)
                    .is_some_and(|before| before.0.len() == 2 && before.1.end == range.end);
            // The last letter of a script without spaces is in the pair before it.
            if dense(word) && word.len() == 1 && has_pair {
                continue;
            }
            let is_whole = place > 0
                && all.get(place - 1).is_some_and(|before| {
                    before.1.start >= range.start && before.1.end == range.end
                });
            sought.push(Sought { letters: word.clone(), is_open: is_last, is_extra: is_whole });
        }
        for pair in all.windows(2) {
            let [(one, _), (two, _)] = pair else { continue };
            let both: Vec<char> = one.iter().chain(two).copied().collect();
            if !dense(one) && self.vocabulary.place(&both).is_some() {
                sought.push(Sought { letters: both, is_open: false, is_extra: true });
            }
        }
        sought
    }

    /// What is known that is like a word.
    fn find(&self, sought: &Sought, language: &str) -> Found {
        let mut found = Found { meanings: Vec::new(), scores: Vec::new(), rarity: 0 };
        found.scores.resize(self.entries.len(), (0, Field::Text));
        let likenesses: Vec<u32> = self
            .vocabulary
            .all()
            .map(|known| likeness(&sought.letters, known.letters, sought.is_open))
            .collect();
        let is_known = likenesses.iter().any(|likeness| *likeness >= FORM);
        for (known, likeness) in self.vocabulary.all().zip(likenesses) {
            if likeness == 0 {
                continue;
            }
            let likeness = match likeness {
                0..FORM if is_known => u64::from(likeness) * BESIDE_KNOWN >> 8,
                _ => u64::from(likeness),
            };
            let likeness = u32::try_from(likeness).unwrap_or(SAME);
            found.meanings.push(Meaning { place: known.place, weight: likeness });
            for posting in known.postings {
                let Some((score, field)) = self.score(posting, language) else { continue };
                let score = score * likeness >> 8;
                if let Some(best) =
                    found.scores.get_mut(posting.document as usize).filter(|best| best.0 < score)
                {
                    *best = (score, field);
                }
            }
        }
        let count = found.scores.iter().filter(|score| score.0 > 0).count();
        found.rarity = rarity(self.count, u32::try_from(count).unwrap_or(u32::MAX));
        // How sure it is that this is what was meant.
        for meaning in &mut found.meanings {
            meaning.weight =
                u32::try_from(u64::from(meaning.weight) * found.rarity >> 8).unwrap_or(0);
        }
        found
    }

    /// How much a word says about a document it stands in, at most 4,096.
    fn score(&self, posting: &Posting, language: &str) -> Option<(u32, Field)> {
        let entry = self.entries.get(posting.document as usize)?;
        if entry.is_removed || !is_of(&entry.document.language, language) {
            return None;
        }
        let count = u64::from(self.count.max(1));
        let (mut sum, mut best) = (0, (0, Field::Text));
        let rows = posting.counts.iter().zip(WEIGHTS).zip(LENGTH_COUNTS);
        let lengths = entry.lengths.iter().zip(self.lengths);
        for (((&times, weight), counts), ((&length, all), field)) in
            rows.zip(lengths.zip(Field::ALL))
        {
            // As long as others is 256.
            let long = u64::from(length) * 256 * count / u64::from(all.max(1));
            let part = u64::from(times) * weight * 256
                / (256 - counts + (counts * long.min(4096) >> 8)).max(1);
            sum += part;
            if part > best.0 {
                best = (part, field);
            }
        }
        let score = 4096 * sum / (sum + HALF);
        Some((u32::try_from(score).unwrap_or(0), best.1))
    }
}

/// Whether a document of a language is for a reader of another.
fn is_of(language: &str, wanted: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().map_or(0, str::len);
    let (one, other) = (language.get(..first(language)), wanted.get(..first(wanted)));
    language.is_empty()
        || wanted.is_empty()
        || one.zip(other).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
}

/// How rare a word is that stands in `found` of `all` documents: the logarithm of BM25, in
/// 256ths of a bit.
fn rarity(all: u32, found: u32) -> u64 {
    let (all, found) = (u64::from(all), u64::from(found));
    // Twice numerator and denominator, so that the halves are whole.
    let ratio = (((2 * all.saturating_sub(found) + 1) << 16) / (2 * found + 1)) + (1 << 16);
    let whole = u64::from(ratio.ilog2());
    let mut rest = ratio << (63 - whole) >> 32;
    let mut bits = whole - 16;
    for _ in 0..8 {
        rest = rest * rest >> 31;
        bits = bits << 1 | rest >> 32;
        if rest >> 32 == 1 {
            rest >>= 1;
        }
    }
    bits
}

/// What all words of a query mean, each known word once with its greatest weight.
fn merged(found: &[Found]) -> Vec<Meaning> {
    let mut all: Vec<Meaning> =
        found.iter().flat_map(|found| found.meanings.iter().copied()).collect();
    all.sort_by(|one, other| one.place.cmp(&other.place).then(other.weight.cmp(&one.weight)));
    all.dedup_by_key(|meaning| meaning.place);
    all
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
