//! What is in the cart, as far as touchpoints say.

use crate::memory::SessionMemory;
use crate::page::Money;
use crate::touchpoint::{Touchpoint, TouchpointName};

impl SessionMemory {
    /// Follows the cart. What the cart page lists is the truth; between its views
    /// the changes are counted.
    pub(crate) fn note_cart(&mut self, touchpoint: &Touchpoint) {
        let (mut items, mut cents) = (0_u32, 0_i64);
        for item in &touchpoint.items {
            let count = item.quantity.max(1);
            items = items.saturating_add(count);
            let price = item.product.price.as_ref().map_or(0, cents_of);
            cents = cents.saturating_add(price.saturating_mul(i64::from(count)));
        }
        match touchpoint.name {
            TouchpointName::AddToCart => {
                self.cart_items = self.cart_items.saturating_add(items.max(1));
                self.cart_cents = self.cart_cents.saturating_add(cents);
            }
            TouchpointName::RemoveFromCart => {
                self.cart_items = self.cart_items.saturating_sub(items.max(1));
                self.cart_cents = self.cart_cents.saturating_sub(cents).max(0);
            }
            TouchpointName::ViewCart if items > 0 => {
                (self.cart_items, self.cart_cents) = (items, cents);
            }
            TouchpointName::Purchase => (self.cart_items, self.cart_cents) = (0, 0),
            _ => {}
        }
        if self.cart_items == 0 {
            self.cart_cents = 0;
        }
    }
}

/// An amount in hundredths. No float: the text is read digit by digit.
fn cents_of(money: &Money) -> i64 {
    let (whole, part) = money.amount.split_once('.').unwrap_or((&money.amount, ""));
    let mut cents = 0_i64;
    for digit in whole.bytes().chain(part.bytes().chain(*b"00").take(2)) {
        if digit.is_ascii_digit() {
            cents = cents.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
        }
    }
    cents
}
