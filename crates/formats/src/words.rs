//! What other vocabularies call a touchpoint.

/// Our name, that of Segment's ecommerce specification, and that of GA4.
const WORDS: [(&str, &str, &str); 14] = [
    ("touchpoint.page_view", "Page Viewed", "page_view"),
    ("touchpoint.view_item_list", "Product List Viewed", "view_item_list"),
    ("touchpoint.view_item", "Product Viewed", "view_item"),
    ("touchpoint.search", "Products Searched", "search"),
    ("touchpoint.add_to_wishlist", "Product Added to Wishlist", "add_to_wishlist"),
    ("touchpoint.add_to_cart", "Product Added", "add_to_cart"),
    ("touchpoint.remove_from_cart", "Product Removed", "remove_from_cart"),
    ("touchpoint.view_cart", "Cart Viewed", "view_cart"),
    ("touchpoint.begin_checkout", "Checkout Started", "begin_checkout"),
    ("touchpoint.purchase", "Order Completed", "purchase"),
    ("touchpoint.refund", "Order Refunded", "refund"),
    ("touchpoint.share", "Product Shared", "share"),
    ("touchpoint.filter_items", "Product List Filtered", "filter_items"),
    ("touchpoint.write_review", "Product Reviewed", "write_review"),
];

/// Segment's name; our own where it has none.
pub(crate) fn of_segment(name: &str) -> &str {
    WORDS.iter().find(|(own, ..)| *own == name).map_or(name, |(_, segment, _)| segment)
}

/// GA4's name: letters, digits and `_` only.
pub(crate) fn of_ga4(name: &str) -> String {
    let known = WORDS.iter().find(|(own, ..)| *own == name);
    known.map_or_else(|| name.replace('.', "_"), |(.., ga4)| (*ga4).to_owned())
}
