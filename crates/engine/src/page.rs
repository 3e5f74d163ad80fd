//! What a page says about itself, read once by the shell.

use crate::name::named;
use crate::wire::wire_struct;

named! {
    /// The kind of page the visitor is on.
    #[derive(Default)]
    pub enum PageKind {
        /// The front page.
        Home = "home",
        /// A list of products.
        Category = "category",
        /// One product.
        Product = "product",
        /// Search results.
        Search = "search",
        /// The cart.
        Cart = "cart",
        /// A checkout step before payment.
        Checkout = "checkout",
        /// The payment step.
        Payment = "payment",
        /// The page after an order was placed.
        Confirmation = "confirmation",
        /// The state of an order.
        OrderStatus = "order_status",
        /// Questions and answers.
        Help = "help",
        /// Delivery, returns, warranty, privacy or terms.
        Policy = "policy",
        /// How to reach a person.
        Contact = "contact",
        /// The visitor's account.
        Account = "account",
        /// Something to read.
        Article = "article",
        /// Anything else; a good answer when nothing is sure.
        #[default]
        Other = "other",
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

named! {
    /// Which policy a policy page is about.
    #[derive(Default)]
    pub enum PolicyKind {
        /// Delivery.
        #[default]
        Delivery = "delivery",
        /// Returns and refunds.
        Returns = "returns",
        /// Warranty.
        Warranty = "warranty",
        /// Privacy.
        Privacy = "privacy",
        /// Terms of sale.
        Terms = "terms",
    }
}

/// Everything the shell read from one view of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Path without query and fragment, identifiers in it already masked.
    pub path: String,
    /// A number that tells this page from others, its query included; in memory and for
    /// the tab only, never sent.
    pub place: u32,
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

impl PageFacts {
    /// Whether it says anything about what delivery or returning takes.
    pub(crate) fn has_terms(&self) -> bool {
        let delivery = self.delivery.as_ref();
        let returns = self.returns.as_ref();
        delivery.is_some_and(|delivery| {
            delivery.price.is_some() || delivery.days_from.is_some() || delivery.days_to.is_some()
        }) || returns.is_some_and(|returns| returns.days.is_some() || returns.is_free.is_some())
    }
}

/// What is understood of a page, as it passes between the parts that read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// Path of the page, as in [`PageFacts`].
    pub path: String,
    /// What kind of page it is.
    pub kind: PageKind,
    /// The product it is about.
    pub product: Option<Product>,
    /// Questions and their answers.
    pub questions: Vec<(String, String)>,
}

impl Understood {
    /// Whether JSON-LD and the address have said enough, so that nothing else has to be
    /// read: a kind of page that is named by its address, sells nothing and answers nothing.
    ///
    /// A page about a product never has: its data are written for machines that list
    /// it, and name it, number it and answer for it otherwise than what people read.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        !matches!(
            self.kind,
            PageKind::Home
                | PageKind::Category
                | PageKind::Product
                | PageKind::Checkout
                | PageKind::Article
                | PageKind::Help
                | PageKind::Policy
                | PageKind::Contact
                | PageKind::Other
        )
    }
}

wire_struct!(Understood { path, kind, product, questions });
wire_struct!(Money { amount, currency });
wire_struct!(Product { id, name, category, brand, price, is_available, url, attributes });
