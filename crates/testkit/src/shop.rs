//! The shop of a journey script: its products, and pages made from them.

use usher_engine::{
    Delivery, Item, Link, LinkKind, Money, Navigation, Order, PageFacts, PageKind, Product,
    Returns, Touchpoint, TouchpointName,
};

use crate::line::policy;
use crate::pressing::number_of;

/// The products a script declares.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    products: Vec<Product>,
}

impl Shop {
    /// Declares a product: `id key=value …`; `kind`, `name`, `price`, `brand`
    /// are its fields, every other key is an attribute for comparing.
    pub fn add(&mut self, words: &[String]) {
        let mut product = Product::default();
        for word in words {
            match word.split_once('=') {
                None => product.id.clone_from(word),
                Some(("kind", value)) => value.clone_into(&mut product.category),
                Some(("name", value)) => value.clone_into(&mut product.name),
                Some(("brand", value)) => value.clone_into(&mut product.brand),
                Some(("price", value)) => product.price = Some(euros(value)),
                Some((key, value)) => {
                    product.attributes.push((key.to_owned(), value.to_owned()));
                }
            }
        }
        if product.name.is_empty() {
            product.name.clone_from(&product.id);
        }
        product.url = format!("/{}", product.id);
        self.products.push(product);
    }

    /// The declared product, or a bare one with this id.
    #[must_use]
    pub fn product(&self, id: &str) -> Product {
        let known = self.products.iter().find(|product| product.id == id).cloned();
        known.unwrap_or_else(|| Product {
            id: id.to_owned(),
            name: id.to_owned(),
            ..Product::default()
        })
    }

    /// The facts of a page: `/path`, `help` for a link to it, an item id, `returns=30`, `delivery=4.90/2-4`.
    #[must_use]
    pub fn page(&self, kind: PageKind, words: &[String], navigation: Navigation) -> PageFacts {
        let mut page =
            PageFacts { kind, navigation, language: "en".into(), ..PageFacts::default() };
        for word in words {
            match word.split_once('=') {
                Some(("returns", days)) => {
                    page.returns = Some(Returns { days: days.parse().ok(), is_free: Some(true) });
                }
                Some(("delivery", terms)) => page.delivery = Some(delivery(terms)),
                Some(("policy", name)) => page.policy = policy(name),
                _ if word.starts_with('/') => {
                    page.place = number_of(word);
                    page.path = word.split('?').next().unwrap_or_default().to_owned();
                }
                None if kind == PageKind::Product => page.product = Some(self.product(word)),
                Some(_) | None => {}
            }
        }
        if words.iter().any(|word| word == "help") {
            let (kind, url) = (LinkKind::Help, String::from("/help"));
            page.links.push(Link { kind, url, label: String::from("Help") });
        }
        if page.returns.is_some() {
            let (kind, url) = (LinkKind::Returns, String::from("/returns"));
            page.links.push(Link { kind, url, label: String::from("Returns") });
        }
        page
    }

    /// A touchpoint: item ids, `order=A-1`, `total=12.00`, `results=0`, a policy.
    #[must_use]
    pub fn touchpoint(&self, name: TouchpointName, words: &[String]) -> Touchpoint {
        let mut touchpoint = Touchpoint::named(name);
        for word in words {
            match word.split_once('=') {
                Some(("order", id)) => {
                    let order = touchpoint.order.get_or_insert_with(Order::default);
                    id.clone_into(&mut order.id);
                }
                Some(("total", amount)) => {
                    let order = touchpoint.order.get_or_insert_with(Order::default);
                    order.total = Some(euros(amount));
                }
                Some(("results", count)) => touchpoint.results = count.parse().ok(),
                None if name == TouchpointName::ReadPolicy => touchpoint.policy = policy(word),
                None => touchpoint.items.push(Item { product: self.product(word), quantity: 1 }),
                Some(_) => {}
            }
        }
        touchpoint
    }
}

fn euros(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency: String::from("EUR") }
}

fn delivery(terms: &str) -> Delivery {
    let (price, days) = terms.split_once('/').unwrap_or((terms, "1"));
    let (from, to) = days.split_once('-').unwrap_or((days, days));
    Delivery { price: Some(euros(price)), days_from: from.parse().ok(), days_to: to.parse().ok() }
}

/// What a page says by itself, as the widget's driver reports it.
#[must_use]
pub(crate) fn touchpoints_of(page: &PageFacts) -> Vec<Touchpoint> {
    let mut list = vec![Touchpoint::named(TouchpointName::PageView)];
    match page.kind {
        PageKind::Product => list.extend(
            page.product
                .clone()
                .map(|product| Touchpoint::about(TouchpointName::ViewItem, product)),
        ),
        PageKind::Category => list.push(Touchpoint::named(TouchpointName::ViewItemList)),
        PageKind::Cart => list.push(Touchpoint::named(TouchpointName::ViewCart)),
        PageKind::OrderStatus => list.push(Touchpoint::named(TouchpointName::ViewOrder)),
        PageKind::Policy => list.push(Touchpoint {
            policy: page.policy,
            ..Touchpoint::named(TouchpointName::ReadPolicy)
        }),
        _ => {}
    }
    list
}
