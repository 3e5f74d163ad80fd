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
pub(crate) struct Term {
    pub(crate) letters: Vec<char>,
    /// See [`mask`].
    pub(crate) mask: u32,
    pub(crate) postings: Vec<Posting>,
    /// The place of another word whose letters come to the same, plus 1.
    next: u32,
}

/// The words, in the order in which they came up.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) terms: Vec<Term>,
    /// Places of words plus 1, by what their letters come to.
    heads: Vec<u32>,
}

/// As many lists of words as there are, so that a list of a large shop has five words.
const HEADS: usize = 4096;

impl Vocabulary {
    /// Takes note of a word in a document. Documents come in the order of their places.
    pub(crate) fn note(&mut self, word: &[char], document: u32, field: Field) {
        self.heads.resize(HEADS, 0);
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
        let mut next = *self.heads.get(hash(word))?;
        loop {
            let place = next.checked_sub(1)?;
            let term = self.terms.get(place as usize)?;
            if term.letters == word {
                return Some(place);
            }
            next = term.next;
        }
    }

    fn add(&mut self, word: &[char]) -> u32 {
        let place = self.terms.len() as u32;
        let mut next = 0;
        if let Some(head) = self.heads.get_mut(hash(word)) {
            next = core::mem::replace(head, place + 1);
        }
        self.terms.push(Term {
            letters: word.to_vec(),
            mask: mask(word),
            postings: Vec::new(),
            next,
        });
        place
    }
}

/// One bit for each letter, several letters for a bit: of two words that have anything in
/// common, one has hardly a letter that the other lacks, which is quickly seen.
pub(crate) fn mask(word: &[char]) -> u32 {
    word.iter().fold(0, |mask, letter| mask | 1 << (*letter as u32 & 31))
}

/// FNV-1a over letters, as a place among the heads.
fn hash(word: &[char]) -> usize {
    let hash = word
        .iter()
        .fold(0x811c_9dc5_u32, |hash, letter| (hash ^ *letter as u32).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize % HEADS
}
