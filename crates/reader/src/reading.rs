//! The whole of a page: its kind, its product, its questions, and why.

use usher_engine::{Money, PageKind, Product, Question};

use crate::fields;
use crate::kind::{self, Decision, Signs};
use crate::labelled::{self, Labelled};
use crate::markup::{At, Markup};
use crate::meta::Head;
use crate::offer::{self, Facts};
use crate::parting::{first_part, last_part, place_of, without_end};
use crate::price::{self, Candidate};
use crate::scene::Scene;
use crate::stock;
use crate::thing::{self, Source, Thing};
use crate::vocabulary::{key, names};
use crate::wording::{likeness, named, single_spaced};
use crate::{phrases, questions};

/// Where a page is.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// Host name without port.
    pub host: String,
    /// Path, and the query after a `?`.
    pub path: String,
}

/// One fact and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which fact: `name`, `price`, `kind`, …
    pub fact: &'static str,
    /// Which source was believed.
    pub source: &'static str,
    /// What it says.
    pub said: String,
}

/// What a page says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What kind of page it is.
    pub kind: PageKind,
    /// How far that kind is ahead of the next; 4 and more is sure.
    pub lead: i32,
    /// The product it is about.
    pub product: Option<Product>,
    /// Questions it answers.
    pub questions: Vec<Question>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Reads a page.
#[must_use]
pub fn read(page: &Markup, address: &Address) -> Reading {
    read_without(page, address, &[])
}

/// The same as if some sources said nothing: to measure what each contributes.
#[must_use]
pub fn read_without(page: &Markup, address: &Address, without: &[Source]) -> Reading {
    let is_heard = |source: Source| !without.contains(&source);
    let mut head = Head::read(page);
    let country = head.country(&address.host);
    let mut things = thing::all(page);
    things.retain(|thing| is_heard(thing.source));
    let mut scene = Scene::read(page);
    if !is_heard(Source::Meta) {
        head.meta.clear();
    }
    if !is_heard(Source::Visible) {
        scene.headings.clear();
        scene.names.clear();
        scene.buys.clear();
        scene.all_buys = 0;
    }
    let unnamed = Address { host: address.host.clone(), path: String::from("/-") };
    let address = if is_heard(Source::Address) { address } else { &unnamed };
    let is_own = |thing: &Thing| thing.source == Source::JsonLd || !scene.is_aside(thing.at);
    // Unless all there is lies in parts that are named as if they were about others.
    if offer::products(&things).any(|thing| !thing.is_aside && is_own(thing)) {
        for thing in &mut things {
            thing.is_aside |= !is_own(thing);
        }
    }
    let hints = hints(&head, &scene);
    let main = offer::main(&things, &hints);
    let heading = best_heading(&scene, &head, main);
    let mut prices = price::candidates(&scene, heading.as_ref().map(|(at, _)| *at));
    if !is_heard(Source::Visible) {
        prices.clear();
    }
    let is_help = is_help(&head, heading.as_ref(), address);
    let questions = questions::read(&scene, &things, is_help);
    let sight = Sight { head, scene, things: &things, main, heading, prices, country };
    let decision = kind::decide(&signs(&sight, address, &questions));
    let mut reading = Reading { kind: decision.kind, lead: decision.lead, ..Reading::default() };
    reading.note_kind(&decision);
    if decision.kind == PageKind::Product {
        reading.product = Some(product(&sight, address, &mut reading.evidence));
    }
    let is_answering =
        matches!(decision.kind, PageKind::Help | PageKind::Product | PageKind::Policy);
    if is_answering || !questions.is_empty() {
        reading.questions = questions;
    }
    reading
}

/// What was read of a page on the way.
struct Sight<'a> {
    head: Head,
    scene: Scene<'a>,
    things: &'a [Thing],
    main: Option<&'a Thing>,
    heading: Option<(At, String)>,
    prices: Vec<Candidate>,
    country: Option<&'static str>,
}

