//! The page's markup as a flat tree.
//!
//! The browser wrote the markup itself (`outerHTML`), so it is well formed:
//! every element is closed, every attribute quoted. A shell hands it over piece by
//! piece, so that no piece takes long. What does not fit is passed over; nothing here
//! can fail.

use crate::parting::{place_of, without_end};
use crate::vocabulary::{NAMES, Names, UNKNOWN, key_of, names, number_of};

/// Most elements and texts that are kept; the page after that is not read.
/// The largest page among those we measure with has 20,000.
const MAX_NODES: usize = 40_000;

/// Elements without content.
const VOID: Names = names("area base br col embed hr img input link meta param source track wbr");

/// Elements whose content is text to the parser.
const RAW: Names =
    names("script style textarea title noscript xmp iframe noembed noframes svg template");

/// Part of the markup, in bytes.
type Span = (u32, u32);

/// An element or a text.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Number of the element's name; 0 for a text.
    name: u8,
    /// Whether a blank stands before it.
    is_spaced: bool,
    /// The text; for an element where its attributes begin and end in the list of them.
    content: Span,
    parent: u32,
    /// Where what lies inside ends.
    end: u32,
}

/// Number of a node, in the order of the page.
pub type At = usize;

/// The markup of a page, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    text: String,
    nodes: Vec<Node>,
    attributes: Vec<(u8, Span)>,
    open: Vec<u32>,
    /// Whether only a blank was read since the last node.
    is_spaced: bool,
}

