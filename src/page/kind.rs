//! What kind of page it is, from what it says, its path and its fields.
//!
//! Signs are bits. What a path is a sign of, and which signs make which kind,
//! are tables: a further sign or language is a row.

use usher_engine::{PageKind, PolicyKind};

use super::words::{
    ACCOUNT, ARTICLE, CART, CATEGORY, CHECKOUT, CONFIRMATION, CONTACT, DELIVERY, HELP,
    ORDER_STATUS, PAYMENT, PRIVACY, RETURNS, SEARCH, TERMS, WARRANTY, has_phrase, is_phrase,
    spaced,
};
use crate::pieces::{has_word, pieces};

/// What a page can show of its kind, one bit each.
pub(super) mod sign {
    /// There are fields for a card.
    pub(crate) const CARD_FIELDS: u32 = 1;
    /// There are fields for a delivery address.
    pub(crate) const ADDRESS_FIELDS: u32 = 1 << 1;
    /// JSON-LD describes one product.
    pub(crate) const PRODUCT: u32 = 1 << 2;
    /// The page calls itself a product elsewhere (Open Graph, microdata).
    pub(crate) const PRODUCT_MARKUP: u32 = 1 << 3;
    /// JSON-LD describes a list of products.
    pub(crate) const LIST: u32 = 1 << 4;
    /// Search results, by JSON-LD, path or query.
    pub(crate) const SEARCH: u32 = 1 << 5;
    /// An order, by JSON-LD or path.
    pub(crate) const ORDER: u32 = 1 << 6;
    /// JSON-LD calls it a page of questions.
    pub(crate) const QUESTIONS: u32 = 1 << 7;
    /// JSON-LD or the path call it a contact page.
    pub(crate) const CONTACT: u32 = 1 << 8;
    /// JSON-LD, Open Graph or the path call it an article.
    pub(crate) const ARTICLE: u32 = 1 << 9;
    // What follows only the path says.
    pub(super) const CONFIRMATION: u32 = 1 << 10;
    pub(super) const CHECKOUT: u32 = 1 << 11;
    pub(super) const PAYMENT: u32 = 1 << 12;
    pub(super) const CART: u32 = 1 << 13;
    pub(super) const ACCOUNT: u32 = 1 << 14;
    pub(super) const FRONT: u32 = 1 << 15;
    pub(super) const HELP: u32 = 1 << 16;
    pub(super) const CATEGORY: u32 = 1 << 17;
    pub(super) const RETURNS: u32 = 1 << 18;
    pub(super) const DELIVERY: u32 = 1 << 19;
    pub(super) const WARRANTY: u32 = 1 << 20;
    pub(super) const PRIVACY: u32 = 1 << 21;
    pub(super) const TERMS: u32 = 1 << 22;
    /// Any of the five before.
    pub(super) const POLICY: u32 = 1 << 23;
}

/// Where a phrase has to stand in the path.
#[derive(Clone, Copy)]
enum Place {
    /// It is a whole segment, so that a product named "shopping bag" is no cart.
    Segment,
    /// It occurs in the last segment.
    Last,
    /// It occurs anywhere, also across segments.
    Anywhere,
}

/// What phrases of a path are signs of.
const PATHS: &[(u32, Place, &str)] = &[
    (sign::CHECKOUT, Place::Segment, CHECKOUT),
    (sign::PAYMENT, Place::Segment, PAYMENT),
    (sign::CONFIRMATION, Place::Segment, CONFIRMATION),
    (sign::CONFIRMATION, Place::Anywhere, "checkout success|onepage success|order received"),
    (sign::CART, Place::Segment, CART),
    (sign::ACCOUNT, Place::Segment, ACCOUNT),
    (sign::ORDER, Place::Last, ORDER_STATUS),
    (sign::SEARCH, Place::Segment, SEARCH),
    (sign::CONTACT, Place::Segment, CONTACT),
    (sign::ARTICLE, Place::Segment, ARTICLE),
    (sign::HELP, Place::Last, HELP),
    (sign::HELP, Place::Segment, HELP),
    (sign::CATEGORY, Place::Segment, CATEGORY),
    (sign::RETURNS, Place::Last, RETURNS),
    (sign::DELIVERY, Place::Last, DELIVERY),
    (sign::WARRANTY, Place::Last, WARRANTY),
    (sign::PRIVACY, Place::Last, PRIVACY),
    (sign::TERMS, Place::Last, TERMS),
];

