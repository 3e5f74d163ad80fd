//! Touchpoints that opening a page is by itself.

use usher_engine::{PageFacts, PageKind, PolicyKind, Touchpoint, TouchpointName};

/// What it means that this page was opened: always `page_view`, and what its
/// kind adds.
///
/// When to call: once per page view, after the engine was given the page and
/// after the data layer was read; [`super::dedupe::Seen`] then drops what the
/// data layer has already said in more detail.
#[must_use]
pub fn from_facts(facts: &PageFacts) -> Vec<Touchpoint> {
    let mut touchpoints = vec![Touchpoint::named(TouchpointName::PageView)];
    touchpoints.extend(by_kind(facts));
    touchpoints
}

fn by_kind(facts: &PageFacts) -> Option<Touchpoint> {
    let name = match facts.kind {
        PageKind::Product => {
            let product = facts.product.clone()?;
            return Some(Touchpoint::about(TouchpointName::ViewItem, product));
        }
        PageKind::Policy => {
            let is_about_buying = matches!(
                facts.policy,
                Some(PolicyKind::Delivery | PolicyKind::Returns | PolicyKind::Warranty)
            );
            let read = Touchpoint::named(TouchpointName::ReadPolicy);
            return is_about_buying.then_some(Touchpoint { policy: facts.policy, ..read });
        }
        PageKind::Category => TouchpointName::ViewItemList,
        PageKind::Search => TouchpointName::Search,
        PageKind::Cart => TouchpointName::ViewCart,
        PageKind::Checkout | PageKind::Payment => TouchpointName::BeginCheckout,
        PageKind::OrderStatus => TouchpointName::ViewOrder,
        _ => return None,
    };
    Some(Touchpoint::named(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(facts: &PageFacts) -> Vec<&'static str> {
        from_facts(facts).iter().map(|touchpoint| touchpoint.name.as_str()).collect()
    }

    #[test]
    fn every_page_is_viewed_and_its_kind_adds_what_it_means() {
        let kind = |kind| PageFacts { kind, ..PageFacts::default() };
        assert_eq!(names(&kind(PageKind::Other)), ["page_view"]);
        assert_eq!(names(&kind(PageKind::Cart)), ["page_view", "view_cart"]);
        assert_eq!(names(&kind(PageKind::OrderStatus)), ["page_view", "view_order"]);
    }

    #[test]
    fn a_product_page_without_a_product_is_only_a_page() {
        let facts = PageFacts { kind: PageKind::Product, ..PageFacts::default() };
        assert_eq!(names(&facts), ["page_view"]);
    }

    #[test]
    fn privacy_and_terms_say_nothing_about_the_journey() {
        for (policy, count) in [(PolicyKind::Privacy, 1), (PolicyKind::Returns, 2)] {
            let facts =
                PageFacts { kind: PageKind::Policy, policy: Some(policy), ..PageFacts::default() };
            assert_eq!(from_facts(&facts).len(), count);
        }
    }
}
