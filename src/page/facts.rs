//! Reads what the page says about itself, once per view.

use usher_engine::{Json, Navigation, PageFacts, PageKind, Returns};

use super::graph::{Blocks, Graph};
use super::kind::{self, sign};
use super::warning::Warning;
use super::{dom, foreign, links, offer, path, place, product};

/// What elements of a page are signs of; the place of a sign is its bit, and
/// that of its selector here.
const ELEMENTS: (&[u32], &str) = (
    &[sign::CARD_FIELDS, sign::ADDRESS_FIELDS, sign::PRODUCT_MARKUP, sign::ARTICLE],
    "[autocomplete~=cc-number],[autocomplete~=cc-csc],[autocomplete~=cc-exp],[name=cardnumber i]\n\
    form [autocomplete~=shipping],form [autocomplete~=street-address],\
    form [autocomplete~=address-line1]\n\
    [property=\"og:type\"][content$=product i],[property=\"product:price:amount\"]\n\
    [property=\"og:type\"][content=article i]",
);

/// What things of JSON-LD are signs of.
const THINGS: [(u32, &str); 6] = [
    (sign::ARTICLE, "Article BlogPosting NewsArticle TechArticle HowTo Recipe"),
    (sign::LIST, "ItemList CollectionPage OfferCatalog ProductCollection"),
    (sign::SEARCH, "SearchResultsPage"),
    (sign::ORDER, "Order ParcelDelivery"),
    (sign::QUESTIONS, "FAQPage"),
    (sign::CONTACT, "ContactPage"),
];

/// What was read, and what is wrong with the page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the page says.
    pub facts: PageFacts,
    /// What the owner should hear about.
    pub warning: Option<Warning>,
}

/// Reads what kind of page the document is and which product it is about; keeps no
/// element.
///
/// When to call: at start and after each change of route. Costs: one pass over
/// the JSON-LD and five selectors.
#[must_use]
pub fn read(navigation: Navigation) -> Reading {
    let blocks = Blocks::read();
    let graph = blocks.graph();
    let here = dom::path();
    let node = product::main_product(&graph);
    let (kind, policy) = kind::decide(&here, signs(&graph, node));
    // A page of another kind may describe a product too: an article, a cart.
    let node = node.filter(|_| kind == PageKind::Product);
    let offer = node.and_then(|node| offer::best(&graph, node));
    let mut product = node.map(|node| product::read(&graph, node, offer));
    if let Some(product) = &mut product
        && product.category.is_empty()
    {
        product.category = crumb_before_last(&graph);
    }
    let facts = PageFacts {
        path: path::masked(&here),
        place: place::number(),
        kind,
        navigation,
        product,
        policy,
        language: language(),
        ..PageFacts::default()
    };
    Reading { facts, warning: blocks.warning }
}

/// What an address alone says of a page.
#[must_use]
pub fn of_path(here: &str) -> PageFacts {
    let (kind, policy) = kind::decide(here, 0);
    PageFacts { path: path::masked(here), kind, policy, ..PageFacts::default() }
}

/// Adds what only cards and the panel say: terms and links. Questions come from the reader.
///
/// When to call: once the part that draws is there, which brings this with it.
pub fn complete(facts: &mut PageFacts) {
    let blocks = Blocks::read();
    let graph = blocks.graph();
    let node = product::main_product(&graph).filter(|_| facts.kind == PageKind::Product);
    let offer = node.and_then(|node| offer::best(&graph, node));
    facts.delivery = offer.and_then(|offer| offer::delivery(&graph, offer));
    facts.returns = returns(&graph, offer);
    facts.links = links::read();
}

/// Which product the page is about, in a form that can be compared.
pub(super) fn subject() -> String {
    let blocks = Blocks::read();
    let product = product::main_product(&blocks.graph());
    product.map(|product| foreign::text_or_empty(product, "sku @id name")).unwrap_or_default()
}

/// What the page is a sign of, apart from its path.
fn signs(graph: &Graph<'_>, product: Option<&Json>) -> u32 {
    let things = graph.signs(&THINGS);
    // An article that has no offer only mentions the product.
    let is_about =
        |product: &Json| things & sign::ARTICLE == 0 || foreign::own(product, "offers").is_some();
    let mut signs = things;
    if product.is_some_and(is_about) {
        signs |= sign::PRODUCT;
    }
    if has_search_query() {
        signs |= sign::SEARCH;
    }
    let (known, selectors) = ELEMENTS;
    let found = dom::marks(selectors);
    for (place, sign) in known.iter().enumerate() {
        if found >> place & 1 != 0 {
            signs |= sign;
        }
    }
    signs
}

/// Whether the address asks for search results in one of the usual ways.
fn has_search_query() -> bool {
    place::searched(&dom::query()).is_some()
}

/// The return policy of the offer, else of whoever sells.
fn returns<'a>(graph: &Graph<'a>, offer: Option<&'a Json>) -> Option<Returns> {
    let stated = offer.and_then(|offer| offer::returns(graph, offer));
    if stated.is_some() {
        return stated;
    }
    let sellers = graph.of("Organization OnlineStore Store");
    sellers.into_iter().rev().find_map(|seller| offer::returns(graph, seller))
}

/// The last step but one of the breadcrumb: the page itself is the last, the
/// front page the first. Empty where there are fewer than three.
fn crumb_before_last(graph: &Graph<'_>) -> String {
    let mut count = 0;
    let (mut last, mut before) = ((0, &Json::Null), (0, &Json::Null));
    for trail in graph.of("BreadcrumbList").into_iter().take(1) {
        for step in graph.under(trail, "itemListElement") {
            let place = foreign::own_whole(step, "position").unwrap_or(u32::MAX);
            if crumb(step).is_empty() {
                continue;
            }
            count += 1;
            if place >= last.0 {
                (before, last) = (last, (place, step));
            } else if place >= before.0 {
                before = (place, step);
            }
        }
    }
    if count > 2 { crumb(before.1) } else { String::new() }
}

fn crumb(step: &Json) -> String {
    foreign::own_words(step, "name item")
}

/// The language of the page; empty where it does not say.
fn language() -> String {
    let stated = dom::text_at(&dom::texts("html", "lang", 1, 36), 0);
    let is_tag = stated.len() <= 35
        && stated.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { stated } else { String::new() }
}
