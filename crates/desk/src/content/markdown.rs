//! Markdown as a typed tree, with the place of everything that is wrong in it.
//!
//! What it takes is CommonMark and its tables. There is nothing that writes HTML in this
//! program: `pulldown-cmark` is linked without it, and the tree has no place for any.

mod heading;
mod line;
mod picture;
mod table;

use super::link::Fault;
use super::markup::instead;
use super::site::Site;
use super::tree::{Block, Inline, words};
use crate::check::Finding;
use heading::Marks;
use picture::Picture;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;
use usher_schema::content::{MAX_BLOCKS, MAX_DEPTH, MAX_TEXT};

/// The text of an article.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The tree.
    pub blocks: Vec<Block>,
    /// Where each heading stands, by its name in links.
    pub headings: BTreeMap<String, Range<usize>>,
    /// The key of the element a heading is about, by the heading's name in links.
    pub keys: BTreeMap<String, (String, Range<usize>)>,
    /// Links to other articles, to be looked for when all are read.
    pub mentions: Vec<Mention>,
    /// What is wrong.
    pub found: Vec<Finding>,
}

/// A link to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which.
    pub article: String,
    /// A heading or step in it.
    pub heading: Option<String>,
    /// Where the link stands.
    pub span: Range<usize>,
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The whole file.
    pub text: &'a str,
    /// Where the text begins in it, after the front matter.
    pub start: usize,
    /// The name of its article, for links inside it.
    pub id: &'a str,
    /// The shop's files.
    pub site: &'a Site,
}