impl Markup {
    /// Adds a piece of markup: whole tags, in the order of the page.
    pub fn push(&mut self, piece: &str) {
        let start = self.text.len();
        self.text.push_str(piece);
        let mut at = start;
        while let Some(next) = self.token(at) {
            at = next;
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Name of an element; empty for a text and for one that is not told apart.
    #[must_use]
    pub fn name(&self, at: At) -> &'static str {
        let number = self.number(at);
        NAMES.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// Whether a node is one of these elements.
    #[must_use]
    pub(crate) fn is(&self, at: At, names: Names) -> bool {
        let number = self.number(at);
        number > 0 && names & (1 << number) != 0
    }

    /// Whether a node is a text.
    #[must_use]
    pub fn is_text(&self, at: At) -> bool {
        self.number(at) == 0
    }

    fn number(&self, at: At) -> u8 {
        self.nodes.get(at).map_or(UNKNOWN, |node| node.name)
    }

    /// Text of a text node, as written; empty for an element.
    #[must_use]
    pub fn content(&self, at: At) -> &str {
        match self.nodes.get(at) {
            Some(node) if node.name == 0 => self.part(node.content),
            _ => "",
        }
    }

    /// Whether a blank stands before a node: one between two words that lie in
    /// elements of their own is no node itself.
    #[must_use]
    pub(crate) fn is_spaced(&self, at: At) -> bool {
        self.nodes.get(at).is_some_and(|node| node.is_spaced)
    }

    /// The element around; none around the outermost.
    #[must_use]
    pub fn parent(&self, at: At) -> Option<At> {
        let parent = self.nodes.get(at)?.parent as At;
        (parent != at).then_some(parent)
    }

    /// The first node after everything inside this one.
    #[must_use]
    pub fn end(&self, at: At) -> At {
        self.nodes.get(at).map_or(at, |node| (node.end as At).max(at + 1))
    }

    /// An attribute as written, by its [`key`]; none where it is missing.
    #[must_use]
    pub(crate) fn raw(&self, at: At, key: u8) -> Option<&str> {
        let node = self.nodes.get(at).filter(|node| node.name > 0)?;
        let (start, end) = node.content;
        let own = self.attributes.get(start as usize..end as usize)?;
        let found = own.iter().find(|(known, _)| *known == key)?;
        Some(self.part(found.1))
    }

    fn part(&self, (start, end): Span) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Reads one tag or text; returns where the next begins.
    fn token(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if rest.is_empty() || self.nodes.len() >= MAX_NODES {
            return None;
        }
        if !rest.starts_with('<') {
            let end = rest.bytes().position(|byte| byte == b'<').unwrap_or(rest.len());
            let is_blank = rest.get(..end)?.bytes().all(|byte| byte <= b' ');
            if is_blank {
                self.is_spaced = true;
            } else {
                self.add(0, (at, at + end));
            }
            return Some(at + end);
        }
        if rest.starts_with("<!--") {
            return Some(
                place_of(rest.get(4..)?, "-->").map_or(self.text.len(), |end| at + end + 7),
            );
        }
        let end = tag_end(rest);
        let inside = without_end(rest.get(1..end)?, "/");
        let is_closing = inside.starts_with('/');
        let name_start = 1 + usize::from(is_closing);
        let length =
            inside.bytes().skip(usize::from(is_closing)).take_while(|byte| is_name(*byte)).count();
        let name = (at + name_start, at + name_start + length);
        let after = at + end + 1;
        if length == 0 {
            return Some(after);
        }
        if is_closing {
            self.close(name);
            return Some(after);
        }
        self.add_element(name, (name.1, at + 1 + inside.len()), after)
    }

    fn add_element(
        &mut self,
        name: (usize, usize),
        attributes: (usize, usize),
        after: usize,
    ) -> Option<usize> {
        let number = number_of(&NAMES, self.text.get(name.0..name.1)?);
        let first = self.attributes.len();
        self.keep_attributes(attributes.0, attributes.1);
        let node = self.add(number, (first, self.attributes.len()));
        let is_one_of = |names: Names| names & (1 << number) != 0;
        if is_one_of(VOID) {
            return Some(after);
        }
        if !is_one_of(RAW) {
            self.open.push(node);
            return Some(after);
        }
        let rest = self.text.get(after..)?;
        let (end, next) = raw_end(rest, self.text.get(name.0..name.1)?);
        if end > 0 && !is_one_of(names("svg")) {
            self.open.push(node);
            self.add(0, (after, after + end));
            self.open.pop();
        }
        self.settle(node);
        Some(after + next)
    }

    fn keep_attributes(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(rest) = self.text.get(at..end) {
            let Some((key, value, next)) = next_attribute(rest) else { return };
            let number = key_of(rest.get(key.0..key.1).unwrap_or_default());
            if number != UNKNOWN {
                let span = ((at + value.0) as u32, (at + value.1) as u32);
                self.attributes.push((number, span));
            }
            at += next;
        }
    }

    fn add(&mut self, name: u8, content: (usize, usize)) -> u32 {
        let number = self.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(number);
        let content = (content.0 as u32, content.1 as u32);
        let is_spaced = core::mem::take(&mut self.is_spaced);
        let node = Node { name, is_spaced, content, parent, end: number + 1 };
        self.nodes.push(node);
        number
    }

    /// Closes the innermost open element of this name, and what is open in it.
    fn close(&mut self, name: (usize, usize)) {
        let Some(name) = self.text.get(name.0..name.1) else { return };
        // Elements that are not told apart close each other, which harms nothing.
        let number = number_of(&NAMES, name);
        let is_same = |open: &&u32| self.number(**open as At) == number;
        let Some(place) = self.open.iter().rev().position(|open| is_same(&open)) else { return };
        for _ in 0..=place {
            if let Some(number) = self.open.pop() {
                self.settle(number);
            }
        }
    }

    fn settle(&mut self, number: u32) {
        let end = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(number as usize) {
            node.end = end;
        }
    }

    /// Closes what is still open; when the last piece was pushed.
    pub fn finish(&mut self) {
        while let Some(number) = self.open.pop() {
            self.settle(number);
        }
    }
}

/// Where raw text ends, and where its closing tag ends.
fn raw_end(rest: &str, name: &str) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(place) = bytes.get(from..).and_then(|rest| rest.iter().position(|b| *b == b'<'))
    {
        let at = from + place;
        let closing = bytes.get(at + 2..at + 2 + name.len()).unwrap_or_default();
        if bytes.get(at + 1) == Some(&b'/') && closing.eq_ignore_ascii_case(name.as_bytes()) {
            let close = rest.get(at..).map_or(0, tag_end);
            return (at, at + close + 1);
        }
        from = at + 1;
    }
    (rest.len(), rest.len())
}

/// Where a tag ends: its `>`, outside of quotes.
fn tag_end(rest: &str) -> usize {
    let mut quote = 0;
    let mut is_value = false;
    for (place, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' | b'\'' if quote == 0 && is_value => quote = byte,
            _ if quote == byte => quote = 0,
            _ if quote != 0 => {}
            b'>' => return place,
            _ => {}
        }
        if byte > b' ' {
            is_value = byte == b'=';
        }
    }
    rest.len()
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_')
}