/// Which signs make which kind: all of the first, none of the second. The first
/// row that fits counts.
///
/// The order is from what interrupting would cost most to what it would cost
/// least: a payment step taken for a product page is worse than the reverse.
const KINDS: &[(u32, u32, PageKind)] = &[
    (sign::CONFIRMATION, sign::CARD_FIELDS | sign::PRODUCT, PageKind::Confirmation),
    (sign::CHECKOUT | sign::PAYMENT, 0, PageKind::Payment),
    (sign::CARD_FIELDS, 0, PageKind::Payment),
    (sign::CHECKOUT, sign::PRODUCT, PageKind::Checkout),
    (sign::CART, sign::PRODUCT | sign::LIST, PageKind::Cart),
    (sign::ADDRESS_FIELDS, sign::ACCOUNT | sign::PRODUCT, PageKind::Checkout),
    (sign::PRODUCT, 0, PageKind::Product),
    (sign::FRONT, 0, PageKind::Home),
    (sign::ORDER, 0, PageKind::OrderStatus),
    (sign::SEARCH, 0, PageKind::Search),
    (sign::POLICY, 0, PageKind::Policy),
    (sign::CONTACT, 0, PageKind::Contact),
    (sign::ACCOUNT, 0, PageKind::Account),
    (sign::ARTICLE, 0, PageKind::Article),
    (sign::HELP, 0, PageKind::Help),
    (sign::PRODUCT_MARKUP, 0, PageKind::Product),
    (sign::LIST, 0, PageKind::Category),
    (sign::QUESTIONS, 0, PageKind::Help),
    (sign::CATEGORY, 0, PageKind::Category),
];

/// Policies and their signs. Returns before delivery: "delivery and returns" is
/// read for the returns.
const POLICIES: &[(u32, PolicyKind)] = &[
    (sign::RETURNS, PolicyKind::Returns),
    (sign::DELIVERY, PolicyKind::Delivery),
    (sign::WARRANTY, PolicyKind::Warranty),
    (sign::PRIVACY, PolicyKind::Privacy),
    (sign::TERMS, PolicyKind::Terms),
];

/// The kind of page, and the policy it states if it states one, from its path
/// without query and fragment and from what else it shows.
pub(super) fn decide(path: &str, shown: u32) -> (PageKind, Option<PolicyKind>) {
    let mut signs = shown | signs_of(path);
    let policy = policy(signs);
    if policy.is_some() {
        signs |= sign::POLICY;
    }
    for (all, none, kind) in KINDS {
        if signs & all == *all && signs & none == 0 {
            return (*kind, policy.filter(|_| *kind == PageKind::Policy));
        }
    }
    (PageKind::Other, None)
}

fn policy(signs: u32) -> Option<PolicyKind> {
    for (sign, policy) in POLICIES {
        if signs & sign != 0 {
            return Some(*policy);
        }
    }
    None
}

/// What a path is a sign of.
fn signs_of(path: &str) -> u32 {
    let (mut before, mut last) = ("", "");
    let mut segments = Vec::new();
    for segment in pieces(path, b'/') {
        if !segment.is_empty() {
            segments.push(spaced(without_ending(segment)));
            if !segment.starts_with("index.") {
                (before, last) = (last, segment);
            }
        }
    }
    let (words, last_words) = (spaced(without_ending(path)), spaced(without_ending(last)));
    let mut signs = 0;
    for &(sign, place, phrases) in PATHS {
        let is_there = match place {
            Place::Segment => segments.iter().any(|segment| is_phrase(segment, phrases)),
            Place::Last => has_phrase(&last_words, phrases),
            Place::Anywhere => has_phrase(&words, phrases),
        };
        if is_there {
            signs |= sign;
        }
    }
    if is_front(path) {
        signs |= sign::FRONT;
    }
    // `/orders/81234567`: an order and its number.
    let has_number = last == "status.html" || last.bytes().any(|byte| byte.is_ascii_digit());
    if has_number && has_word("order orders", before) {
        signs |= sign::ORDER;
    }
    signs
}

