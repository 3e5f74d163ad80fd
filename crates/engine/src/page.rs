//! What a page says about itself, read once by the shell.

use crate::wire::{wire_names, wire_struct};

/// The kind of page the visitor is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The front page.
    Home,
    /// A list of products.
    Category,
    /// One product.
    Product,
    /// Search results.
    Search,
    /// The cart.
    Cart,
    /// A checkout step before payment.
    Checkout,
    /// The payment step.
    Payment,
    /// The page after an order was placed.
    Confirmation,
    /// The state of an order.
    OrderStatus,
    /// Questions and answers.
    Help,
    /// Delivery, returns, warranty, privacy or terms.
    Policy,
    /// How to reach a person.
    Contact,
    /// The visitor's account.
    Account,
    /// Something to read.
    Article,
    /// Anything else; a good answer when nothing is sure.
    #[default]
    Other,
}

impl PageKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Home,
        Self::Category,
        Self::Product,
        Self::Search,
        Self::Cart,
        Self::Checkout,
        Self::Payment,
        Self::Confirmation,
        Self::OrderStatus,
        Self::Help,
        Self::Policy,
        Self::Contact,
        Self::Account,
        Self::Article,
        Self::Other,
    ];

    /// The kind that is written like this, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name used in events and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Category => "category",
            Self::Product => "product",
            Self::Search => "search",
            Self::Cart => "cart",
            Self::Checkout => "checkout",
            Self::Payment => "payment",
            Self::Confirmation => "confirmation",
            Self::OrderStatus => "order_status",
            Self::Help => "help",
            Self::Policy => "policy",
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Article => "article",
            Self::Other => "other",
        }
    }
}

/// How the visitor came to this view of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Navigation {
    /// The document was loaded.
    #[default]
    Load,
    /// The route changed inside the document.
    Route,
    /// The document came back from the back/forward cache.
    Restored,
}

/// An amount of money as the page states it.
///
/// Shape: `amount` is a decimal string such as `34.90`, because binary
/// fractions corrupt revenue; `currency` is an ISO 4217 code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Decimal string with a point.
    pub amount: String,
    /// ISO 4217, three capital letters.
    pub currency: String,
}

/// A product, with the facts the page gives about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// The shop's own id: sku, or the path of its page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind, in the shop's words.
    pub category: String,
    /// Who makes it.
    pub brand: String,
    /// Price of one.
    pub price: Option<Money>,
    /// Whether it can be had now.
    pub is_available: Option<bool>,
    /// Path of its page.
    pub url: String,
    /// Facts for comparing: name and value, in the page's words.
    pub attributes: Vec<(String, String)>,
}

/// What delivery costs and takes, from the offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Price of delivery; zero means free.
    pub price: Option<Money>,
    /// Shortest time in days, handling and transit together.
    pub days_from: Option<u32>,
    /// Longest time in days.
    pub days_to: Option<u32>,
}

/// The return policy, from the offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returns {
    /// Days in which a return is taken; `Some(0)` means not returnable.
    pub days: Option<u32>,
    /// Whether sending it back costs nothing.
    pub is_free: Option<bool>,
}

/// One question the page answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: String,
    /// Its answer, as text.
    pub answer: String,
}

/// What a link of the page leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// The help page.
    Help,
    /// Delivery terms.
    Delivery,
    /// Return terms.
    Returns,
    /// A way to reach a person.
    Contact,
    /// The state of an order.
    OrderStatus,
    /// A size guide.
    SizeGuide,
}

/// A link of the page that can help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads to, in our words.
    pub kind: LinkKind,
    /// Its address: http, https or a path of this site.
    pub url: String,
    /// Its text in the page.
    pub label: String,
}

/// Which policy a policy page is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyKind {
    /// Delivery.
    #[default]
    Delivery,
    /// Returns and refunds.
    Returns,
    /// Warranty.
    Warranty,
    /// Privacy.
    Privacy,
    /// Terms of sale.
    Terms,
}

impl PolicyKind {
    /// Every policy.
    pub const ALL: [Self; 5] =
        [Self::Delivery, Self::Returns, Self::Warranty, Self::Privacy, Self::Terms];

    /// The policy that is written like this, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.as_str() == name)
    }

    /// The name used in events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Returns => "returns",
            Self::Warranty => "warranty",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
        }
    }
}

/// Everything the shell read from one view of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Path without query and fragment, identifiers in it already masked.
    pub path: String,
    /// What kind of page it is.
    pub kind: PageKind,
    /// How the visitor came here.
    pub navigation: Navigation,
    /// The product the page is about.
    pub product: Option<Product>,
    /// What delivery takes.
    pub delivery: Option<Delivery>,
    /// What returning takes.
    pub returns: Option<Returns>,
    /// Questions the page answers.
    pub questions: Vec<Question>,
    /// Links that can help.
    pub links: Vec<Link>,
    /// Which policy it states, on a policy page.
    pub policy: Option<PolicyKind>,
    /// BCP 47 language of the page.
    pub language: String,
}

wire_struct!(Money { amount, currency });
wire_struct!(Product { id, name, category, brand, price, is_available, url, attributes });
wire_names!(PolicyKind: Delivery, Returns, Warranty, Privacy, Terms);