impl Reading {
    fn note_kind(&mut self, decision: &Decision) {
        let mut said = String::from(decision.kind.as_str());
        for reason in &decision.reasons {
            said.push(' ');
            said.push_str(reason);
        }
        self.evidence.push(Evidence { fact: "kind", source: "signs", said });
    }
}

/// Headings and titles of the page.
fn hints(head: &Head, scene: &Scene<'_>) -> Vec<String> {
    let mut hints: Vec<String> =
        scene.headings.iter().take(3).map(|(_, words)| words.clone()).collect();
    hints.push(head.first("og:title").to_owned());
    hints.push(head.title.clone());
    hints.retain(|hint| !hint.is_empty());
    hints
}

/// The heading that names the page: the one its title or its product repeats.
fn best_heading(scene: &Scene<'_>, head: &Head, main: Option<&Thing>) -> Option<(At, String)> {
    let name = main.map(|main| thing::text(&main.json, "name")).unwrap_or_default();
    let mut best: Option<(u32, &(At, String))> = None;
    for heading in &scene.headings {
        let words = &heading.1;
        let fits = likeness(words, &head.title).max(likeness(words, &name));
        let fits = fits.max(likeness(words, head.first("og:title")));
        let fits = fits / 34 + u32::from(!scene.is_aside(heading.0));
        if best.is_none_or(|(known, _)| fits > known) {
            best = Some((fits, heading));
        }
    }
    best.map(|(_, heading)| heading.clone())
}

fn is_help(head: &Head, heading: Option<&(At, String)>, address: &Address) -> bool {
    let mut words = named(&head.title);
    words.push_str(&named(heading.map_or("", |(_, words)| words)));
    words.push_str(&named(&address.path));
    crate::wording::has_phrase(&words, phrases::HELP)
}

fn signs(sight: &Sight<'_>, address: &Address, questions: &[Question]) -> Signs {
    let page = sight.scene.page;
    let fields = fields::read(page);
    let body = (0..page.len()).find(|at| page.is(*at, const { names("body") }));
    let facts = sight.main.map(|main| offer::facts(&main.json, sight.country));
    let products = offer::products(sight.things);
    let has_price_near = sight.prices.first().is_some_and(|best| best.score > 40);
    let mut signs = Signs {
        address: address.path.clone(),
        heading: sight.heading.as_ref().map(|(_, words)| words.clone()).unwrap_or_default(),
        title: sight.head.title.clone(),
        body: body.map(|at| page.names(at)).unwrap_or_default(),
        og_type: sight.head.kind(),
        types: types(sight.things),
        products: products.count(),
        main: facts.map(|facts| !facts.price.is_empty()),
        has_meta_price: sight.head.has_price(),
        buys: sight.scene.buys.len(),
        all_buys: sight.scene.all_buys,
        prices: price::count_outside_asides(&sight.scene, &sight.prices),
        has_price_near,
        has_byline: !sight
            .head
            .first("article:published_time article:author author datepublished")
            .is_empty(),
        card_fields: fields.card,
        address_fields: fields.address,
        passwords: fields.passwords,
        text_areas: fields.text_areas,
        questions: questions.len(),
        ..Signs::default()
    };
    for at in 0..page.len() {
        if page.is_text(at) {
            signs.words += page.content(at).len();
        } else if page.is(at, const { names("p") }) {
            let length = page.words(at, 4_000).chars().count();
            signs.prose += if length > 80 { length } else { 0 };
        }
    }
    signs
}

/// Last parts of the types of all things, with a blank between.
fn types(things: &[Thing]) -> String {
    let mut types = String::new();
    for thing in things.iter().filter(|thing| !thing.is_aside) {
        for name in thing::text(&thing.json, "@type").split_ascii_whitespace() {
            types.push_str(last_part(without_end(name, "/"), "/#:"));
            types.push(' ');
        }
    }
    types
}

