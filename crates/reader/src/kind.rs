//! What kind of page it is: signs are weighed, and the heaviest kind wins.

use usher_engine::PageKind;

use crate::phrases as p;
use crate::wording::{has_phrase, is_phrase, named, spaced};

/// What a decision needs at least; below it a page is `other`, which is a good answer.
const ENOUGH: i32 = 3;

/// What the decision rests on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signs {
    /// Path and query.
    pub(crate) address: String,
    /// First heading.
    pub(crate) heading: String,
    /// Title of the document.
    pub(crate) title: String,
    /// Names that the shop's platform gave to the body, spaced.
    pub(crate) body: String,
    /// `og:type`.
    pub(crate) og_type: String,
    /// Types of the things the page describes: names of schema.org, spaced by blanks.
    pub(crate) types: String,
    /// How many products are described.
    pub(crate) products: usize,
    /// Whether one of them is the product of the page, and whether with a price.
    pub(crate) main: Option<bool>,
    /// Whether `<meta>` gives a price.
    pub(crate) has_meta_price: bool,
    /// What buys, outside of asides and anywhere.
    pub(crate) buys: usize,
    /// The same anywhere.
    pub(crate) all_buys: usize,
    /// Prices outside of asides.
    pub(crate) prices: usize,
    /// Whether a price stands near the heading.
    pub(crate) has_price_near: bool,
    /// Bytes of long paragraphs.
    pub(crate) prose: usize,
    /// Whether it says when it was published or who wrote it.
    pub(crate) has_byline: bool,
    /// Fields for a card, for an address, for a password, for a message.
    pub(crate) card_fields: usize,
    /// Address fields.
    pub(crate) address_fields: usize,
    /// Password fields.
    pub(crate) passwords: usize,
    /// Text areas.
    pub(crate) text_areas: usize,
    /// Questions with answers.
    pub(crate) questions: usize,
    /// All text of the page, in bytes.
    pub(crate) words: usize,
}

/// The kind of a page, with how sure it is and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The kind.
    pub(crate) kind: PageKind,
    /// How far ahead of the next kind.
    pub(crate) lead: i32,
    /// Signs that spoke for it.
    pub(crate) reasons: Vec<&'static str>,
}

