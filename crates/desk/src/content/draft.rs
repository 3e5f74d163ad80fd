//! One Markdown file on its way to an article.

use super::front::{self, Front};
use super::markdown::{self, Body, Mention, Origin};
use super::name::{is_id, of_file};
use super::site::Site;
use super::tree::{Anchor, Article, Block, Step};
use crate::check::{Finding, Source};
use std::ops::Range;
use std::path::Path;
use usher_schema::content::MAX_STEPS;

/// A file, its front matter read and its text not yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The name of the article.
    pub id: String,
    /// Its language.
    pub language: String,
    /// What stands above it.
    pub front: Front,
    /// What is wrong so far.
    pub found: Vec<Finding>,
}

/// An article, and what is to be looked for when all are read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The place of its file among the sources.
    pub source: usize,
    /// Its language.
    pub language: String,
    /// Where its title stands.
    pub place: Range<usize>,
    /// The article.
    pub article: Article,
    /// Its links to articles.
    pub mentions: Vec<Mention>,
}

/// Reads what stands above a text, and its name.
#[must_use]
pub fn begin(source: &Source, language: &str) -> Draft {
    let (front, mut found) = front::read(source);
    let file = Path::new(&source.name).file_stem().map(|stem| stem.to_string_lossy());
    let (id, suffix) = of_file(file.as_deref().unwrap_or_default());
    if !is_id(id) {
        let help = "small letters, digits and hyphens, then the language if need be: \
                    choosing-a-finish.pt-BR.md; what is for you alone begins with _ and is left out";
        let what = format!("`{id}` cannot be the name of an article");
        found.push(Finding::at(0..0, &what).with_help(help));
    }
    if let (Some(one), Some(other)) = (suffix, front.language.as_deref())
        && one != other
    {
        let what = format!("the file's name says `{one}`, its front matter `{other}`");
        found.push(Finding::at(front.place.clone(), &what).with_help("take one of the two out"));
    }
    let language = suffix.or(front.language.as_deref()).unwrap_or(language).to_owned();
    if let Some((at, letter)) = source.text.char_indices().find(|(_, letter)| is_control(*letter)) {
        let what = "a control character, which nobody sees";
        found.push(
            Finding::at(at..at + letter.len_utf8(), what).with_help("take it out of the text"),
        );
    }
    Draft { id: id.to_owned(), language, front, found }
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

/// Reads the text. A translation that does not say its kind has that of the original.
#[must_use]
pub fn finish(
    (number, source): (usize, &Source),
    draft: Draft,
    is_guide: bool,
    site: &Site,
) -> (Entry, Vec<Finding>) {
    let Draft { id, language, front, mut found } = draft;
    let origin = Origin { text: &source.text, start: front.end, id: &id, site };
    let mut body = markdown::read(origin);
    let mentions = std::mem::take(&mut body.mentions);
    found.append(&mut body.found);
    let mut article = Article {
        id,
        language: None,
        title: front.title.clone(),
        summary: front.summary.clone(),
        keywords: front.keywords.clone(),
        blocks: std::mem::take(&mut body.blocks),
        steps: Vec::new(),
    };
    if is_guide {
        (article.blocks, article.steps) = steps(article.blocks, &front, &body);
        faults_of_steps(&article.steps, &front, &mut found);
    }
    for (key, (_, place)) in &front.anchors {
        let is_used = |step: &Step| step.anchor.as_ref().is_some_and(|anchor| &anchor.key == key);
        if !article.steps.iter().any(is_used) {
            let what = format!("no step is about `{key}`");
            let help = format!("write {{data-usher={key}}} behind the heading of a guide's step");
            found.push(Finding::at(place.clone(), &what).with_help(&help));
        }
    }
    for (id, (_, place)) in &body.keys {
        if !article.steps.iter().any(|step| &step.id == id) {
            let help = "a step is a heading ## of a file with kind = \"guide\"";
            let what = "a place on the page for something that is no step";
            found.push(Finding::at(place.clone(), what).with_help(help));
        }
    }
    // Where something is wrong, that is why nothing is left.
    if found.is_empty() && article.blocks.is_empty() && article.steps.is_empty() {
        let end = source.text.len();
        found.push(Finding::at(end..end, "no text").with_help("write it below the front matter"));
    }
    found.sort_by_key(|finding| finding.span.start);
    (Entry { source: number, language, place: front.place, article, mentions }, found)
}

/// The text before the first step, and the steps.
fn steps(blocks: Vec<Block>, front: &Front, body: &Body) -> (Vec<Block>, Vec<Step>) {
    let mut before = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { heading: title, level: 2, id } => {
                let key = body.keys.get(&id).map(|(key, _)| key.clone());
                let anchor = key.map(|key| match front.anchors.get(&key) {
                    Some((anchor, _)) => anchor.clone(),
                    None => Anchor { key, ..Anchor::default() },
                });
                steps.push(Step { title, id, anchor, blocks: Vec::new() });
            }
            block => match steps.last_mut() {
                Some(step) => step.blocks.push(block),
                None => before.push(block),
            },
        }
    }
    (before, steps)
}

fn faults_of_steps(steps: &[Step], front: &Front, found: &mut Vec<Finding>) {
    if steps.is_empty() {
        let help = "begin each step with ##, or take kind = \"guide\" out";
        found.push(Finding::at(front.place.clone(), "a guide without steps").with_help(help));
    }
    if steps.len() > MAX_STEPS {
        let what = format!("{} steps, of which {MAX_STEPS} are allowed", steps.len());
        let help = "make two guides of it, or an article";
        found.push(Finding::at(front.place.clone(), &what).with_help(help));
    }
}
