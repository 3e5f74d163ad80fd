//! What is wrong with the bytes of an index.

use core::fmt;

/// Why an index cannot be read; `u32` counts documents from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The first line is not that of an index.
    NoIndex,
    /// It was written for another version of this program.
    OtherVersion,
    /// More bytes or documents than can be searched in a tab.
    TooLarge,
    /// The number of documents is not the one the first line names: it was cut off.
    Incomplete,
    /// A document without id, title or one of its fields.
    NoDocument(u32),
    /// Two documents have the same id, or they are not in the order of their ids.
    NotInOrder(u32),
    /// A character that stands for the end of something, within a text.
    ControlCharacter(u32),
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = match self {
            Self::NoIndex => "this is no search index: write it with `usher compile`",
            Self::OtherVersion => "the search index is of another version: write it anew",
            Self::TooLarge => "the search index is too large: at most 8 MB and 10,000 documents",
            Self::Incomplete => "the search index is incomplete: copy the whole file",
            Self::NoDocument(place) => {
                return write!(
                    to,
                    "document {place} of the search index lacks id or title: write it anew"
                );
            }
            Self::NotInOrder(place) => {
                return write!(
                    to,
                    "document {place} of the search index is not in order: write it anew"
                );
            }
            Self::ControlCharacter(place) => {
                return write!(
                    to,
                    "document {place} of the search index has a control character: write it anew"
                );
            }
        };
        to.write_str(write)
    }
}

impl core::error::Error for Fault {}