/// One sign that speaks for a kind.
type Vote = (PageKind, i32, &'static str);

/// Weighs all signs.
#[must_use]
pub(crate) fn decide(signs: &Signs) -> Decision {
    let mut votes = Vec::new();
    by_address(signs, &mut votes);
    by_platform(signs, &mut votes);
    by_data(signs, &mut votes);
    by_sight(signs, &mut votes);
    by_fields(signs, &mut votes);
    let weight = |kind: PageKind| -> i32 {
        votes.iter().filter(|(voted, ..)| *voted == kind).map(|(_, weight, _)| weight).sum()
    };
    let (mut best, mut most, mut next) = (PageKind::Other, ENOUGH - 1, 0);
    for kind in KINDS {
        let weight = weight(kind);
        if weight > most {
            next = most;
            (best, most) = (kind, weight);
        } else if weight > next {
            next = weight;
        }
    }
    let reasons = votes.iter().filter(|(kind, weight, _)| *kind == best && *weight > 0);
    Decision { kind: best, lead: most - next, reasons: reasons.map(|(.., why)| *why).collect() }
}

/// In the order in which an equal weight is decided: what interrupting costs most first.
const KINDS: [PageKind; 14] = [
    PageKind::Payment,
    PageKind::Checkout,
    PageKind::Confirmation,
    PageKind::Cart,
    PageKind::Product,
    PageKind::OrderStatus,
    PageKind::Search,
    PageKind::Category,
    PageKind::Account,
    PageKind::Contact,
    PageKind::Help,
    PageKind::Article,
    PageKind::Policy,
    PageKind::Home,
];

fn by_address(signs: &Signs, votes: &mut Vec<Vote>) {
    let path = signs.address.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<String> =
        path.split('/').map(|segment| named(without_ending(segment))).collect();
    let is_segment =
        |phrases: &'static str| segments.iter().any(|segment| is_phrase(segment, phrases));
    let last = segments.iter().rev().find(|segment| segment.len() > 1).cloned().unwrap_or_default();
    let is_last = |phrases: &'static str| is_phrase(&last, phrases);
    let mut vote = |is: bool, kind: PageKind, weight: i32| {
        if is {
            votes.push((kind, weight, "address"));
        }
    };
    let is_done = is_segment(p::CONFIRMATION)
        || has_phrase(&last, "confirmation|success|complete|thank you|order received");
    vote(is_done, PageKind::Confirmation, 4);
    vote(is_segment(p::CHECKOUT) || last.starts_with(" checkout "), PageKind::Checkout, 3);
    vote(is_segment(p::CART), PageKind::Cart, 4);
    vote(is_segment(p::SEARCH), PageKind::Search, 3);
    vote(is_search_query(&signs.address), PageKind::Search, 2);
    vote(is_segment(p::ACCOUNT), PageKind::Account, 3);
    vote(is_segment(p::ORDER_STATUS), PageKind::OrderStatus, 3);
    vote(is_last(p::CONTACT), PageKind::Contact, 3);
    vote(is_segment(p::HELP_PATHS), PageKind::Help, 2);
    let is_article = is_segment(p::ARTICLE_PATHS);
    vote(is_article, PageKind::Article, 2);
    vote(is_last(p::CATEGORY_PATHS), PageKind::Category, 2);
    let is_listed = is_segment(p::CATEGORY_PATHS);
    vote(is_listed && !is_last(p::CATEGORY_PATHS), PageKind::Category, 1);
    let is_product = is_segment(p::PRODUCT_PATHS) && !is_last("products|items");
    vote(is_product && !is_article, PageKind::Product, 2);
    let is_front = segments.iter().all(|segment| {
        segment.len() <= 1
            || matches!(segment.trim_ascii(), "index" | "home" | "default")
            || segment.len() == 4
    });
    vote(is_front && path.starts_with('/'), PageKind::Home, 3);
}

fn without_ending(segment: &str) -> &str {
    let endings = ".html .htm .php .aspx .jsp .asp";
    endings.split(' ').find_map(|ending| segment.strip_suffix(ending)).unwrap_or(segment)
}

fn is_search_query(address: &str) -> bool {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        matches!(key, "q" | "s" | "query" | "search" | "search_query" | "keyword")
            && !value.is_empty()
    })
}

/// Names that platforms give to the body of each kind of page.
fn by_platform(signs: &Signs, votes: &mut Vec<Vote>) {
    const BODIES: [(PageKind, i32, &str); 11] = [
        (
            PageKind::Confirmation,
            5,
            "woocommerce order received|checkout onepage success|order confirmation|checkout success",
        ),
        (
            PageKind::Checkout,
            5,
            "woocommerce checkout|checkout index index|checkout onepage index|page checkout|page order opc|template checkout",
        ),
        (
            PageKind::Cart,
            5,
            "woocommerce cart|checkout cart index|template cart|page cart|shopping cart page|common cart",
        ),
        (
            PageKind::Product,
            4,
            "single product|catalog product view|template product|product template default|page product|product page|product product|pdp|product detail|productpage|page type product|is ctl product|product details|productdetails",
        ),
        (
            PageKind::Category,
            4,
            "tax product cat|post type archive product|catalog category view|template collection|page category|product category|category page|plp|page type category|is ctl listing",
        ),
        (
            PageKind::Search,
            4,
            "search results|catalogsearch result index|template search|page search",
        ),
        (
            PageKind::Article,
            3,
            "single post|template article|blog post|article page|page article|story page|post template default|page news|single",
        ),
        (
            PageKind::Account,
            4,
            "woocommerce account|customer account|template customers|page my account|page authentication|customer account login",
        ),
        (PageKind::Contact, 3, "contact index index|template page contact|page contact"),
        (PageKind::Home, 4, "template index|cms index index|page index|home page|is homepage"),
        (PageKind::Help, 2, "page faq|faq page|template page faq"),
    ];
    for (kind, weight, names) in BODIES {
        if has_phrase(&signs.body, names) {
            votes.push((kind, weight, "platform"));
        }
    }
}