/// Reads a text. It never fails: what is wrong is left out of the tree and reported.
#[must_use]
pub fn read(origin: Origin<'_>) -> Body {
    let text = origin.text.get(origin.start..).unwrap_or_default();
    let missing = RefCell::new(Vec::new());
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let on_missing = |broken: pulldown_cmark::BrokenLink<'_>| {
        // `[words]` alone is text with brackets around it.
        if !matches!(broken.link_type, pulldown_cmark::LinkType::Shortcut) {
            missing.borrow_mut().push(broken.span);
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(on_missing));
    let place = |range: Range<usize>| range.start + origin.start..range.end + origin.start;
    let events: Vec<(Event<'_>, Range<usize>)> =
        parser.into_offset_iter().map(|(event, range)| (event, place(range))).collect();
    let mut reader = Reader {
        origin,
        events: events.into_iter().peekable(),
        pictures: Vec::new(),
        named: BTreeSet::new(),
        body: Body::default(),
    };
    for span in missing.into_inner() {
        let help = "write [words](/address), or [words](returns.md) for another article";
        reader.report(&place(span), "a link to a reference that is not there", help);
    }
    let blocks = reader.blocks(0);
    reader.body.blocks = blocks;
    reader.body
}

struct Reader<'a> {
    origin: Origin<'a>,
    events: Peekable<IntoIter<(Event<'a>, Range<usize>)>>,
    /// Pictures of the line that was read last.
    pictures: Vec<Picture>,
    /// Names of headings that are taken.
    named: BTreeSet<String>,
    body: Body,
}

impl Reader<'_> {
    fn report(&mut self, span: &Range<usize>, what: &str, help: &str) {
        self.body.found.push(Finding::at(span.clone(), what).with_help(help));
    }

    fn fault(&mut self, span: &Range<usize>, fault: Fault) {
        self.report(span, fault.what, fault.help);
    }

    /// Where a piece stands inside a larger one.
    fn place(&self, within: &Range<usize>, piece: &str) -> Range<usize> {
        let text = self.origin.text.get(within.clone()).unwrap_or_default();
        let at = Some(piece).filter(|piece| !piece.is_empty()).and_then(|piece| text.rfind(piece));
        at.map_or(within.clone(), |at| within.start + at..within.start + at + piece.len())
    }

    /// Blocks up to the end of what they stand in.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let first = self.events.peek().map_or(0..0, |(_, range)| range.clone());
        while let Some((event, range)) = self.events.peek().cloned() {
            if line::is_inline(&event) {
                // An item of a list without empty lines has no paragraphs.
                self.paragraph(&mut out);
                continue;
            }
            self.events.next();
            match event {
                Event::Start(tag) => self.block(tag, &range, (depth, &mut out)),
                Event::Rule => self.report(
                    &range,
                    "a line across",
                    "take it out, or begin a new part with a heading",
                ),
                Event::Html(html) => self.html(&html, &range),
                Event::End(_) => break,
                _ => {}
            }
        }
        self.bounded(&mut out, MAX_BLOCKS, (&first, "parts below each other"));
        out
    }

    /// Keeps a list within what a schema allows.
    fn bounded<T>(&mut self, list: &mut Vec<T>, most: usize, (at, of): (&Range<usize>, &str)) {
        if list.len() > most {
            let what = format!("{} {of}, of which {most} are allowed", list.len());
            self.report(at, &what, "make two articles of it");
            list.truncate(most);
        }
    }

    fn block(&mut self, tag: Tag<'_>, range: &Range<usize>, at: (usize, &mut Vec<Block>)) {
        let (depth, out) = at;
        let is_inner = matches!(tag, Tag::List(_) | Tag::BlockQuote(_));
        if is_inner && depth >= MAX_DEPTH {
            let what = format!("more than {MAX_DEPTH} lists or quotes inside each other");
            self.report(range, &what, "write it flatter; a phone has no room for more");
            return self.skip();
        }
        match tag {
            Tag::Paragraph => {
                self.paragraph(out);
                self.skip();
            }
            Tag::Heading { level, id, classes, attrs } => {
                let marks = Marks::of(id, &classes, &attrs);
                self.heading((level, marks), range, (depth, out));
            }
            Tag::List(from) => self.list(from, range, (depth, out)),
            Tag::BlockQuote(_) => {
                let quote = self.blocks(depth + 1);
                if !quote.is_empty() {
                    out.push(Block::Quote { quote });
                }
            }
            Tag::CodeBlock(_) => self.code(range, out),
            Tag::Table(_) => self.table(range, out),
            Tag::HtmlBlock => {
                let html = self.origin.text.get(range.clone()).unwrap_or_default().to_owned();
                self.html(&html, range);
                self.skip();
            }
            _ => self.skip(),
        }
    }

    /// Passes over what is left of the element that was begun.
    fn skip(&mut self) {
        let mut open = 1_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 1 => return,
                Event::End(_) => open -= 1,
                _ => {}
            }
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        // The end of what was reported already.
        if html.starts_with("</") && self.body.found.iter().any(|finding| finding.what == HTML) {
            return;
        }
        let shown = range.start..range.end.min(range.start + html.trim_end().len());
        self.report(&shown, HTML, &instead(html));
    }

    /// A paragraph, or the picture that stands in one alone.
    fn paragraph(&mut self, out: &mut Vec<Block>) {
        let line = self.line();
        let mut pictures = std::mem::take(&mut self.pictures);
        let is_empty = words(&line).trim().is_empty();
        if is_empty && pictures.len() == 1 {
            let alone = pictures.pop().and_then(|picture| self.image(picture));
            return out.extend(alone);
        }
        self.no_pictures(pictures);
        if !is_empty {
            out.push(Block::Paragraph { paragraph: line });
        }
    }

    /// A line of words alone, up to the end of what it stands in.
    fn words(&mut self, range: &Range<usize>, of: &str) -> String {
        let line = self.line();
        let pictures = std::mem::take(&mut self.pictures);
        self.no_pictures(pictures);
        self.skip();
        if line.iter().any(|one| matches!(one, Inline::Link { .. } | Inline::Mention { .. })) {
            self.report(range, &format!("a link in {of}"), "put the link into the text below");
        }
        words(&line).trim().to_owned()
    }

    fn list(
        &mut self,
        from: Option<u64>,
        range: &Range<usize>,
        (depth, out): (usize, &mut Vec<Block>),
    ) {
        let mut list = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let item = self.blocks(depth + 1);
                    if !item.is_empty() {
                        list.push(item);
                    }
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        self.bounded(&mut list, MAX_BLOCKS, (range, "items"));
        if !list.is_empty() {
            out.push(Block::List { list, from });
        }
    }

    fn code(&mut self, range: &Range<usize>, out: &mut Vec<Block>) {
        let mut code = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(text) => code.extend(text.chars().filter(|&letter| is_seen(letter))),
                Event::End(_) => break,
                _ => {}
            }
        }
        let code = code.trim_end().to_owned();
        if code.chars().count() > MAX_TEXT {
            return self.report(range, "too much code", "show the part that matters");
        }
        if !code.is_empty() {
            out.push(Block::Code { code });
        }
    }
}

const HTML: &str = "HTML, which an article does not have";

/// Whether a letter may stand in a text: whatever is no control.
fn is_seen(letter: char) -> bool {
    !letter.is_control() || letter == '\n' || letter == '\t'
}
