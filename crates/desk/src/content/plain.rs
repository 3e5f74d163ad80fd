//! An article as plain text, for what searches in it.

use super::tree::{Article, Block, words};

/// The fields of an article that can be searched, without any markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The name of the article.
    pub id: String,
    /// One line.
    pub title: String,
    /// One or two lines; empty where there is none.
    pub summary: String,
    /// What it is also called.
    pub keywords: Vec<String>,
    /// The headings, and the titles of the steps of a guide.
    pub headings: Vec<String>,
    /// Everything else, a paragraph, item or cell a line.
    pub body: String,
}

impl From<&Article> for Plain {
    fn from(article: &Article) -> Self {
        let mut plain = Self {
            id: article.id.clone(),
            title: article.title.clone(),
            summary: article.summary.clone().unwrap_or_default(),
            keywords: article.keywords.clone(),
            headings: article.steps.iter().map(|step| step.title.clone()).collect(),
            body: String::new(),
        };
        let mut lines: Vec<String> = Vec::new();
        article.each(&mut |block| match block {
            Block::Paragraph { paragraph } => lines.push(words(paragraph)),
            Block::Heading { heading, .. } => plain.headings.push(heading.clone()),
            Block::Code { code } => lines.push(code.clone()),
            Block::Image(image) => {
                lines.push(image.alt.clone());
                lines.extend(image.caption.clone());
            }
            Block::Table { table, head } => {
                let cells = head.iter().chain(table.iter().flatten());
                lines.extend(cells.map(|cell| words(cell)));
            }
            Block::List { .. } | Block::Quote { .. } => {}
        });
        plain.body = lines.join("\n");
        plain
    }
}
