//! One count for what the page and its data layer both say.

use usher_engine::{Item, PageFacts, Product, Touchpoint, TouchpointName};

use crate::pieces::pieces;

/// Most different touchpoints remembered per page view.
///
/// Beyond it everything counts as new: better one event twice than a real
/// purchase lost.
const MAX_SEEN: usize = 100;

/// What was already counted on this page view.
#[derive(Debug, Default)]
pub struct Seen {
    product: Option<Product>,
    known: Vec<Known>,
}

/// What makes two reports the same one.
#[derive(Debug)]
struct Known {
    name: TouchpointName,
    order: String,
    /// Id and name of each product, since two sources seldom use the same ids;
    /// each ends with a NUL.
    items: String,
}

impl Seen {
    /// Begins a new page view; its product completes what the data layer says.
    pub fn reset(&mut self, facts: &PageFacts) {
        self.known.clear();
        self.product.clone_from(&facts.product);
    }

    /// More is known about the product of this page view.
    pub fn learn(&mut self, facts: &PageFacts) {
        self.product.clone_from(&facts.product);
    }

    /// Whether this was not yet counted on this page view.
    ///
    /// Only what merely opening a page can mean is compared, and orders by
    /// their number: putting the same item into the cart twice is two events.
    pub fn is_new(&mut self, touchpoint: &Touchpoint) -> bool {
        if !is_told_twice(touchpoint.name) {
            return true;
        }
        let is_new = !self.known.iter().any(|known| known.is_same(touchpoint));
        if is_new && self.known.len() < MAX_SEEN {
            self.known.push(Known::of(touchpoint));
        }
        is_new
    }

    /// Adds what the page says about its product to a touchpoint from the data
    /// layer: names, facts and address; a stated price of the touchpoint stays.
    /// What is put into the cart is the page's product where nobody says which.
    pub fn complete(&self, touchpoint: &mut Touchpoint) {
        let Some(product) = &self.product else { return };
        if touchpoint.name == TouchpointName::AddToCart && touchpoint.items.is_empty() {
            touchpoint.items.push(Item { product: product.clone(), quantity: 1 });
        }
        for item in &mut touchpoint.items {
            if is_same_product(&item.product, &product.id, &product.name) {
                let price = item.product.price.take();
                item.product = product.clone();
                if price.is_some() {
                    item.product.price = price;
                }
            }
        }
    }
}

/// Names that both the page and its data layer report.
const fn is_told_twice(name: TouchpointName) -> bool {
    matches!(
        name,
        TouchpointName::PageView
            | TouchpointName::ViewItemList
            | TouchpointName::ViewItem
            | TouchpointName::Search
            | TouchpointName::ViewCart
            | TouchpointName::BeginCheckout
            | TouchpointName::Purchase
            | TouchpointName::Refund
            | TouchpointName::ReadPolicy
            | TouchpointName::ViewOrder
    )
}

fn is_same_product(one: &Product, id: &str, name: &str) -> bool {
    let is_equal = |one: &str, other: &str| !one.is_empty() && one.eq_ignore_ascii_case(other);
    is_equal(&one.id, id) || is_equal(&one.name, name)
}

fn order_of(touchpoint: &Touchpoint) -> &str {
    touchpoint.order.as_ref().map_or("", |order| &order.id)
}

impl Known {
    fn of(touchpoint: &Touchpoint) -> Self {
        let mut items = String::new();
        for Item { product, .. } in &touchpoint.items {
            for text in [&product.id, &product.name] {
                items.push_str(text);
                items.push('\0');
            }
        }
        Self { name: touchpoint.name, order: order_of(touchpoint).to_owned(), items }
    }

    fn is_same(&self, touchpoint: &Touchpoint) -> bool {
        if self.name != touchpoint.name {
            return false;
        }
        let order = order_of(touchpoint);
        if !self.order.is_empty() || !order.is_empty() {
            return self.order == order;
        }
        // The page seldom knows the items of a list or a cart; one that knows
        // none says the same as one that does.
        self.items.is_empty() || touchpoint.items.is_empty() || self.has_items(&touchpoint.items)
    }

