//! Which addresses an article may lead to, and which pictures it may show.
//!
//! What is let through is what the parser made of the address, not what was written: a
//! browser reads a tab inside `java\tscript:`, a backslash and full-width letters its own
//! way, and then there are two opinions about one address.

use url::{Position, Url};
use usher_schema::content::{MAX_ADDRESS, MAX_SIDE};

/// Stands for the shop while an address is parsed; nobody can own it (RFC 2606).
const SHOP: &str = "https://shop.invalid/";

/// What is wrong with an address, and how to put it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: &'static str,
    /// How to put it right.
    pub help: &'static str,
}

const fn fault<T>(what: &'static str, help: &'static str) -> Result<T, Fault> {
    Err(Fault { what, help })
}

/// Where a link leads: a path of the shop, or an https, mailto or tel address.
///
/// Errors: any other address, and one that is not the same to every reader.
pub fn address(written: &str) -> Result<String, Fault> {
    let parsed = match parsed(written)? {
        Address::Path(path) => return Ok(path),
        Address::Whole(parsed) => parsed,
    };
    match parsed.scheme() {
        "https" | "mailto" | "tel" => Ok(parsed.into()),
        "http" => fault(
            "a link without encryption",
            "write https://, or the path alone for a page of the shop, such as /returns",
        ),
        _ => fault(
            "no address that an article may lead to",
            "links lead to pages of the shop (/returns), to https:, mailto: and tel: addresses, \
             and to other articles (returns.md)",
        ),
    }
}

/// Where a picture is: a path of the shop or an https address.
///
/// Errors: any other address, and one that is not the same to every reader.
pub fn picture(written: &str) -> Result<String, Fault> {
    match parsed(written)? {
        Address::Path(path) => Ok(path),
        Address::Whole(parsed) if parsed.scheme() == "https" => Ok(parsed.into()),
        Address::Whole(_) => fault(
            "no address that a picture may have",
            "write the path the shop serves it at, such as /images/tin.jpg, or an https address",
        ),
    }
}

/// A picture's address and the size written behind it: `/tin.svg#640x480`.
#[must_use]
pub fn sized(written: &str) -> (&str, Option<(u32, u32)>) {
    let size = written.rsplit_once('#').and_then(|(address, size)| {
        let (width, height) = size.split_once('x')?;
        let side = |text: &str| text.parse().ok().filter(|side| (1..=MAX_SIDE).contains(side));
        Some((address, (side(width)?, side(height)?)))
    });
    size.map_or((written, None), |(address, size)| (address, Some(size)))
}

/// Another article: its file's name, and a heading in it.
///
/// None where the address is not one of a Markdown file beside this one.
#[must_use]
pub fn mention(written: &str) -> Option<(&str, Option<&str>)> {
    let (path, heading) = match written.split_once('#') {
        Some((path, heading)) => (path, Some(heading).filter(|heading| !heading.is_empty())),
        None => (written, None),
    };
    let is_outside = path.starts_with('/') || path.contains([':', '\\']);
    let is_odd = is_outside || written.chars().any(is_unseen);
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").filter(|_| !is_odd).map(|file| (file, heading))
}

/// A heading of the same article: `#mixed`.
#[must_use]
pub fn heading(written: &str) -> Option<&str> {
    written.strip_prefix('#').filter(|heading| !heading.chars().any(is_unseen))
}

enum Address {
    Path(String),
    Whole(Url),
}

fn parsed(written: &str) -> Result<Address, Fault> {
    if written.is_empty() {
        return fault("an address is missing", "write where to, in the round brackets");
    }
    if written.len() > MAX_ADDRESS {
        return fault("an address of more than 2,000 characters", "make it shorter");
    }
    if written.chars().any(is_unseen) {
        return fault(
            "a character in an address that nobody sees",
            "type the address anew, or write it percent-encoded",
        );
    }
    if written.contains('\\') {
        return fault("a backslash in an address", "write / between the parts of a path");
    }
    if written.starts_with('/') && !written.starts_with("//") {
        let shop = Url::parse(SHOP).and_then(|shop| shop.join(written));
        return match shop {
            // `/.//other` is a path that browsers would read as a host in the next step.
            Ok(url) if !url.path().starts_with("//") && is_short(&url) => {
                Ok(Address::Path(url[Position::BeforePath..].to_owned()))
            }
            _ => fault("no path of the shop", "write it from the first /, such as /help/returns"),
        };
    }
    let url = match Url::parse(written) {
        Ok(url) => url,
        Err(_) if written.starts_with("//") => {
            return fault("an address without its scheme", "write https: before it");
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return fault(
                "a path that depends on the page it stands on",
                "begin with /: an article is read on every page of the shop",
            );
        }
        Err(_) => return fault("no address", "write it as the address bar of a browser shows it"),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return fault(
            "a name before the host of an address",
            "take out what stands between // and @: it makes one shop look like another",
        );
    }
    match url.path().is_empty() || !is_short(&url) {
        true => fault("no address", "write what comes after the scheme, and not too long"),
        false => Ok(Address::Whole(url)),
    }
}

/// Percent-encoded, an address is longer than it was written.
fn is_short(url: &Url) -> bool {
    url.as_str().len() <= MAX_ADDRESS
}

/// Controls, spaces, and what changes the direction or width of the text around it.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_the_list_comes_through_as_it_was_parsed() {
        for (written, address_of) in [
            ("/returns", "/returns"),
            ("/a/../returns?x=1#y", "/returns?x=1#y"),
            ("HTTPS://Shop.Example/Ä", "https://shop.example/%C3%84"),
            ("https://bücher.example", "https://xn--bcher-kva.example/"),
            (
                "mailto:hello@shop.example?subject=Returns",
                "mailto:hello@shop.example?subject=Returns",
            ),
            ("tel:+358401234567", "tel:+358401234567"),
        ] {
            assert_eq!(address(written).as_deref(), Ok(address_of));
        }
    }

    #[test]
    fn what_is_not_on_the_list_is_refused_however_it_is_written() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<script>alert(1)</script>",
            "blob:https://shop.example/1",
            "file:///etc/passwd",
            "ftp://shop.example/",
            "http://shop.example/",
            "//evil.example/",
            "/\\evil.example/",
            "\\\\evil.example",
            "/.//evil.example",
            "https://shop.example@evil.example/",
            "https://evil.example/\u{202e}elpmaxe.pohs",
            "returns",
            "./returns",
            "?x",
            "mailto:",
            "",
        ] {
            assert!(address(written).is_err(), "{written:?} became {:?}", address(written));
            assert!(picture(written).is_err(), "{written:?} became {:?}", picture(written));
        }
        assert!(picture("mailto:a@b.example").is_err());
    }

    #[test]
    fn the_size_of_a_picture_is_read_from_behind_its_address() {
        assert_eq!(sized("/a.svg#640x480"), ("/a.svg", Some((640, 480))));
        for none in ["/a.svg", "/a.svg#room", "/a.svg#0x4", "/a.svg#4x99999", "/a.svg#x"] {
            assert_eq!(sized(none), (none, None));
        }
    }

    #[test]
    fn another_article_is_named_by_its_file() {
        assert_eq!(mention("returns.md"), Some(("returns", None)));
        assert_eq!(mention("../help/returns.de.md#mixed"), Some(("returns.de", Some("mixed"))));
        for none in [
            "returns.md#a\u{1}",
            "/returns.md",
            "https://shop.example/returns.md",
            "returns",
            "a.md/b",
        ] {
            assert_eq!(mention(none), None);
        }
    }
}
