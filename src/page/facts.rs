//! Reads what the page says about itself, once per view.

use usher_engine::{Json, Navigation, PageFacts, PageKind};

use super::graph::{Blocks, Graph};
use super::kind::{self, Signs};
use super::warning::Warning;
use super::{dom, foreign, links, offer, path, product, questions};

const CARD_FIELDS: &str = "[autocomplete~=cc-number],[autocomplete~=cc-csc],\
    [autocomplete~=cc-exp],[name=cardnumber i]";

const ADDRESS_FIELDS: &str = "form [autocomplete~=shipping],\
    form [autocomplete~=street-address],form [autocomplete~=address-line1]";

const PRODUCT_MARKUP: &str = "[property=\"og:type\"][content$=product i],\
    [property=\"product:price:amount\"]";

const ARTICLE_MARKUP: &str = "[property=\"og:type\"][content=article i]";

/// What was read, and what is wrong with the page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the page says.
    pub facts: PageFacts,
    /// What the owner should hear about.
    pub warning: Option<Warning>,
}

/// Reads the document as it stands; keeps no element.
///
/// When to call: at start and after each change of route. Costs: one pass over
/// the JSON-LD, at most 180 links, five selectors.
#[must_use]
pub fn read(navigation: Navigation) -> Reading {
    let blocks = Blocks::read();
    let graph = blocks.graph();
    let here = dom::path();
    let node = product::main_product(&graph);
    let (kind, policy) = kind::decide(&signs(&graph, node, &here));
    // A page of another kind may describe a product too: an article, a cart.
    let node = node.filter(|_| kind == PageKind::Product);
    let offer = node.and_then(|node| offer::best(&graph, node));
    let mut product = node.map(|node| product::read(&graph, node, offer));
    if let Some(product) = product.as_mut().filter(|product| product.category.is_empty()) {
        product.category = crumb_before_last(&graph).unwrap_or_default();
    }
    let mut sellers = graph.of("Organization OnlineStore Store");
    sellers.extend(offer);
    // The offer is asked first.
    let returns = sellers.iter().rev().find_map(|seller| offer::returns(&graph, seller));
    let facts = PageFacts {
        path: path::masked(&here),
        kind,
        navigation,
        product,
        delivery: offer.and_then(|offer| offer::delivery(&graph, offer)),
        returns,
        questions: questions::read(&graph),
        links: links::read(),
        policy,
        language: language(),
    };
    Reading { facts, warning: blocks.warning }
}

/// Which product the page is about, in a form that can be compared.
pub(super) fn subject() -> String {
    let blocks = Blocks::read();
    let product = product::main_product(&blocks.graph());
    product.map(|product| foreign::text_or_empty(product, "sku @id name")).unwrap_or_default()
}

fn signs(graph: &Graph<'_>, product: Option<&Json>, here: &str) -> Signs {
    let has_article = graph.has("Article BlogPosting NewsArticle TechArticle HowTo Recipe");
    // Only mentioned: in an article, without an offer.
    let is_aside = |product: &Json| has_article && foreign::own(product, "offers").is_none();
    Signs {
        path: here.to_owned(),
        has_search_query: has_search_query(),
        has_card_fields: dom::has(CARD_FIELDS),
        has_address_fields: dom::has(ADDRESS_FIELDS),
        has_product: product.is_some_and(|product| !is_aside(product)),
        is_product_by_markup: dom::has(PRODUCT_MARKUP),
        has_list: graph.has("ItemList CollectionPage OfferCatalog ProductCollection"),
        has_search_results: graph.has("SearchResultsPage"),
        has_order: graph.has("Order ParcelDelivery"),
        has_questions: graph.has("FAQPage"),
        has_contact: graph.has("ContactPage"),
        has_article: has_article || dom::has(ARTICLE_MARKUP),
    }
}

/// Whether the address asks for search results in one of the usual ways.
fn has_search_query() -> bool {
    dom::query()
        .get(1..)
        .unwrap_or_default()
        .split('&')
        .any(|pair| matches!(foreign::until(pair, b"="), "q" | "s" | "query" | "search"))
}

/// The last step but one of the breadcrumb: the page itself is the last.
fn crumb_before_last(graph: &Graph<'_>) -> Option<String> {
    let trail = graph.of("BreadcrumbList").first().copied()?;
    let mut steps: Vec<(u32, String)> = Vec::new();
    for step in graph.under(trail, "itemListElement") {
        let name = foreign::own_words(step, "name item");
        let place = foreign::own_whole(step, "position").unwrap_or(u32::MAX);
        if !name.is_empty() {
            let before = steps.iter().filter(|(other, _)| *other <= place).count();
            steps.insert(before, (place, name));
        }
    }
    steps.pop()?;
    let (_, name) = steps.pop()?;
    // The first step is the front page.
    (!steps.is_empty()).then_some(name)
}

/// The language of the page; empty where it does not say.
fn language() -> String {
    let root = dom::all("html", 1).pop();
    let stated = root.and_then(|root| dom::attribute(&root, "lang")).unwrap_or_default();
    let is_tag = stated.len() <= 35
        && stated.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { stated } else { String::new() }
}
