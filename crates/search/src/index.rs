//! Documents with everything that is needed to find them.

use alloc::vec::Vec;

use crate::document::{Document, FIELDS};
use crate::vocabulary::Vocabulary;
use crate::word::words;

/// More documents are not taken: each makes every search longer.
pub const MAX_DOCUMENTS: usize = 10_000;

/// What is searched.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) entries: Vec<Entry>,
    pub(crate) vocabulary: Vocabulary,
    /// Words in each field of all documents together.
    pub(crate) lengths: [u32; FIELDS],
    /// Documents that can be found.
    pub(crate) count: u32,
}

/// One document in the index.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) document: Document,
    /// Words in each field.
    pub(crate) lengths: [u32; FIELDS],
    pub(crate) is_removed: bool,
}

impl Index {
    /// Adds a document, in the place of one with the same id.
    ///
    /// One without an id or title is not taken, nor one above [`MAX_DOCUMENTS`], removed
    /// ones included; the answer says whether it was.
    pub fn add(&mut self, document: Document) -> bool {
        if document.id.is_empty()
            || document.title.is_empty()
            || self.entries.len() >= MAX_DOCUMENTS
        {
            return false;
        }
        self.remove(&document.id);
        let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let mut lengths = [0_u32; FIELDS];
        for (field, text) in document.texts() {
            words(text, &mut |word, _| {
                self.vocabulary.note(word, place, field);
                if let Some(length) = lengths.get_mut(field as usize) {
                    *length = length.saturating_add(1);
                }
            });
        }
        for (all, one) in self.lengths.iter_mut().zip(lengths) {
            *all = all.saturating_add(one);
        }
        self.count += 1;
        self.entries.push(Entry { document, lengths, is_removed: false });
        true
    }

    /// Takes a document out; says whether there was one with this id.
    pub fn remove(&mut self, id: &str) -> bool {
        let mut found = self.entries.iter_mut().filter(|entry| !entry.is_removed);
        let Some(entry) = found.find(|entry| entry.document.id == id) else { return false };
        entry.is_removed = true;
        entry.document = Document::default();
        for (all, one) in self.lengths.iter_mut().zip(entry.lengths) {
            *all = all.saturating_sub(one);
        }
        self.count -= 1;
        true
    }

    /// How many documents can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A document, by the place that a hit names.
    #[must_use]
    pub fn document(&self, place: u32) -> Option<&Document> {
        let entry = self.entries.get(place as usize)?;
        if entry.is_removed { None } else { Some(&entry.document) }
    }
}
