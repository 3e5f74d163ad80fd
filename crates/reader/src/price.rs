//! The price people see: the amount that most likely is the one to pay.

use crate::amount::{self, Shown};
use crate::currency::Mark;
use crate::markup::{At, names};
use crate::phrases::{NOT_NOW, NOW, PRICE_NAMES};
use crate::scene::Scene;
use crate::wording::{has_phrase, spaced};

/// Most amounts that are looked at.
const MAX_CANDIDATES: usize = 400;

/// An amount on the page and how likely it is the price of the product.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What is shown.
    pub(crate) shown: Shown,
    /// Where.
    pub(crate) at: At,
    /// Higher is likelier.
    pub(crate) score: i32,
}

/// Every amount of the page that may be a price, the likeliest first.
#[must_use]
pub(crate) fn candidates(scene: &Scene<'_>, heading: Option<At>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let page = scene.page;
    let mut at = 0;
    while at < page.len() && found.len() < MAX_CANDIDATES {
        let text = page.content(at);
        let is_text = page.is_text(at);
        if is_text && text.len() < 400 && text.bytes().any(|byte| byte.is_ascii_digit()) {
            let holder = holder(scene, at);
            consider(&mut found, scene, holder, heading);
            at = page.end(holder).max(at + 1);
        } else if page
            .is(at, const { names("script style noscript template textarea select head") })
        {
            at = page.end(at);
        } else {
            at += 1;
        }
    }
    reward_repeats(&mut found);
    found.sort_by_key(|candidate| -candidate.score);
    found
}

/// The element that holds a whole price: one named so, or one with little else.
fn holder(scene: &Scene<'_>, at: At) -> At {
    let page = scene.page;
    let own = scene.element(at);
    let mut best = own;
    for around in scene.around(own).take(4) {
        let is_small = page.end(around) - around <= 14;
        if !is_small || page.is(around, const { names("body main form li tr td") }) {
            break;
        }
        let text = page.pieces(around, 80);
        if amount::shown(&text).len() > 1 || text.len() > 40 {
            break;
        }
        best = around;
    }
    best
}

fn consider(found: &mut Vec<Candidate>, scene: &Scene<'_>, at: At, heading: Option<At>) {
    let text = scene.page.pieces(at, 120);
    let is_named = is_named_price(scene, at);
    let all = amount::shown(&text);
    let count = all.len();
    for (place, shown) in all.into_iter().enumerate() {
        let is_price = shown.mark.is_some() || (is_named && count == 1);
        if !is_price || shown.amount.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
            continue;
        }
        let mut score = 20 * i32::from(shown.mark.is_some()) + 25 * i32::from(is_named);
        score -= 12 * (place as i32) + (text.len() as i32 / 12).min(20);
        score += by_names(scene, at, &text);
        score += by_place(scene, at, heading);
        found.push(Candidate { shown, at, score });
    }
}

fn is_named_price(scene: &Scene<'_>, at: At) -> bool {
    scene.around(at).take(3).any(|around| has_phrase(&scene.page.names(around), PRICE_NAMES))
}

/// What the names around say: the price now, an old one, or delivery.
fn by_names(scene: &Scene<'_>, at: At, text: &str) -> i32 {
    let page = scene.page;
    let mut score = 0;
    for (depth, around) in scene.around(at).take(4).enumerate() {
        let weight = if depth < 2 { 2 } else { 1 };
        let called = page.names(around);
        if has_phrase(&called, NOT_NOW) {
            score -= 14 * weight;
        } else if has_phrase(&called, NOW) {
            score += 6 * weight;
        }
        if page.is(around, const { names("del s strike") }) {
            score -= 60;
        }
        if page.is(around, const { names("h1 h2 option label small") }) {
            score -= 6;
        }
    }
    let words = spaced(text);
    if has_phrase(&words, NOT_NOW) {
        score -= 20;
    }
    score
}

/// Near the heading and before what buys is where the price stands.
fn by_place(scene: &Scene<'_>, at: At, heading: Option<At>) -> i32 {
    let mut score = 0;
    if scene.is_aside(at) {
        score -= 60;
    }
    if let Some(heading) = heading {
        let distance = if at >= heading { at - heading } else { 2 * (heading - at) };
        score += 25 - ((distance / 12) as i32).min(50);
    }
    let nearest = scene.buys.iter().map(|buy| at.abs_diff(*buy)).min();
    if let Some(distance) = nearest {
        score += 20 - ((distance / 12) as i32).min(25);
    }
    score
}

/// The price of a product is often written twice: above, and in a bar that stays.
fn reward_repeats(found: &mut [Candidate]) {
    let amounts: Vec<String> = found.iter().map(|known| known.shown.amount.clone()).collect();
    for candidate in found {
        let same = amounts.iter().filter(|amount| **amount == candidate.shown.amount).count();
        candidate.score += (same as i32 - 1).min(4) * 4;
    }
}

/// The sign most often seen beside amounts.
#[must_use]
pub(crate) fn usual_mark(found: &[Candidate]) -> Option<Mark> {
    let mut counts: Vec<(Mark, usize)> = Vec::new();
    for mark in found.iter().filter_map(|candidate| candidate.shown.mark) {
        match counts.iter_mut().find(|(known, _)| *known == mark) {
            Some((_, count)) => *count += 1,
            None => counts.push((mark, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(mark, _)| mark)
}

/// How many different parts of the page show a price: one on a product's own page,
/// many in a list.
#[must_use]
pub(crate) fn count_outside_asides(scene: &Scene<'_>, found: &[Candidate]) -> usize {
    found.iter().filter(|candidate| !scene.is_aside(candidate.at)).count()
}
