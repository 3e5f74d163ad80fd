//! The typed tree of an article: words, links and pictures, and nothing else.
//!
//! It is written as `content.schema.json` says (`crates/schema/src/content.rs`), which a
//! test holds it against. There is no node for markup, so none can come through.

use serde::{Deserialize, Serialize};

/// An article; with steps a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its name, used once in a language.
    pub id: String,
    /// Its language, where it is not that of the file it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// One line.
    pub title: String,
    /// One or two lines under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What it is also called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The text; before the steps of a guide.
    pub blocks: Vec<Block>,
    /// The steps of a guide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// One step of a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// One line.
    pub title: String,
    /// Its name in links.
    pub id: String,
    /// The element of the page it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// An element of the page: by its key first, then by selectors and words together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The value of its attribute `data-usher`.
    pub key: String,
    /// CSS selectors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selectors: Vec<String>,
    /// The words on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What stands below each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        paragraph: Vec<Inline>,
    },
    /// A heading.
    Heading {
        /// Its words.
        heading: String,
        /// 2 or 3; the title is 1.
        level: u8,
        /// Its name in links.
        id: String,
    },
    /// A list.
    List {
        /// Its items.
        list: Vec<Vec<Self>>,
        /// The number of the first, where there are numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u64>,
    },
    /// What somebody said.
    Quote {
        /// The text.
        quote: Vec<Self>,
    },
    /// Text, letter by letter.
    Code {
        /// The text.
        code: String,
    },
    /// A picture.
    Image(Image),
    /// A table.
    Table {
        /// Its rows.
        table: Vec<Vec<Vec<Inline>>>,
        /// What stands above the columns.
        head: Vec<Vec<Inline>>,
    },
}

/// A picture, with its size, so that nothing moves when it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it is.
    pub image: String,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A line under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Inline {
    /// Text; `\n` begins a new line.
    Words(String),
    /// Said with a stress.
    Emphasis {
        /// The text.
        emphasis: Vec<Self>,
    },
    /// Important.
    Strong {
        /// The text.
        strong: Vec<Self>,
    },
    /// Letter by letter.
    Literal {
        /// The text.
        literal: String,
    },
    /// A link, to an address that `link::address` let through.
    Link {
        /// Where to.
        link: String,
        /// Its words.
        text: Vec<Self>,
    },
    /// A link to another article.
    Mention {
        /// Which.
        article: String,
        /// A heading or step in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heading: Option<String>,
        /// Its words.
        text: Vec<Self>,
    },
}

impl Article {
    /// All blocks with what is inside them, from the top down.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        walk(&self.blocks, visit);
        self.steps.iter().for_each(|step| walk(&step.blocks, visit));
    }

    /// The names of its headings and steps in links.
    #[must_use]
    pub fn places(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.steps.iter().map(|step| step.id.as_str()).collect();
        self.each(&mut |block| {
            if let Block::Heading { id, .. } = block {
                ids.push(id);
            }
        });
        ids
    }

    /// How many lists and quotes lie inside each other, at most.
    #[must_use]
    pub fn depth(&self) -> usize {
        let steps = self.steps.iter().map(|step| depth(&step.blocks));
        steps.chain([depth(&self.blocks)]).max().unwrap_or_default()
    }
}

fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List { list, .. } => list.iter().for_each(|item| walk(item, visit)),
            Block::Quote { quote } => walk(quote, visit),
            _ => {}
        }
    }
}

fn depth(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::List { list, .. } => 1 + list.iter().map(|item| depth(item)).max().unwrap_or(0),
        Block::Quote { quote } => 1 + depth(quote),
        _ => 0,
    };
    blocks.iter().map(of).max().unwrap_or_default()
}

/// The words of a line, without what is around them.
#[must_use]
pub fn words(line: &[Inline]) -> String {
    let mut out = String::new();
    put_words(line, &mut out);
    out
}

fn put_words(line: &[Inline], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Words(words) | Inline::Literal { literal: words } => out.push_str(words),
            Inline::Emphasis { emphasis: inner } | Inline::Strong { strong: inner } => {
                put_words(inner, out);
            }
            Inline::Link { text, .. } | Inline::Mention { text, .. } => put_words(text, out),
        }
    }
}
