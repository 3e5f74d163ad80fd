//! Reads what the page says about itself, once per view.

use usher_engine::{Navigation, PageFacts, PageKind};

use super::graph::{Graph, Node};
use super::kind::{self, Signs};
use super::warning::Warning;
use super::{dom, foreign, links, offer, path, product, questions};

const CARD_FIELDS: &str = "input[autocomplete~=\"cc-number\"],input[autocomplete~=\"cc-csc\"],\
    input[autocomplete~=\"cc-exp\"],input[name=\"cardnumber\" i]";

const ADDRESS_FIELDS: &str = "form [autocomplete~=\"shipping\"],\
    form [autocomplete~=\"street-address\"],form [autocomplete~=\"address-line1\"]";

const PRODUCT_MARKUP: &str = "meta[property=\"og:type\"][content=\"product\" i],\
    meta[property=\"og:type\"][content=\"og:product\" i],meta[property=\"product:price:amount\"]";

const ARTICLE_MARKUP: &str = "meta[property=\"og:type\"][content=\"article\" i]";

/// What was read, and what is wrong with the page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the page says.
    pub facts: PageFacts,
    /// What the owner should hear about; each kind at most once.
    pub warnings: Vec<Warning>,
}

/// Reads the document as it stands; keeps no element.
///
/// When to call: at start and after each change of route. Costs: one pass over
/// the JSON-LD, at most 180 links, five selectors.
#[must_use]
pub fn read(navigation: Navigation) -> Reading {
    let mut graph = Graph::read();
    let warnings = std::mem::take(&mut graph.warnings);
    let here = dom::path();
    let node = product::main_product(&graph);
    let (kind, policy) = kind::decide(&signs(&graph, node, &here));
    // A page of another kind may describe a product too: an article, a cart.
    let node = node.filter(|_| kind == PageKind::Product);
    let mut product = node.map(|node| product::read(&graph, node));
    if let Some(product) = product.as_mut().filter(|product| product.category.is_empty()) {
        product.category = crumb_before_last(&graph).unwrap_or_default();
    }
    let offer = node.and_then(|node| offer::best(&graph, &node.value));
    let returns = offer
        .as_ref()
        .and_then(offer::Offer::returns)
        .or_else(|| graph.of(&SELLER).find_map(|seller| offer::returns(&graph, &seller.value)));
    let facts = PageFacts {
        path: path::masked(&here),
        kind,
        navigation,
        product,
        delivery: offer.as_ref().and_then(offer::delivery),
        returns,
        questions: questions::read(&graph),
        links: links::read(),
        policy,
        language: language(),
    };
    Reading { facts, warnings }
}

/// Which product the page is about, in a form that can be compared.
pub(super) fn subject() -> String {
    let graph = Graph::read();
    let product = product::main_product(&graph);
    let id = product.and_then(|product| foreign::own_text(&product.value, &["sku", "@id", "name"]));
    id.unwrap_or_default()
}

const SELLER: [&str; 3] = ["Organization", "OnlineStore", "Store"];

fn signs(graph: &Graph, product: Option<&Node>, here: &str) -> Signs {
    Signs {
        path: here.to_owned(),
        has_search_query: has_search_query(),
        has_card_fields: dom::first(CARD_FIELDS).is_some(),
        has_address_fields: dom::first(ADDRESS_FIELDS).is_some(),
        has_product: product.is_some_and(|product| !is_aside(graph, product)),
        is_product_by_markup: dom::first(PRODUCT_MARKUP).is_some(),
        has_list: graph.has(&["ItemList", "CollectionPage", "OfferCatalog", "ProductCollection"]),
        has_search_results: graph.has(&["SearchResultsPage"]),
        has_order: graph.has(&["Order", "ParcelDelivery"]),
        has_questions: graph.has(&["FAQPage"]),
        has_contact: graph.has(&["ContactPage"]),
        has_article: graph.has(&ARTICLE) || dom::first(ARTICLE_MARKUP).is_some(),
    }
}

const ARTICLE: [&str; 6] =
    ["Article", "BlogPosting", "NewsArticle", "TechArticle", "HowTo", "Recipe"];

/// Whether the product is only mentioned: in an article, or in a list without offer.
fn is_aside(graph: &Graph, product: &Node) -> bool {
    graph.has(&ARTICLE) && foreign::own(&product.value, "offers").is_none()
}

/// Whether the address asks for search results in one of the usual ways.
fn has_search_query() -> bool {
    dom::query().trim_start_matches('?').split('&').any(|pair| {
        matches!(pair.split('=').next().unwrap_or_default(), "q" | "s" | "query" | "search")
    })
}

/// The last step but one of the breadcrumb: the page itself is the last.
fn crumb_before_last(graph: &Graph) -> Option<String> {
    let trail = graph.of(&["BreadcrumbList"]).next()?;
    let mut steps: Vec<(u32, String)> = graph
        .under(&trail.value, "itemListElement")
        .filter_map(|step| {
            let place = foreign::own(&step, "position").and_then(|place| foreign::whole(&place));
            let name = foreign::own_words(&step, &["name", "item"])?;
            Some((place.unwrap_or(u32::MAX), name))
        })
        .collect();
    steps.sort_by_key(|(place, _)| *place);
    let step = steps.len().checked_sub(2).filter(|place| *place > 0)?;
    steps.get(step).map(|(_, name)| name.clone())
}

/// The language of the page; empty where it does not say.
fn language() -> String {
    let stated = dom::first("html").and_then(|root| dom::attribute(&root, "lang"));
    let stated = stated.unwrap_or_default();
    let is_tag = stated.len() <= 35
        && stated.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { stated } else { String::new() }
}
