//! Headings, their names in links, and what they are about on the page.

use super::Reader;
use crate::content::name::slug;
use crate::content::tree::Block;
use pulldown_cmark::{CowStr, HeadingLevel};
use std::ops::Range;
use usher_schema::content::MAX_TITLE;

/// What is written behind a heading in braces.
pub(super) struct Marks {
    id: Option<String>,
    key: Option<String>,
    is_odd: bool,
}

impl Marks {
    pub(super) fn of(
        id: Option<CowStr<'_>>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
    ) -> Self {
        Self {
            id: id.map(|id| id.to_string()),
            key: key_of(attributes),
            is_odd: !classes.is_empty() || attributes.iter().any(|(name, _)| &**name != KEY),
        }
    }
}

/// The attribute of the page's elements by which a step finds its own.
const KEY: &str = "data-usher";

fn key_of(attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> Option<String> {
    let value = attributes.iter().find(|(name, _)| &**name == KEY)?.1.as_deref();
    Some(value.unwrap_or_default().trim_matches('"').to_owned())
}

impl Reader<'_> {
    pub(super) fn heading(
        &mut self,
        (level, marks): (HeadingLevel, Marks),
        range: &Range<usize>,
        (depth, out): (usize, &mut Vec<Block>),
    ) {
        let heading = self.words(range, "a heading");
        let level: u8 = match level {
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H1 => {
                let help = "the title stands in the front matter; write ## or ### here";
                return self.report(range, "a second title", help);
            }
            _ => return self.report(range, "a heading of a fourth level", "write ### instead"),
        };
        if depth > 0 {
            return self.report(
                range,
                "a heading inside a list or quote",
                "move it out, or write **words**",
            );
        }
        let count = heading.chars().count();
        if count == 0 || count > MAX_TITLE {
            let what = format!("a heading of {count} characters; it may have 1 to {MAX_TITLE}");
            return self.report(range, &what, "say in a few words what stands below it");
        }
        if marks.is_odd {
            let help = "{#name} names it in links, {data-usher=key} the element a step is about";
            self.report(range, "something a heading does not have", help);
        }
        let id = self.named(&heading, marks.id, range);
        self.body.headings.insert(id.clone(), range.clone());
        if let Some(key) = marks.key {
            let is_right = (1..=MAX_TITLE).contains(&key.chars().count());
            match is_right && !key.chars().any(char::is_control) {
                true => {
                    self.body.keys.insert(id.clone(), (key, range.clone()));
                }
                false => {
                    self.report(range, "an empty or long key", "write {data-usher=size-guide}")
                }
            }
        }
        out.push(Block::Heading { heading, level, id });
    }

    /// A name in links that no other heading has.
    fn named(&mut self, heading: &str, chosen: Option<String>, range: &Range<usize>) -> String {
        if let Some(chosen) = chosen {
            let plain = slug(&chosen);
            if plain != chosen {
                let help = format!("write {{#{plain}}}");
                self.report(
                    range,
                    "a name with other signs than letters, digits and hyphens",
                    &help,
                );
            } else if self.named.insert(chosen.clone()) {
                return chosen;
            } else {
                let help = "choose another: a link to it would lead to the first";
                self.report(range, "a name that an earlier heading has", help);
            }
        }
        let slug = slug(heading);
        let mut id = slug.clone();
        for number in 2.. {
            if self.named.insert(id.clone()) {
                break;
            }
            id = format!("{slug}-{number}");
        }
        id
    }
}