/// The front page, also that of a language: `/`, `/index.html`, `/de/`, `/en-gb`.
fn is_front(path: &str) -> bool {
    let (mut has_language, mut has_index) = (false, false);
    for segment in pieces(path, b'/') {
        if segment.is_empty() {
            continue;
        }
        let is_first = !has_language && !has_index;
        if is_first && is_language(segment) {
            has_language = true;
        } else if !has_index && has_word("index home default", without_ending(segment)) {
            has_index = true;
        } else {
            return false;
        }
    }
    true
}

/// `de`, `en-gb`, `en_GB`.
fn is_language(segment: &str) -> bool {
    match segment.as_bytes() {
        [a, b] => a.is_ascii_alphabetic() && b.is_ascii_alphabetic(),
        [a, b, b'-' | b'_', c, d] => [a, b, c, d].iter().all(|letter| letter.is_ascii_alphabetic()),
        _ => false,
    }
}

/// A segment without `.html`, `.php` and the like.
fn without_ending(segment: &str) -> &str {
    for ending in pieces(".html .htm .php .aspx .jsp", b' ') {
        if let Some(name) = segment.strip_suffix(ending) {
            return name;
        }
    }
    segment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(path: &str) -> PageKind {
        decide(path, 0).0
    }

    #[test]
    fn a_path_alone_says_what_kind_of_page_it_is() {
        for (path, kind) in [
            ("/", PageKind::Home),
            ("/index.html", PageKind::Home),
            ("/de/", PageKind::Home),
            ("/en-gb/index.html", PageKind::Home),
            ("/cart.html", PageKind::Cart),
            ("/de/warenkorb", PageKind::Cart),
            ("/checkout/", PageKind::Checkout),
            ("/checkout/payment.html", PageKind::Payment),
            ("/checkout/thank-you", PageKind::Confirmation),
            ("/checkout/onepage/success/", PageKind::Confirmation),
            ("/search", PageKind::Search),
            ("/orders/81234", PageKind::OrderStatus),
            ("/order-status.html", PageKind::OrderStatus),
            ("/help/faq", PageKind::Help),
            ("/contact.html", PageKind::Contact),
            ("/account/login", PageKind::Account),
            ("/collections/paint", PageKind::Category),
            ("/blog/how-to-paint", PageKind::Article),
            ("/about", PageKind::Other),
            ("/supporting-our-artists", PageKind::Other),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }

    #[test]
    fn policies_are_told_apart() {
        for (path, policy) in [
            ("/help/delivery-and-returns.html", PolicyKind::Returns),
            ("/delivery.html", PolicyKind::Delivery),
            ("/policies/privacy-policy", PolicyKind::Privacy),
            ("/agb", PolicyKind::Terms),
            ("/legal/warranty/", PolicyKind::Warranty),
        ] {
            assert_eq!(decide(path, 0), (PageKind::Policy, Some(policy)), "{path}");
        }
    }

    #[test]
    fn a_product_named_like_a_cart_stays_a_product() {
        for path in ["/products/shopping-bag", "/bag/returns-tote", "/"] {
            assert_eq!(decide(path, sign::PRODUCT).0, PageKind::Product, "{path}");
        }
    }

    #[test]
    fn card_fields_make_it_a_payment_step_whatever_else_is_there() {
        assert_eq!(decide("/p", sign::PRODUCT | sign::CARD_FIELDS).0, PageKind::Payment);
    }
}
