//! What the visitor did, in the words of GA4 where it has one.

use crate::name::named;
use crate::page::{Money, PolicyKind, Product};
use crate::wire::wire_struct;

named! {
    /// The name of a touchpoint.
    #[derive(Default)]
    pub enum TouchpointName {
        /// A page was looked at.
        #[default]
        PageView = "page_view",
        /// A list of products was looked at.
        ViewItemList = "view_item_list",
        /// One product was looked at.
        ViewItem = "view_item",
        /// The shop was searched.
        Search = "search",
        /// A product was put on the wish list.
        AddToWishlist = "add_to_wishlist",
        /// A product was put into the cart.
        AddToCart = "add_to_cart",
        /// A product was taken out of the cart.
        RemoveFromCart = "remove_from_cart",
        /// The cart was looked at.
        ViewCart = "view_cart",
        /// The checkout was begun.
        BeginCheckout = "begin_checkout",
        /// An order was placed.
        Purchase = "purchase",
        /// An order was refunded.
        Refund = "refund",
        /// Something was shared.
        Share = "share",
        /// Products were looked at side by side.
        CompareItems = "compare_items",
        /// A policy page was read.
        ReadPolicy = "read_policy",
        /// The state of an order was looked at.
        ViewOrder = "view_order",
        /// The visitor opened help.
        OpenHelp = "open_help",
        /// A list was filtered or put into another order.
        FilterItems = "filter_items",
        /// Pressed again and again in one place.
        RageClick = "rage_click",
        /// Pressed what looks as if it did something, and nothing happened.
        DeadClick = "dead_click",
        /// Pressed, and an error followed.
        ErrorClick = "error_click",
        /// Went to a page and came back at once.
        QuickBack = "quick_back",
        /// Came to the same page again and again.
        PageLoop = "page_loop",
        /// From a list to items and back, each with a short look.
        PogoSticking = "pogo_sticking",
        /// Went back and forth between two products.
        ItemOscillation = "item_oscillation",
        /// Searched again and again in vain.
        ZeroResultSearch = "zero_result_search",
        /// Stopped at the coupon field.
        CouponHesitation = "coupon_hesitation",
        /// Could not get through a form.
        FormError = "form_error",
        /// Read long what delivery or returning takes.
        PolicyIdle = "policy_idle",
        /// Changed the variant and did not decide.
        SizeHesitation = "size_hesitation",
        /// Looked at the cart and did nothing.
        CartIdle = "cart_idle",
        /// A size, colour or other variant was chosen.
        SelectVariant = "select_variant",
        /// A guide was read.
        ReadGuide = "read_guide",
        /// Reviews of others were read.
        ReadReviews = "read_reviews",
        /// A review was written.
        WriteReview = "write_review",
        /// A person of the shop was asked.
        Contact = "contact",
        /// News of the shop were asked for.
        Subscribe = "subscribe",
        /// A message was asked for when something can be had again.
        StockAlert = "stock_alert",
        /// An earlier order was ordered again, or a subscription renewed.
        Reorder = "reorder",
        /// One of the site owner's own.
        Custom = "custom",
        /// Noticed: a visit within 14 days of the one before.
        ReturnVisit = "return_visit",
        /// Noticed: the second return within seven days.
        FrequentVisit = "frequent_visit",
        /// Noticed: a product looked at again in a later visit, within seven days.
        ReturnToItem = "return_to_item",
        /// Noticed: a wished-for product looked at again.
        ReturnToWish = "return_to_wish",
        /// Noticed: a policy page in view for 20 seconds.
        StudyPolicy = "study_policy",
        /// Noticed: a visit with a real look at what there is.
        EngagedVisit = "engaged_visit",
        /// Noticed: a question of a play was answered.
        AnswerSurvey = "answer_survey",
        /// Noticed: the site said what it knows of the visitor.
        Identify = "identify",
    }
}

impl TouchpointName {
    /// Whether the engine notices it by itself: evidence of readings, which no page
    /// can report and which is no event of its own. `custom` is none either: it goes
    /// by its declared name.
    #[must_use]
    pub const fn is_noticed(self) -> bool {
        matches!(
            self,
            Self::Custom
                | Self::ReturnVisit
                | Self::FrequentVisit
                | Self::ReturnToItem
                | Self::ReturnToWish
                | Self::StudyPolicy
                | Self::EngagedVisit
                | Self::AnswerSurvey
                | Self::Identify
        )
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
    /// For signals that come about in more than one way: which.
    pub how: &'static str,
    /// For signals: how often it was so; 0 for everything else.
    pub count: u32,
}

impl Touchpoint {
    /// A touchpoint that is only its name.
    #[must_use]
    pub const fn named(name: TouchpointName) -> Self {
        Self {
            name,
            items: Vec::new(),
            order: None,
            results: None,
            policy: None,
            how: "",
            count: 0,
        }
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