fn by_data(signs: &Signs, votes: &mut Vec<Vote>) {
    let has = |types: &str| types.split(' ').any(|name| signs.types.split(' ').any(|t| t == name));
    let mut vote = |is: bool, kind: PageKind, weight: i32| {
        if is {
            votes.push((kind, weight, "data"));
        }
    };
    vote(signs.main == Some(true), PageKind::Product, 6);
    vote(signs.main == Some(false), PageKind::Product, 4);
    vote(signs.og_type == "product", PageKind::Product, 4);
    vote(signs.has_meta_price, PageKind::Product, 4);
    vote(signs.og_type == "article", PageKind::Article, 3);
    vote(
        has(
            "NewsArticle Article BlogPosting TechArticle Report ReportageNewsArticle OpinionNewsArticle Recipe HowTo ScholarlyArticle",
        ),
        PageKind::Article,
        4,
    );
    vote(signs.products > 2 && signs.main.is_none(), PageKind::Category, 4);
    vote(signs.products == 2 && signs.main.is_none(), PageKind::Category, 3);
    vote(has("ItemList OfferCatalog CollectionPage ProductCollection"), PageKind::Category, 2);
    vote(has("SearchResultsPage"), PageKind::Search, 4);
    vote(has("FAQPage QAPage"), PageKind::Help, 5);
    vote(has("ContactPage"), PageKind::Contact, 4);
    vote(has("CheckoutPage"), PageKind::Checkout, 4);
    vote(has("Order ParcelDelivery"), PageKind::OrderStatus, 4);
}

fn by_sight(signs: &Signs, votes: &mut Vec<Vote>) {
    let heading = spaced(&signs.heading);
    let title = spaced(&signs.title);
    let is_short = |words: &str| words.split_ascii_whitespace().count() <= 8;
    let mut vote = |is: bool, kind: PageKind, weight: i32| {
        if is {
            votes.push((kind, weight, "sight"));
        }
    };
    for (kind, weight, phrases) in [
        (PageKind::Confirmation, 5, p::CONFIRMATION),
        (PageKind::Checkout, 3, p::CHECKOUT),
        (PageKind::Cart, 3, p::CART),
        (PageKind::Search, 3, p::SEARCH),
        (PageKind::Account, 2, p::ACCOUNT),
        (PageKind::OrderStatus, 3, p::ORDER_STATUS),
        (PageKind::Contact, 3, p::CONTACT),
        (PageKind::Help, 4, p::HELP),
    ] {
        let is_heading = is_short(&heading) && has_phrase(&heading, phrases);
        let is_title = is_short(&title) && has_phrase(&title, phrases);
        vote(is_heading || (is_title && heading.len() <= 2), kind, weight);
        vote(is_title && !is_heading && heading.len() > 2, kind, weight / 2);
    }
    let has_article = signs.prose > 1_500;
    vote(has_article, PageKind::Article, 2);
    vote(signs.prose > 4_000 || (signs.prose > 600 && signs.has_byline), PageKind::Article, 1);
    vote(signs.has_byline, PageKind::Article, 1);
    let is_single = signs.buys > 0 && signs.buys <= 3;
    vote(is_single, PageKind::Product, 2);
    vote(signs.has_price_near, PageKind::Product, 2);
    vote(signs.has_price_near && is_single, PageKind::Product, 1);
    vote(signs.all_buys > 4 && signs.main.is_none(), PageKind::Category, 3);
    vote(signs.prices > 6 && !is_single && signs.main.is_none(), PageKind::Category, 2);
    vote(signs.questions > 3, PageKind::Help, 2);
    vote(signs.questions > 0, PageKind::Help, 1);
}

fn by_fields(signs: &Signs, votes: &mut Vec<Vote>) {
    let mut vote = |is: bool, kind: PageKind, weight: i32| {
        if is {
            votes.push((kind, weight, "fields"));
        }
    };
    vote(signs.card_fields > 0, PageKind::Payment, 4);
    vote(signs.card_fields > 1, PageKind::Payment, 3);
    let is_signing_up = signs.passwords > 0 && signs.card_fields == 0;
    vote(signs.address_fields > 2, PageKind::Checkout, if is_signing_up { 1 } else { 4 });
    vote(signs.address_fields > 4, PageKind::Checkout, 1);
    vote(signs.passwords > 0, PageKind::Account, 2);
    let is_little = signs.words < 1_500 && signs.prices == 0;
    vote(signs.passwords > 0 && is_little, PageKind::Account, 3);
    vote(signs.text_areas > 0 && signs.prices == 0, PageKind::Contact, 1);
}
