//! What people see on a page: its heading, what buys, what belongs to other things.

use std::cell::RefCell;

use crate::markup::{At, Markup, key, names};
use crate::phrases::{ASIDE_NAMES, BUY, BUY_ALONE, BUY_NAMES, TITLE_NAMES};
use crate::wording::{has_phrase, is_phrase, named, spaced};

/// Most headings and controls that are kept.
const MAX_KEPT: usize = 60;

/// Least nodes of a part about something else; smaller ones are named after what
/// they are made of, not after what they are about (`slider-price`).
const MIN_ASIDE: usize = 12;

/// What stands out on a page.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    /// The page.
    pub(crate) page: &'a Markup,
    /// Place and words of each `h1` with words, outside of asides first.
    pub(crate) headings: Vec<(At, String)>,
    /// The same of what is named like the name of a product, for pages without `h1`.
    pub(crate) names: Vec<(At, String)>,
    /// What puts something into the cart, outside of asides.
    pub(crate) buys: Vec<At>,
    /// The same anywhere.
    pub(crate) all_buys: usize,
    /// Whether each element belongs to something else: 0 is not known yet.
    asides: RefCell<Vec<u8>>,
}

impl<'a> Scene<'a> {
    /// Looks the page over.
    #[must_use]
    pub(crate) fn read(page: &'a Markup) -> Self {
        let mut scene = Self {
            page,
            headings: Vec::new(),
            names: Vec::new(),
            buys: Vec::new(),
            all_buys: 0,
            asides: RefCell::new(vec![0; page.len()]),
        };
        for at in 0..page.len() {
            match page.name(at) {
                "h1" if scene.headings.len() < MAX_KEPT => {
                    let words = page.words(at, 300);
                    if !words.is_empty() {
                        scene.headings.push((at, words));
                    }
                }
                "button" | "input" | "a" | "form" if scene.all_buys < 500 && scene.is_buy(at) => {
                    scene.all_buys += 1;
                    if scene.buys.len() < MAX_KEPT && !scene.is_aside(at) {
                        scene.buys.push(at);
                    }
                }
                "div" | "span" | "h2" | "h3" | "p" | "strong" if scene.names.len() < MAX_KEPT => {
                    let class = page.raw(at, const { key("class") }).unwrap_or_default();
                    let is_small = !class.is_empty() && page.end(at) - at < 5;
                    if is_small && has_phrase(&named(class), TITLE_NAMES) && !scene.is_aside(at) {
                        scene.names.push((at, page.words(at, 300)));
                    }
                }
                _ => {}
            }
        }
        let mut headings = std::mem::take(&mut scene.headings);
        headings.sort_by_key(|(at, _)| scene.is_aside(*at));
        scene.headings = headings;
        scene
    }

    /// Whether an element puts a product into the cart: by its words or its names.
    fn is_buy(&self, at: At) -> bool {
        let page = self.page;
        let kind = page.raw(at, const { key("type") }).unwrap_or_default();
        let is_button = match page.name(at) {
            "input" => matches!(kind, "submit" | "button" | "image"),
            "form" => {
                let action = named(page.raw(at, const { key("action") }).unwrap_or_default());
                return has_phrase(
                    &action,
                    "cart add|add to cart|addtocart|basket add|add item|cart addtocart",
                );
            }
            _ => true,
        };
        if !is_button {
            return false;
        }
        let said = match page.name(at) {
            "input" => {
                page.attribute(at, const { key("value") })
                    + " "
                    + &page.attribute(at, const { key("alt") })
            }
            _ => page.words(at, 60),
        };
        let said = if said.trim().is_empty() {
            page.attribute(at, const { key("aria-label") })
        } else {
            said
        };
        let words = spaced(&said);
        let count = words.split_ascii_whitespace().count();
        let is_link = page.is(at, const { names("a") });
        let is_said = count <= 6 && (has_phrase(&words, BUY) || is_phrase(&words, BUY_ALONE));
        is_said || (count <= 8 && has_phrase(&page.names(at), BUY_NAMES) && !is_link)
    }

    /// Whether an element lies in a part of the page about something else.
    #[must_use]
    pub(crate) fn is_aside(&self, at: At) -> bool {
        if let Some(known) = self.asides.borrow().get(at).filter(|known| **known > 0) {
            return *known == 2;
        }
        let page = self.page;
        let is_own = page.is(at, const { names("nav footer aside") })
            || (page.end(at) - at > MIN_ASIDE
                && !page.is(at, const { names("html body main h1") })
                && is_aside_name(
                    page.raw(at, const { key("class") }).unwrap_or_default(),
                    page.raw(at, const { key("id") }).unwrap_or_default(),
                ));
        let is_aside = is_own || page.parent(at).is_some_and(|around| self.is_aside(around));
        if let Some(place) = self.asides.borrow_mut().get_mut(at) {
            *place = if is_aside { 2 } else { 1 };
        }
        is_aside
    }

    /// The element around a text, or the element itself.
    #[must_use]
    pub(crate) fn element(&self, at: At) -> At {
        if self.page.is_text(at) { self.page.parent(at).unwrap_or(at) } else { at }
    }

    /// The element and those around it, innermost first.
    pub(crate) fn around(&self, at: At) -> impl Iterator<Item = At> + '_ {
        std::iter::successors(Some(at), |at| self.page.parent(*at))
    }
}

/// Whether class and id name a part about something else. Each name of the class
/// counts by itself, and long ones say what the page is made of, not what it is.
fn is_aside_name(class: &str, id: &str) -> bool {
    class
        .split_ascii_whitespace()
        .take(8)
        .chain([id])
        .any(|name| name.len() <= 40 && !name.is_empty() && has_phrase(&named(name), ASIDE_NAMES))
}
