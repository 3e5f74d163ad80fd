//! A link to a page of the shop.

use super::icon::{ONWARD, icon};
use crate::ui::tag::{Tag, tag};

/// A line that leads to a page of the shop.
pub(in crate::ui) fn line(url: String, words: String) -> Tag {
    anchor("line", url).child(tag("span").words(words)).child(icon(ONWARD))
}

/// A name that leads to its page.
pub(in crate::ui) fn name(url: String, words: String) -> Tag {
    anchor("name", url).words(words)
}

/// An address that is not one of the web leads nowhere.
fn anchor(class: &'static str, url: String) -> Tag {
    let anchor = tag("a").class(class);
    if is_web(&url) { anchor.attr("href", url) } else { anchor }
}

/// Whether it is a path of this site or an address with `http` or `https`.
///
/// The address comes from the page; `javascript:` must not become a link of ours.
fn is_web(url: &str) -> bool {
    let is_path = url.starts_with('/') && !url.starts_with("//");
    is_path || url.starts_with("https://") || url.starts_with("http://")
}
