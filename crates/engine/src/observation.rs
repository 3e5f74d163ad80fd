//! What the shell observes; what it means is decided in `signal.rs`.
//!
//! Nothing here says what an element is: no text, no selector, no value. A number
//! tells two elements of one page apart; it lives in memory only, and is neither
//! kept nor sent.

use crate::name::named;
use crate::time::Millis;

named! {
    /// What kind of thing was pressed.
    #[derive(Default)]
    pub enum Target {
        /// Nothing that looks as if it did something.
        #[default]
        Plain = "plain",
        /// Something that looks as if it did something.
        Control = "control",
        /// Something that is pressed again and again on purpose: a stepper, a carousel.
        Repeat = "repeat",
        /// What puts into the cart or leads to the checkout.
        Buy = "buy",
        /// The way to a size guide.
        SizeGuide = "size_guide",
    }
}

/// A press, of a mouse or a finger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Click {
    /// When, by the clock of the events; it need not be that of the engine.
    pub at: Millis,
    /// Where, in CSS pixels from the left edge of the window.
    pub x: i32,
    /// Where, in CSS pixels from the upper edge of the window.
    pub y: i32,
    /// Whether it was a finger, which hits less exactly.
    pub is_touch: bool,
    /// A number that tells what was pressed from everything else on this page.
    pub target: u32,
    /// What kind of thing it was.
    pub kind: Target,
    /// Whether the browser itself answers it, as with a link, a field or media.
    pub is_native: bool,
}

/// Something that was observed on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// Something was pressed.
    Click(Click),
    /// The page responded: it changed, or goes somewhere.
    Responded,
    /// An error nobody caught, or a request that failed.
    Failed,
    /// A field was found invalid; a number tells it from the others of this page.
    Invalid(u32),
    /// The coupon field got the focus.
    CouponFocused,
    /// The coupon field lost the focus, or was sent.
    CouponLeft,
    /// The coupon was not taken.
    CouponRejected,
    /// One of several was chosen in a list, with a box or a button: a variant of the
    /// product, a filter or an order of the list.
    Chosen,
}
