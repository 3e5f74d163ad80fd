//! What kind of page it is, from what it says, its path and its fields.

use usher_engine::{PageKind, PolicyKind};

use super::words::{
    ACCOUNT, ARTICLE, CART, CATEGORY, CHECKOUT, CONFIRMATION, CONTACT, DELIVERY, HELP,
    ORDER_STATUS, PAYMENT, PRIVACY, RETURNS, SEARCH, TERMS, WARRANTY, has_phrase, is_phrase,
    spaced,
};

/// What the decision rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    /// Path without query and fragment.
    pub(super) path: String,
    /// Whether the query asks for a search.
    pub(super) has_search_query: bool,
    /// Whether there are fields for a card.
    pub(super) has_card_fields: bool,
    /// Whether there are fields for a delivery address.
    pub(super) has_address_fields: bool,
    /// Whether JSON-LD describes one product.
    pub(super) has_product: bool,
    /// Whether the page calls itself a product elsewhere (Open Graph, microdata).
    pub(super) is_product_by_markup: bool,
    /// Whether JSON-LD describes a list of products.
    pub(super) has_list: bool,
    /// Whether JSON-LD describes a search result.
    pub(super) has_search_results: bool,
    /// Whether JSON-LD describes an order.
    pub(super) has_order: bool,
    /// Whether JSON-LD calls it a page of questions.
    pub(super) has_questions: bool,
    /// Whether JSON-LD calls it a contact page.
    pub(super) has_contact: bool,
    /// Whether JSON-LD or Open Graph call it an article.
    pub(super) has_article: bool,
}

/// The kind of page, and the policy it states if it states one.
///
/// The order is from what interrupting would cost most to what it would cost
/// least: a payment step taken for a product page is worse than the reverse.
pub(super) fn decide(signs: &Signs) -> (PageKind, Option<PolicyKind>) {
    let words = spaced(without_ending(&signs.path));
    let last = spaced(without_ending(last_segment(&signs.path)));
    if let Some(kind) = on_the_way_to_pay(signs, &words) {
        return (kind, None);
    }
    if is_front(&signs.path) && !signs.has_product {
        return (PageKind::Home, None);
    }
    if signs.has_product {
        return (PageKind::Product, None);
    }
    if signs.has_order || has_phrase(&last, ORDER_STATUS) || is_order_path(&signs.path) {
        return (PageKind::OrderStatus, None);
    }
    if signs.has_search_results || is_segment(&signs.path, SEARCH) || signs.has_search_query {
        return (PageKind::Search, None);
    }
    if let Some(policy) = policy(&last) {
        return (PageKind::Policy, Some(policy));
    }
    (by_content(signs, &last), None)
}

/// Cart, checkout, payment and confirmation: whole segments of the path only,
/// so that a product named "shopping bag" is not a cart.
fn on_the_way_to_pay(signs: &Signs, words: &str) -> Option<PageKind> {
    let is_checkout = is_segment(&signs.path, CHECKOUT);
    let is_confirmation = is_segment(&signs.path, CONFIRMATION)
        || has_phrase(words, "checkout success|onepage success|order received");
    if is_confirmation && !signs.has_card_fields && !signs.has_product {
        return Some(PageKind::Confirmation);
    }
    if is_checkout && is_segment(&signs.path, PAYMENT) || signs.has_card_fields {
        return Some(PageKind::Payment);
    }
    if is_checkout && !signs.has_product {
        return Some(PageKind::Checkout);
    }
    if is_segment(&signs.path, CART) && !signs.has_product && !signs.has_list {
        return Some(PageKind::Cart);
    }
    let is_account = is_segment(&signs.path, ACCOUNT);
    let is_checkout_form = signs.has_address_fields && !is_account && !signs.has_product;
    is_checkout_form.then_some(PageKind::Checkout)
}

