//! Every word of an index once, with the documents it stands in.

use alloc::vec::Vec;

use crate::document::{FIELDS, Field};

/// A document with a word in it.
#[derive(Clone, Debug)]
pub(crate) struct Posting {
    /// Its place in the index.
    pub(crate) document: u32,
    /// How often the word stands in each field, at most 255 times.
    pub(crate) counts: [u8; FIELDS],
}

/// A word as it is compared.
#[derive(Debug)]
struct Term {
    /// Where its letters begin.
    start: u32,
    length: u32,
    mask: u32,
    postings: Vec<Posting>,
}

/// A word with all that is known of it.
pub(crate) struct Known<'a> {
    /// Its place in the vocabulary.
    pub(crate) place: u32,
    pub(crate) letters: &'a [char],
    /// Of the letters in it, see [`mask`].
    pub(crate) mask: u32,
    pub(crate) postings: &'a [Posting],
}

/// The words, in the order in which they came up.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    terms: Vec<Term>,
    letters: Vec<char>,
    /// Places of terms plus 1, by what their letters come to; a power of two, at most half full.
    slots: Vec<u32>,
}

impl Vocabulary {
    /// Takes note of a word in a document. Documents come in the order of their places.
    pub(crate) fn note(&mut self, word: &[char], document: u32, field: Field) {
        if self.terms.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let place = self.place(word).unwrap_or_else(|| self.add(word));
        let Some(term) = self.terms.get_mut(place as usize) else { return };
        if term.postings.last().is_none_or(|last| last.document != document) {
            term.postings.push(Posting { document, counts: [0; FIELDS] });
        }
        let count = term.postings.last_mut().and_then(|last| last.counts.get_mut(field as usize));
        if let Some(count) = count {
            *count = count.saturating_add(1);
        }
    }

    /// The place of a word, if it is known.
    pub(crate) fn place(&self, word: &[char]) -> Option<u32> {
        let mut slot = hash(word);
        // There is always an empty slot.
        for _ in 0..self.slots.len() {
            let place = self.slots.get(slot & (self.slots.len() - 1))?.checked_sub(1)?;
            if self.terms.get(place as usize).is_some_and(|term| self.letters(term) == word) {
                return Some(place);
            }
            slot = slot.wrapping_add(1);
        }
        None
    }

    /// Each word that is known.
    pub(crate) fn all(&self) -> impl Iterator<Item = Known<'_>> {
        self.terms.iter().zip(0..).map(|(term, place)| Known {
            place,
            letters: self.letters(term),
            mask: term.mask,
            postings: &term.postings,
        })
    }

    fn letters(&self, term: &Term) -> &[char] {
        let start = term.start as usize;
        self.letters.get(start..start + term.length as usize).unwrap_or_default()
    }

    fn add(&mut self, word: &[char]) -> u32 {
        let place = u32::try_from(self.terms.len()).unwrap_or(u32::MAX - 1);
        let start = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        let length = u32::try_from(word.len()).unwrap_or(0);
        self.letters.extend_from_slice(word);
        self.terms.push(Term { start, length, mask: mask(word), postings: Vec::new() });
        self.enter(word, place);
        place
    }

    fn enter(&mut self, word: &[char], place: u32) {
        let mut slot = hash(word);
        let most = self.slots.len().wrapping_sub(1);
        for _ in 0..self.slots.len() {
            if let Some(free) = self.slots.get_mut(slot & most).filter(|taken| **taken == 0) {
                *free = place + 1;
                return;
            }
            slot = slot.wrapping_add(1);
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots.clear();
        self.slots.resize(size, 0);
        for place in 0..self.terms.len() {
            let Some(term) = self.terms.get(place) else { return };
            let start = term.start as usize;
            let word: Vec<char> =
                self.letters.get(start..start + term.length as usize).unwrap_or_default().to_vec();
            self.enter(&word, u32::try_from(place).unwrap_or(u32::MAX - 1));
        }
    }
}

/// FNV-1a over letters.
fn hash(word: &[char]) -> usize {
    let hash = word
        .iter()
        .fold(0x811c_9dc5_u32, |hash, letter| (hash ^ *letter as u32).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}

/// One bit for each letter, several letters for a bit: two words that differ in many bits
/// differ in as many letters, which is quicker to see than the difference.
pub(crate) fn mask(word: &[char]) -> u32 {
    word.iter().fold(0, |mask, letter| mask | 1 << (*letter as u32 & 31))
}
