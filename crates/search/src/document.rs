//! What can be found.

use alloc::string::String;
use alloc::vec::Vec;

/// One article, or one question with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Unique within an index; a document added later takes the place of one with its id.
    pub id: String,
    /// Where it can be read; empty where it is shown from here.
    pub url: String,
    /// A language tag, `de` or `pt-br`; empty where it is not known.
    pub language: String,
    /// What it is called, or the question.
    pub title: String,
    /// Other words that people look for, in any form; never shown.
    pub keywords: String,
    /// What it says, in order.
    pub body: Vec<Part>,
}

/// A piece of what a document says, without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading within the document.
    Heading(String),
    /// A paragraph, or an item of a list.
    Text(String),
}

impl Part {
    /// What it says, and as which field.
    fn placed(&self) -> (Field, &str) {
        match self {
            Self::Heading(text) => (Field::Heading, text),
            Self::Text(text) => (Field::Text, text),
        }
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Heading(text) | Self::Text(text) => text,
        }
    }
}

/// Where a word stands. A row of weights of each is in `rank.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// In the title.
    Title,
    /// Among the keywords.
    Keywords,
    /// In a heading of the body.
    Heading,
    /// In a paragraph of the body.
    Text,
}

/// How many fields there are.
pub(crate) const FIELDS: usize = 4;

impl Field {
    /// Each of them, in the order of their numbers.
    pub const ALL: [Self; FIELDS] = [Self::Title, Self::Keywords, Self::Heading, Self::Text];
}

impl Document {
    /// Its texts with the field each belongs to.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (Field, &str)> {
        [(Field::Title, self.title.as_str()), (Field::Keywords, self.keywords.as_str())]
            .into_iter()
            .chain(self.body.iter().map(Part::placed))
    }
}