fn by_content(signs: &Signs, last: &str) -> PageKind {
    if is_segment(&signs.path, CONTACT) || signs.has_contact {
        PageKind::Contact
    } else if is_segment(&signs.path, ACCOUNT) {
        PageKind::Account
    } else if signs.has_article || is_segment(&signs.path, ARTICLE) {
        PageKind::Article
    } else if has_phrase(last, HELP) || is_segment(&signs.path, HELP) {
        PageKind::Help
    } else if signs.is_product_by_markup {
        PageKind::Product
    } else if signs.has_list {
        PageKind::Category
    } else if signs.has_questions {
        PageKind::Help
    } else if is_segment(&signs.path, CATEGORY) {
        PageKind::Category
    } else {
        PageKind::Other
    }
}

/// Which policy the last part of the path names.
fn policy(last: &str) -> Option<PolicyKind> {
    // Returns before delivery: "delivery and returns" is read for the returns.
    const NAMED: [(PolicyKind, &str); 5] = [
        (PolicyKind::Returns, RETURNS),
        (PolicyKind::Delivery, DELIVERY),
        (PolicyKind::Warranty, WARRANTY),
        (PolicyKind::Privacy, PRIVACY),
        (PolicyKind::Terms, TERMS),
    ];
    NAMED.iter().find(|(_, phrases)| has_phrase(last, phrases)).map(|(kind, _)| *kind)
}

/// Whether a whole segment of the path is one of the phrases.
fn is_segment(path: &str, phrases: &str) -> bool {
    path.split('/').any(|segment| is_phrase(&spaced(without_ending(segment)), phrases))
}

/// `/orders/81234567`: an order and its number.
fn is_order_path(path: &str) -> bool {
    let mut segments = path.split('/').rev().filter(|segment| !segment.is_empty());
    let has_number = segments.next().is_some_and(|last| {
        last.bytes().any(|byte| byte.is_ascii_digit()) || last == "status.html"
    });
    has_number && segments.next().is_some_and(|parent| matches!(parent, "order" | "orders"))
}

/// The front page, also that of a language: `/`, `/index.html`, `/de/`, `/en-gb`.
fn is_front(path: &str) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let (first, more) = (segments.next(), segments.next());
    let is_index = |segment: &str| {
        let name = without_ending(segment);
        matches!(name, "index" | "home" | "default")
    };
    let is_language = |segment: &str| {
        let mut parts = segment.split(['-', '_']);
        let is_code = |part: Option<&str>| {
            part.is_some_and(|part| {
                part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
            })
        };
        let is_first = is_code(parts.next());
        let second = parts.next();
        is_first && (second.is_none() || is_code(second)) && parts.next().is_none()
    };
    match (first, more) {
        (None, _) => true,
        (Some(only), None) => is_index(only) || is_language(only),
        (Some(first), Some(second)) => {
            is_language(first) && is_index(second) && segments.next().is_none()
        }
    }
}

fn last_segment(path: &str) -> &str {
    let named = |segment: &&str| !segment.is_empty() && !segment.starts_with("index.");
    path.split('/').rev().find(named).unwrap_or_default()
}

/// A segment without `.html`, `.php` and the like.
fn without_ending(segment: &str) -> &str {
    let endings = ".html .htm .php .aspx .jsp";
    endings.split(' ').find_map(|ending| segment.strip_suffix(ending)).unwrap_or(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(path: &str) -> PageKind {
        decide(&Signs { path: path.to_owned(), ..Signs::default() }).0
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
            let signs = Signs { path: path.to_owned(), ..Signs::default() };
            assert_eq!(decide(&signs), (PageKind::Policy, Some(policy)), "{path}");
        }
    }

    #[test]
    fn a_product_named_like_a_cart_stays_a_product() {
        let signs = Signs { has_product: true, ..Signs::default() };
        for path in ["/products/shopping-bag", "/bag/returns-tote", "/"] {
            let signs = Signs { path: path.to_owned(), ..signs.clone() };
            assert_eq!(decide(&signs).0, PageKind::Product, "{path}");
        }
    }

    #[test]
    fn card_fields_make_it_a_payment_step_whatever_else_is_there() {
        let signs = Signs { has_product: true, has_card_fields: true, ..Signs::default() };
        assert_eq!(decide(&signs).0, PageKind::Payment);
    }
}
