//! What the visitor presses, chooses and is refused: observed, and not understood here.
//!
//! What it means is decided in the engine. Of an element only a number and its kind
//! leave this file; what is written on it is read while it is heard of, and dropped.

use std::cell::Cell;

use usher_engine::{Click, Input, Millis, Observation, Target};

use super::Report;
use super::dom;
use super::listener::{Heard, Listener};
use super::words::{SIZE_GUIDE, has_phrase, spaced};

/// What is pressed, one bit each, as in `dom.js`.
const CONTROL: u32 = 32;
const NATIVE: u32 = 64;
const REPEAT: u32 = 128;
const TOUCH: u32 = 256;
const CHOICE: u32 = 512;

/// What is named like this is pressed again and again on purpose.
const STEPPERS: &str = "\
    quantity|qty|stepper|increase|decrease|plus|minus|carousel|slider|swiper|gallery|menge|anzahl|\
    quantite|cantidad|quantita|aantal|antal|ilosc";

/// What is named like this puts into the cart, or leads to the checkout.
const BUYING: &str = "\
    add to cart|add to basket|add to bag|buy now|checkout|in den warenkorb|zur kasse|kaufen|\
    ajouter au panier|acheter|comprar|anadir al carrito|aggiungi al carrello|in winkelwagen|\
    bestellen|lagg i varukorg|kop|lag i kurv|legg i handlekurv|til kassen|lisaa ostoskoriin|\
    kassalle|do koszyka";

/// A field that is named like this takes a coupon.
const COUPONS: &str = "\
    coupon|promo|promocode|discount|voucher|gutschein|rabattcode|cupon|descuento|sconto|\
    kortingscode|cupom|rabattkod|rabatkode|rabattkode|alekoodi|alennuskoodi|kod rabatowy";

/// Listens until dropped.
pub struct Presses {
    _listener: Listener,
}

struct State {
    report: Report,
    /// The number of the coupon field that has the focus; 0 without one.
    coupon: Cell<u32>,
}

/// Reports what is pressed, chosen and refused.
#[must_use]
pub fn listen(report: Report) -> Presses {
    let state = State { report, coupon: Cell::new(0) };
    Presses { _listener: Listener::new("presses", Box::new(move |heard| state.hear(heard))) }
}

impl State {
    /// The groups are those of `dom.js`, in their order.
    fn hear(&self, heard: Heard) {
        if heard.is_in_widget() {
            return;
        }
        let observed = match heard.group {
            0 => Some(Observation::Click(click(heard))),
            1 => self.leave_coupon(),
            2 | 8 => Some(self.refuse(heard)),
            // A picture that cannot be loaded is no error of the page's script.
            3 if heard.is_at_element() => None,
            3 | 9 => Some(Observation::Failed),
            4 => self.enter_field(heard),
            5 => self.leave_coupon(),
            6 if heard.is(CHOICE) && !is_named(STEPPERS) => Some(Observation::Chosen),
            7 => Some(Observation::Responded),
            _ => None,
        };
        if let Some(observation) = observed {
            (self.report)(Input::Observed(observation));
        }
    }

    fn refuse(&self, heard: Heard) -> Observation {
        if is_named(COUPONS) {
            Observation::CouponRejected
        } else {
            Observation::Invalid(heard.number)
        }
    }

    fn enter_field(&self, heard: Heard) -> Option<Observation> {
        if heard.focus() == 0 || !is_named(COUPONS) {
            return None;
        }
        self.coupon.set(heard.number);
        Some(Observation::CouponFocused)
    }

    fn leave_coupon(&self) -> Option<Observation> {
        (self.coupon.take() != 0).then_some(Observation::CouponLeft)
    }
}

fn click(heard: Heard) -> Click {
    let (x, y) = heard.spot();
    Click {
        at: Millis(heard.at as i64),
        x,
        y,
        is_touch: heard.is(TOUCH),
        target: heard.number,
        kind: kind_of(heard),
        is_native: heard.is(NATIVE),
    }
}

/// What kind of thing was pressed. A link can lead to the checkout too.
fn kind_of(heard: Heard) -> Target {
    let looks_pressable = heard.is(CONTROL) || heard.is(NATIVE);
    if heard.is(REPEAT) {
        return Target::Repeat;
    }
    if !looks_pressable {
        return Target::Plain;
    }
    let words = spaced(&dom::naming());
    let known =
        [(Target::Repeat, STEPPERS), (Target::Buy, BUYING), (Target::SizeGuide, SIZE_GUIDE)];
    for (kind, phrases) in known {
        if has_phrase(&words, phrases) {
            return kind;
        }
    }
    if heard.is(CONTROL) { Target::Control } else { Target::Plain }
}

/// Whether what is heard of now is named like this.
fn is_named(phrases: &str) -> bool {
    has_phrase(&spaced(&dom::naming()), phrases)
}