/// A part of a text, by its bytes.
type Part = (usize, usize);

/// The next attribute: where its name and its value are, and where the next begins.
fn next_attribute(text: &str) -> Option<(Part, Part, usize)> {
    let bytes = text.as_bytes();
    let skip = |mut at: usize, is: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| is(*byte)) {
            at += 1;
        }
        at
    };
    let start = skip(0, |byte| byte <= b' ' || byte == b'/');
    let end = skip(start, |byte| byte > b' ' && byte != b'=');
    if start == end && end >= bytes.len() {
        return None;
    }
    let equals = skip(end, |byte| byte <= b' ');
    if bytes.get(equals) != Some(&b'=') {
        return Some(((start, end), (end, end), end.max(1)));
    }
    let value = skip(equals + 1, |byte| byte <= b' ');
    match bytes.get(value) {
        Some(quote @ (b'"' | b'\'')) => {
            let from = value + 1;
            let length = bytes.get(from..)?.iter().position(|byte| byte == quote);
            let to = length.map_or(bytes.len(), |length| from + length);
            Some(((start, end), (from, to), to + 1))
        }
        _ => {
            let to = skip(value, |byte| byte > b' ');
            Some(((start, end), (value, to), to.max(equals + 1)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;
    use crate::vocabulary::key;

    fn shape(text: &str) -> String {
        let mut markup = Markup::default();
        markup.push(text);
        markup.finish();
        let mut shape = String::new();
        for at in 0..markup.len() {
            let name = markup.name(at);
            let shown = if name.is_empty() { markup.content(at) } else { name };
            shape.push_str(&format!("{at}:{shown}..{} ", markup.end(at)));
        }
        shape.trim_end().to_owned()
    }

    #[test]
    fn elements_hold_what_lies_inside() {
        assert_eq!(
            shape("<div><p>a<br>b</p></div>c"),
            "0:div..5 1:p..5 2:a..3 3:br..4 4:b..5 5:c..6"
        );
    }

    #[test]
    fn scripts_are_text() {
        assert_eq!(
            shape("<script>if (a<b) '</p>'</script>x"),
            "0:script..2 1:if (a<b) '</p>'..2 2:x..3"
        );
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let mut markup = Markup::default();
        markup.push("<a href=\"x?a>b\" class='k l' hidden alt=3 />");
        assert_eq!(markup.raw(0, key("href")), Some("x?a>b"));
        assert_eq!(markup.raw(0, key("class")), Some("k l"));
        assert_eq!(markup.raw(0, key("hidden")), Some(""));
        assert_eq!(markup.raw(0, key("alt")), Some("3"));
        assert_eq!(markup.raw(0, key("id")), None);
    }

    #[test]
    fn what_is_broken_is_passed_over() {
        for text in [
            "<",
            "<a",
            "</",
            "</x>",
            "<!--",
            "<a href=\"",
            "<script>",
            "<>",
            "<a><b></a>",
            "<svg><g/>",
        ] {
            let _: String = shape(text);
        }
    }
}
