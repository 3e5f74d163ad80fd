//! Pictures.

use super::Reader;
use crate::content::link;
use crate::content::site::Unknown;
use crate::content::tree::{Block, Image};
use std::ops::Range;
use usher_schema::content::MAX_SUMMARY;

/// A picture as it was written.
pub(super) struct Picture {
    pub(super) address: String,
    pub(super) caption: String,
    pub(super) alt: String,
    pub(super) span: Range<usize>,
}

impl Reader<'_> {
    pub(super) fn no_pictures(&mut self, pictures: Vec<Picture>) {
        for picture in pictures {
            let help = "put it into a paragraph of its own, between empty lines";
            self.report(&picture.span, "a picture beside words", help);
        }
    }

    pub(super) fn image(&mut self, picture: Picture) -> Option<Block> {
        let Picture { address, caption, alt, span } = picture;
        let (alt, caption) = (alt.trim().to_owned(), caption.trim().to_owned());
        if alt.is_empty() {
            let help = "write what it shows: ![A tin of matt paint](/images/tin.jpg)";
            self.report(&span, "a picture without words, for who cannot see it", help);
            return None;
        }
        if alt.chars().count().max(caption.chars().count()) > MAX_SUMMARY {
            let help = "say it shorter; the text around it has room for more";
            self.report(&span, "more than 300 characters about a picture", help);
            return None;
        }
        let place = self.place(&span, &address);
        let (address, written) = link::sized(&address);
        let image = match link::picture(address) {
            Ok(image) => image,
            Err(fault) => {
                self.fault(&place, fault);
                return None;
            }
        };
        let known = self.origin.site.size(&image);
        let size = match (written, known) {
            (_, Err(Unknown::Missing)) => None,
            (Some(size), _) | (None, Ok(size)) => Some(size),
            (None, Err(_)) => None,
        };
        let Some((width, height)) = size else {
            let (what, help) = unknown(known.err().unwrap_or(Unknown::Elsewhere));
            self.report(&place, what, help);
            return None;
        };
        let caption = Some(caption).filter(|caption| !caption.is_empty());
        Some(Block::Image(Image { image, alt, width, height, caption }))
    }
}

const fn unknown(why: Unknown) -> (&'static str, &'static str) {
    match why {
        Unknown::Missing => {
            ("no such picture in the shop", "put it there, or write the path it is served at")
        }
        Unknown::Unread => (
            "a picture that does not say its size",
            "write width and height behind its address: /images/tin.svg#640x480",
        ),
        Unknown::Elsewhere => (
            "a picture of unknown size, for which no room can be left",
            "write width and height behind its address, /images/tin.jpg#640x480, or name the \
             folder the shop is served from with --site",
        ),
    }
}