/// The product: of each fact what the most trusted source says.
fn product(sight: &Sight<'_>, address: &Address, evidence: &mut Vec<Evidence>) -> Product {
    let sources = sources(sight, address);
    let mut take = |fact: &'static str, of: fn(&Facts) -> &str| {
        let mut believed = String::new();
        // The first is believed; the others say where the sources disagree.
        for (source, facts) in sources.iter().filter(|(_, facts)| !of(facts).is_empty()) {
            let said = of(facts).to_owned();
            if believed.is_empty() {
                believed.clone_from(&said);
            }
            evidence.push(Evidence { fact, source: source.name(), said });
        }
        believed
    };
    let name = seen_name(sight, &take("name", |facts| &facts.name));
    let id = likeliest_number(&take("sku", |facts| &facts.sku), &sources, address);
    let brand = take("brand", |facts| &facts.brand);
    let category = take("category", |facts| &facts.category);
    let mut amount = take("price", |facts| &facts.price);
    let best = sight.prices.first().filter(|best| best.score > 40);
    if let (Some(main), Some(best)) = (sight.main, best)
        && let Some(seen) = offer::seen_price(&main.json, &best.shown.amount)
    {
        amount = seen;
    }
    let currency = take("currency", |facts| &facts.currency);
    let stated = sources.iter().find_map(|(source, facts)| Some((*source, facts.is_available?)));
    // A shop that gives a price and nowhere says that it has none left sells it.
    let assumed = (!amount.is_empty()).then_some((Source::Visible, true));
    let stated = stated.or(assumed);
    if let Some((source, is_available)) = stated {
        let said = if is_available { "can be had" } else { "cannot be had" };
        evidence.push(Evidence { fact: "stock", source: source.name(), said: said.to_owned() });
    }
    let price = (!amount.is_empty()).then_some(Money { amount, currency });
    let url = first_part(&address.path, "?").to_owned();
    Product {
        id: if id.is_empty() { url.clone() } else { id },
        name,
        category,
        brand,
        price,
        is_available: stated.map(|(_, is_available)| is_available),
        url,
        attributes: Vec::new(),
    }
}

/// The number of the product: the one behind its label, which is what the shop tells
/// people, else the first that is one word; of several words it is a model. Where the address has the beginning of it, that is what the shop calls the
/// product, and the rest names a variant.
fn likeliest_number(first: &str, sources: &[(Source, Facts)], address: &Address) -> String {
    let is_word = |text: &str| !text.is_empty() && !text.bytes().any(|byte| byte == b' ');
    let labelled = sources.iter().filter(|(source, _)| *source == Source::Visible);
    let numbers = labelled.chain(sources).map(|(_, facts)| facts.sku.as_str());
    let number = numbers.into_iter().find(|number| is_word(number)).unwrap_or(first);
    let base = without_end(without_end(number, "0123456789"), "-_.");
    let is_variant = base.len() >= 6
        && base.len() < number.len()
        && place_of(&address.path, base).is_some()
        && place_of(&address.path, number).is_none();
    if is_variant { base.to_owned() } else { number.to_owned() }
}

/// The name as people read it: the heading, where it has the words of the data. Data
/// often leaves out who makes the product, or adds numbers and codes.
fn seen_name(sight: &Sight<'_>, name: &str) -> String {
    let heading = sight.heading.as_ref().map(|(_, words)| words.as_str()).unwrap_or_default();
    let is_same = likeness(heading, name) >= 75;
    if is_same && heading.len() > 3 { heading.to_owned() } else { name.to_owned() }
}

