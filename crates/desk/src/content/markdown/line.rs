//! What stands in a line.

use super::{Mention, Picture, Reader, is_seen};
use crate::content::link;
use crate::content::name::of_file;
use crate::content::tree::{Inline, words};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;
use usher_schema::content::{MAX_BLOCKS, MAX_TEXT};

/// Most stresses and links inside each other; what is deeper stands beside. The widget's
/// reader takes JSON 32 deep, and in a table in three lists of a step the text begins at 20.
const MAX_FRAMES: usize = 4;

/// Whether an event belongs to a line, not to what it stands in.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => true,
        Event::SoftBreak | Event::HardBreak => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(end) => {
            matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
        }
        _ => false,
    }
}

/// What is open while a line is read.
enum Frame {
    Emphasis,
    Strong,
    /// Only what is in it counts.
    Bare,
    /// Where to; none where it may not lead there.
    Link(Option<Target>, Range<usize>),
    Picture {
        address: String,
        caption: String,
        span: Range<usize>,
    },
}

enum Target {
    Address(String),
    Article(String, Option<String>),
}

impl Reader<'_> {
    /// Everything up to the end of the line's element, which is left for the caller.
    ///
    /// It does not call itself: strangers' texts have stresses inside each other by the
    /// thousand.
    pub(super) fn line(&mut self) -> Vec<Inline> {
        let mut open: Vec<(Frame, Vec<Inline>)> = Vec::new();
        let mut line: Vec<Inline> = Vec::new();
        let first = self.events.peek().map_or(0..0, |(_, range)| range.clone());
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            match event {
                Event::Text(text) => put_words(&mut line, &text),
                Event::Code(code) => put_code(&mut line, &code),
                Event::SoftBreak if is_unspaced(&line) => {}
                Event::SoftBreak => put_words(&mut line, " "),
                Event::HardBreak => put_words(&mut line, "\n"),
                Event::InlineHtml(html) => self.html(&html, &range),
                Event::Start(tag) => {
                    let frame = match open.len() < MAX_FRAMES {
                        true => self.frame(tag, &range),
                        false => Frame::Bare,
                    };
                    open.push((frame, std::mem::take(&mut line)));
                }
                Event::End(_) => {
                    let Some((frame, outer)) = open.pop() else { break };
                    let inner = std::mem::replace(&mut line, outer);
                    self.close(frame, inner, &mut line);
                }
                _ => {}
            }
        }
        let count = words(&line).chars().count();
        if count > MAX_TEXT {
            let what = format!("{count} characters in one piece, of which {MAX_TEXT} are allowed");
            self.report(&first, &what, "make paragraphs of it, with empty lines between them");
            line.clear();
        }
        self.bounded(&mut line, MAX_BLOCKS, (&first, "pieces in a line"));
        line
    }

    fn frame(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Frame {
        match tag {
            Tag::Emphasis => Frame::Emphasis,
            Tag::Strong => Frame::Strong,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                let target = self.target(&format!("mailto:{dest_url}"), range);
                Frame::Link(target, range.clone())
            }
            Tag::Link { dest_url, .. } => {
                let target = self.target(&dest_url, range);
                Frame::Link(target, range.clone())
            }
            Tag::Image { dest_url, title, .. } => Frame::Picture {
                address: dest_url.to_string(),
                caption: title.chars().filter(|letter| !letter.is_control()).collect(),
                span: range.clone(),
            },
            _ => Frame::Bare,
        }
    }

    fn close(&mut self, frame: Frame, inner: Vec<Inline>, line: &mut Vec<Inline>) {
        let mut inner = inner;
        self.bounded(&mut inner, MAX_BLOCKS, (&(0..0), "pieces in a line"));
        let is_empty = words(&inner).trim().is_empty();
        match frame {
            Frame::Emphasis if !inner.is_empty() => line.push(Inline::Emphasis { emphasis: inner }),
            Frame::Strong if !inner.is_empty() => line.push(Inline::Strong { strong: inner }),
            Frame::Link(_, span) if is_empty => {
                let help = "write between the square brackets what a visitor finds there";
                self.report(&span, "a link without words", help);
            }
            Frame::Link(Some(Target::Address(link)), _) => {
                line.push(Inline::Link { link, text: inner });
            }
            Frame::Link(Some(Target::Article(article, heading)), _) => {
                line.push(Inline::Mention { article, heading, text: inner });
            }
            Frame::Picture { address, caption, span } => {
                let alt = words(&inner).replace('\n', " ");
                self.pictures.push(Picture { address, caption, alt, span });
            }
            _ => inner.into_iter().for_each(|one| put(line, one)),
        }
    }

    /// Where a link leads; none where it may not, which is reported.
    fn target(&mut self, written: &str, range: &Range<usize>) -> Option<Target> {
        let place = self.place(range, written);
        let other = match link::heading(written) {
            Some(heading) => Some((self.origin.id, Some(heading))),
            None => link::mention(written).map(|(file, heading)| (of_file(file).0, heading)),
        };
        if let Some((article, heading)) = other {
            let mention = Mention {
                article: article.to_owned(),
                heading: heading.map(str::to_owned),
                span: place,
            };
            let target = Target::Article(mention.article.clone(), mention.heading.clone());
            self.body.mentions.push(mention);
            return Some(target);
        }
        match link::address(written) {
            Ok(address) => {
                if self.origin.site.lacks(&address) {
                    let help = "write the path of a page that is there";
                    self.report(&place, "a link to a page that the shop does not have", help);
                }
                Some(Target::Address(address))
            }
            Err(fault) => {
                self.fault(&place, fault);
                None
            }
        }
    }
}

/// Adds words, to those before them where there are some.
fn put_words(line: &mut Vec<Inline>, text: &str) {
    let seen = text.chars().filter(|&letter| is_seen(letter)).map(|letter| match letter {
        '\t' => ' ',
        letter => letter,
    });
    match line.last_mut() {
        Some(Inline::Words(words)) => words.extend(seen),
        _ => {
            let words: String = seen.collect();
            if !words.is_empty() {
                line.push(Inline::Words(words));
            }
        }
    }
}

fn put(line: &mut Vec<Inline>, one: Inline) {
    match one {
        Inline::Words(words) => put_words(line, &words),
        other => line.push(other),
    }
}

fn put_code(line: &mut Vec<Inline>, code: &str) {
    let literal: String = code.chars().filter(|letter| !letter.is_control()).collect();
    if !literal.is_empty() {
        line.push(Inline::Literal { literal });
    }
}

/// Whether what was written last is of a script without spaces between words, where the end
/// of a line in the file is none in the text.
fn is_unspaced(line: &[Inline]) -> bool {
    let last = match line.last() {
        Some(Inline::Words(words)) => words.chars().next_back(),
        _ => None,
    };
    matches!(
        last,
        Some('\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
    )
}