    /// Whether each of the items is known, and no other.
    fn has_items(&self, items: &[Item]) -> bool {
        for Item { product, .. } in items {
            let mut count = 0;
            let mut is_known = false;
            let mut texts = pieces(&self.items, 0);
            // What stands behind the last NUL is no id, since no name follows.
            while let (Some(id), Some(name)) = (texts.next(), texts.next()) {
                count += 1;
                // A pixel's number without a name is none that the page knows.
                is_known |= is_same_product(product, id, name) || product.name.is_empty();
            }
            if !is_known || count != items.len() {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use usher_engine::{Money, Order};

    use super::*;

    fn product(id: &str, name: &str) -> Product {
        Product { id: id.to_owned(), name: name.to_owned(), ..Product::default() }
    }

    fn view(id: &str, name: &str) -> Touchpoint {
        Touchpoint::about(TouchpointName::ViewItem, product(id, name))
    }

    #[test]
    fn the_same_item_from_both_sources_counts_once() {
        let mut seen = Seen::default();
        assert!(seen.is_new(&view("P-1", "Matt emulsion")));
        assert!(!seen.is_new(&view("p-1", "")));
        assert!(!seen.is_new(&view("gid://4711", "Matt Emulsion")));
        assert!(seen.is_new(&view("P-2", "Satin")));
    }

    #[test]
    fn a_number_without_a_name_is_no_second_item() {
        let mut seen = Seen::default();
        assert!(seen.is_new(&view("P-1", "Matt emulsion")));
        assert!(!seen.is_new(&view("41234567", "")));
    }

    #[test]
    fn what_is_put_into_the_cart_is_the_pages_product_where_nobody_says_which() {
        let mut seen = Seen::default();
        let add = || Touchpoint::named(TouchpointName::AddToCart);
        let (mut unknown, mut known) = (add(), add());
        seen.complete(&mut unknown);
        assert!(unknown.items.is_empty());
        let product = Some(product("P-1", "Matt emulsion"));
        seen.reset(&PageFacts { product, ..PageFacts::default() });
        seen.complete(&mut known);
        assert_eq!(known.items.first().map(|item| item.product.id.as_str()), Some("P-1"));
        let mut other = Touchpoint::named(TouchpointName::BeginCheckout);
        seen.complete(&mut other);
        assert!(other.items.is_empty());
    }

    #[test]
    fn a_new_page_view_counts_again() {
        let mut seen = Seen::default();
        let page_view = Touchpoint::named(TouchpointName::PageView);
        assert!(seen.is_new(&page_view));
        assert!(!seen.is_new(&page_view));
        seen.reset(&PageFacts::default());
        assert!(seen.is_new(&page_view));
    }

    #[test]
    fn the_same_item_put_into_the_cart_twice_is_two_events() {
        let mut seen = Seen::default();
        let add = Touchpoint::about(TouchpointName::AddToCart, product("P-1", "Matt"));
        assert!(seen.is_new(&add));
        assert!(seen.is_new(&add));
    }

    #[test]
    fn an_order_counts_once_by_its_number() {
        let mut seen = Seen::default();
        let purchase = |id: &str| Touchpoint {
            order: Some(Order { id: id.to_owned(), total: None }),
            ..Touchpoint::named(TouchpointName::Purchase)
        };
        assert!(seen.is_new(&purchase("A-1")));
        assert!(!seen.is_new(&purchase("A-1")));
        assert!(seen.is_new(&purchase("A-2")));
    }

    #[test]
    fn the_page_completes_what_the_data_layer_says() {
        let mut known = product("P-1", "Matt emulsion");
        known.attributes.push(("Finish".to_owned(), "Matt".to_owned()));
        let mut seen = Seen::default();
        seen.reset(&PageFacts { product: Some(known), ..PageFacts::default() });
        let mut touchpoint = view("P-1", "");
        let price = Money { amount: "30.00".to_owned(), currency: "EUR".to_owned() };
        if let Some(item) = touchpoint.items.first_mut() {
            item.product.price = Some(price.clone());
        }
        seen.complete(&mut touchpoint);
        let completed = touchpoint.items.first().map(|item| item.product.clone());
        let completed = completed.unwrap_or_default();
        assert_eq!(completed.attributes.len(), 1);
        assert_eq!(completed.price, Some(price));
    }
}
