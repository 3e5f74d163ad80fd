//! The page's markup as a flat tree.
//!
//! The browser wrote the markup itself (`outerHTML`), so it is well formed:
//! every element is closed, every attribute quoted. A shell hands it over piece by
//! piece, so that no piece takes long. What does not fit is passed over; nothing here
//! can fail.

/// Most elements and texts that are kept; the page after that is not read.
/// The largest page among those we measure with has 20,000.
const MAX_NODES: usize = 40_000;

/// Elements without content.
const VOID: &str = "area base br col embed hr img input link meta param source track wbr";

/// Elements whose content is text to the parser.
const RAW: &str = "script style textarea title noscript xmp iframe noembed noframes svg template";

/// Part of the markup, in bytes.
type Span = (u32, u32);

/// An element or a text.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Name of the element; empty for a text.
    name: Span,
    /// Attributes of the element, or the text itself.
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
    open: Vec<u32>,
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

    /// Name of an element in lower case; empty for a text.
    #[must_use]
    pub fn name(&self, at: At) -> &str {
        self.nodes.get(at).map_or("", |node| self.part(node.name))
    }

    /// Text of a text node, or all attributes of an element, as written.
    #[must_use]
    pub fn content(&self, at: At) -> &str {
        self.nodes.get(at).map_or("", |node| self.part(node.content))
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

    /// An attribute as written; none where it is missing.
    #[must_use]
    pub fn raw(&self, at: At, name: &str) -> Option<&str> {
        if self.name(at).is_empty() {
            return None;
        }
        let mut rest = self.content(at);
        while let Some((key, value, more)) = next_attribute(rest) {
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = more;
        }
        None
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
            if !is_blank {
                self.add((0, 0), (at, at + end));
            }
            return Some(at + end);
        }
        if rest.starts_with("<!--") {
            return Some(rest.get(4..)?.find("-->").map_or(self.text.len(), |end| at + end + 7));
        }
        let end = tag_end(rest);
        let inside = rest.get(1..end)?.trim_end_matches('/');
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
        let own = self.text.get(name.0..name.1)?.to_owned();
        let is_one_of =
            |names: &str| names.split(' ').any(|known| known.eq_ignore_ascii_case(&own));
        let number = self.add(name, attributes);
        if is_one_of(VOID) {
            return Some(after);
        }
        if !is_one_of(RAW) {
            self.open.push(number);
            return Some(after);
        }
        let rest = self.text.get(after..)?;
        let (end, next) = raw_end(rest, &own);
        if end > 0 && own != "svg" {
            self.open.push(number);
            self.add((0, 0), (after, after + end));
            self.open.pop();
        }
        self.settle(number);
        Some(after + next)
    }

    fn add(&mut self, name: (usize, usize), content: (usize, usize)) -> u32 {
        let number = self.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(number);
        let span = |(start, end): (usize, usize)| (start as u32, end as u32);
        let node = Node { name: span(name), content: span(content), parent, end: number + 1 };
        self.nodes.push(node);
        number
    }

    /// Closes the innermost open element of this name, and what is open in it.
    fn close(&mut self, name: (usize, usize)) {
        let Some(name) = self.text.get(name.0..name.1) else { return };
        let is_same = |open: &&u32| self.name(**open as At).eq_ignore_ascii_case(name);
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

/// The next attribute: name, value, and what follows.
fn next_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start_matches(|letter: char| letter <= ' ' || letter == '/');
    let end = text.bytes().position(|byte| byte <= b' ' || byte == b'=').unwrap_or(text.len());
    let key = text.get(..end).filter(|key| !key.is_empty())?;
    let rest = text.get(end..)?;
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        return Some((key, "", rest));
    };
    let value = value.trim_ascii_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let value = if quote.is_some() { value.get(1..)? } else { value };
    let is_end = |letter: char| quote.map_or(letter <= ' ', |quote| letter == quote);
    let end = value.find(is_end).unwrap_or(value.len());
    let after = end + usize::from(quote.is_some());
    Some((key, value.get(..end)?, value.get(after..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::Markup;

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
        markup.push("<a href=\"x?a>b\" class='k l' hidden data-n=3 />");
        assert_eq!(markup.raw(0, "href"), Some("x?a>b"));
        assert_eq!(markup.raw(0, "class"), Some("k l"));
        assert_eq!(markup.raw(0, "hidden"), Some(""));
        assert_eq!(markup.raw(0, "data-n"), Some("3"));
        assert_eq!(markup.raw(0, "id"), None);
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