/// What each source says, the most trusted first.
fn sources(sight: &Sight<'_>, address: &Address) -> Vec<(Source, Facts)> {
    let mut sources = Vec::new();
    if let Some(main) = sight.main {
        sources.push((main.source, offer::facts(&main.json, sight.country)));
        // The same product in another vocabulary completes what is missing.
        let name = thing::text(&main.json, "name");
        for thing in offer::products(sight.things) {
            let is_same = likeness(&name, &thing::text(&thing.json, "name")) > 80;
            if thing.source != main.source && !thing.is_aside && is_same {
                sources.push((thing.source, offer::facts(&thing.json, sight.country)));
            }
        }
    }
    for source in [Source::JsonLd, Source::Microdata, Source::Rdfa] {
        if let Some(offer) = offer::loose(sight.things, source) {
            let mut facts = Facts::default();
            offer::take_terms(&mut facts, &offer.json, sight.country);
            sources.push((source, facts));
        }
    }
    let mut meta = sight.head.facts(sight.country);
    // A title often carries the shop's name; the heading is the product's own.
    if sight.heading.is_some() {
        meta.name.clear();
    }
    sources.push((Source::Meta, meta));
    let labelled = labelled::read(&sight.scene);
    sources.push((Source::Visible, visible(sight, &labelled)));
    sources.push((Source::Form, Facts { sku: labelled.sent, ..Facts::default() }));
    let path = first_part(&address.path, "?");
    let number = labelled::number_in_path(path).unwrap_or_default();
    let name = own_title(&sight.head.title);
    sources.push((Source::Address, Facts { sku: number.to_owned(), name, ..Facts::default() }));
    sources
}

/// A title without what stands behind its last parting sign: the shop's name.
fn own_title(title: &str) -> String {
    let parted = [" | ", " – ", " — ", " :: ", " - "];
    let end = parted.iter().filter_map(|sign| place_of(title, sign)).min();
    single_spaced(end.and_then(|end| title.get(..end)).unwrap_or(title))
}

/// What people see.
fn visible(sight: &Sight<'_>, labelled: &Labelled) -> Facts {
    let mut facts = Facts {
        name: seen_heading(sight),
        sku: labelled.sku.clone(),
        brand: labelled.brand.clone(),
        ..Facts::default()
    };
    let best = sight.prices.first().filter(|best| best.score > 0);
    if let Some(best) = best {
        facts.price.clone_from(&best.shown.amount);
    }
    let mark = best.and_then(|best| best.shown.mark).or_else(|| price::usual_mark(&sight.prices));
    let currency = mark.map(|mark| mark.code(sight.country)).or(sight.country);
    facts.currency = currency.unwrap_or_default().to_owned();
    facts.is_available = seen_stock(sight);
    facts
}

/// The heading. Without one, an element named as a product's name stands in for it,
/// where there is only one: several are a list. Else it is the lesser heading that the
/// price stands under.
fn seen_heading(sight: &Sight<'_>) -> String {
    let names = &sight.scene.names;
    let first = names.first().filter(|(_, first)| names.iter().all(|(_, name)| name == first));
    match sight.heading.as_ref().or(first) {
        Some((_, words)) => words.clone(),
        None => heading_over_price(sight).unwrap_or_default(),
    }
}

fn heading_over_price(sight: &Sight<'_>) -> Option<String> {
    let page = sight.scene.page;
    let price = sight.prices.first().filter(|best| best.score > 0)?;
    let is_heading = |at: &At| page.is(*at, const { names("h2 h3 h4") });
    let over = (0..price.at).rev().take(200).find(is_heading)?;
    Some(page.words(over, 300)).filter(|words| !words.is_empty())
}

/// Words about stock near the price and the control that buys; without words, a
/// control that buys says that the product can be had.
fn seen_stock(sight: &Sight<'_>) -> Option<bool> {
    let scene = &sight.scene;
    let page = scene.page;
    let start = sight.heading.as_ref().map_or(0, |(at, _)| *at);
    let last = scene.buys.iter().copied().find(|buy| *buy > start).unwrap_or(start + 200);
    let mut said = None;
    for at in start..(last + 60).min(page.len()) {
        let text = page.content(at);
        let is_short = page.is_text(at) && text.len() < 80;
        if is_short && said.is_none() && !scene.is_aside(at) {
            said = stock::shown(text);
        }
    }
    let is_enabled = |at: &At| {
        page.raw(*at, const { key("disabled") }).is_none()
            && stock::shown(&page.words(*at, 60)) != Some(false)
    };
    let can_buy = scene.buys.iter().any(is_enabled);
    said.or(can_buy.then_some(true))
}
