//! What the visitor did, in the words of GA4 where it has one.

use crate::page::{Money, PolicyKind, Product};
use crate::wire::{Codec, Wire, wire_struct};

/// Declares the touchpoint names once: variant, wire name, meaning.
macro_rules! touchpoint_names {
    ($($variant:ident $name:literal $meaning:literal),+ $(,)?) => {
        /// The name of a touchpoint.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TouchpointName {
            #[default]
            $(#[doc = $meaning] $variant),+
        }

        impl TouchpointName {
            /// Every name, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name used in events, scripts and configuration.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it means, for the documentation.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

touchpoint_names! {
    PageView "page_view" "A page was looked at.",
    ViewItemList "view_item_list" "A list of products was looked at.",
    ViewItem "view_item" "One product was looked at.",
    Search "search" "The shop was searched.",
    AddToWishlist "add_to_wishlist" "A product was put on the wish list.",
    AddToCart "add_to_cart" "A product was put into the cart.",
    RemoveFromCart "remove_from_cart" "A product was taken out of the cart.",
    ViewCart "view_cart" "The cart was looked at.",
    BeginCheckout "begin_checkout" "The checkout was begun.",
    Purchase "purchase" "An order was placed.",
    Refund "refund" "An order was refunded.",
    Share "share" "Something was shared.",
    CompareItems "compare_items" "Products were looked at side by side.",
    ReadPolicy "read_policy" "A policy page was read.",
    ViewOrder "view_order" "The state of an order was looked at.",
    OpenHelp "open_help" "The visitor opened help.",
}

impl Wire for TouchpointName {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        let read = codec.name(self.as_str(), Self::NAMES).and_then(|place| Self::ALL.get(place));
        if let Some(read) = read {
            *self = *read;
        }
    }
}

impl TouchpointName {
    /// The name that is written like this, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == name)
    }
}

/// A product in a touchpoint, with how many of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The product, as far as it is known.
    pub product: Product,
    /// How many; 0 where it does not apply.
    pub quantity: u32,
}

/// An order, as the page states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The shop's order number.
    pub id: String,
    /// What it came to.
    pub total: Option<Money>,
}

/// Something the visitor did.
///
/// Shape: raw observation; what it means is decided in the engine. Only the
/// fields that belong to the name are filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touchpoint {
    /// What was done.
    pub name: TouchpointName,
    /// With which products.
    pub items: Vec<Item>,
    /// For `purchase` and `refund`.
    pub order: Option<Order>,
    /// For `search`: how many results there were. The words searched for are
    /// never part of it (reference/privacy.md, 2.3: names cannot be detected).
    pub results: Option<u32>,
    /// For `read_policy`.
    pub policy: Option<PolicyKind>,
}

impl Touchpoint {
    /// A touchpoint that is only its name.
    #[must_use]
    pub const fn named(name: TouchpointName) -> Self {
        Self { name, items: Vec::new(), order: None, results: None, policy: None }
    }

    /// A touchpoint about one product.
    #[must_use]
    pub fn about(name: TouchpointName, product: Product) -> Self {
        Self { items: vec![Item { product, quantity: 1 }], ..Self::named(name) }
    }
}

wire_struct!(Item { product, quantity });
wire_struct!(Order { id, total });
wire_struct!(Touchpoint { items, order, results, policy; name });
