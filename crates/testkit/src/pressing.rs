//! What a visitor presses and the page answers, in the words of a script.

use usher_engine::{Click, Millis, Observation, Target};

/// Reads what was observed: `click button "Add to cart" at 120,40 by finger`,
/// `page responds`, `page fails`, `invalid email`, `coupon focused`, `choose size`.
///
/// # Errors
/// Says what is not understood, in one sentence.
pub(crate) fn observation(verb: &str, words: &[String]) -> Result<Observation, String> {
    let first = words.first().map(String::as_str).unwrap_or_default();
    Ok(match (verb, first) {
        ("click", _) => Observation::Click(click(words)?),
        ("page", "responds") => Observation::Responded,
        ("page", "fails") => Observation::Failed,
        ("invalid", field) => Observation::Invalid(number_of(field)),
        ("coupon", "focused") => Observation::CouponFocused,
        ("coupon", "left") => Observation::CouponLeft,
        ("coupon", "rejected") => Observation::CouponRejected,
        ("choose", _) => Observation::Chosen,
        _ => return Err(format!("`{verb} {first}` is nothing that can be observed")),
    })
}

/// Where it is pressed when the script does not say.
const SOMEWHERE: i32 = 100;

fn click(words: &[String]) -> Result<Click, String> {
    let what = words.first().map(String::as_str).unwrap_or_default();
    let kind = match what {
        "text" | "link" | "field" => Target::Plain,
        "button" => Target::Control,
        "stepper" => Target::Repeat,
        "buy" => Target::Buy,
        "size_guide" => Target::SizeGuide,
        other => {
            return Err(format!(
                "`{other}` cannot be pressed; there are text, link, field, button, stepper, \
                 buy and size_guide"
            ));
        }
    };
    let mut click = Click {
        kind,
        is_native: matches!(what, "link" | "field"),
        x: SOMEWHERE,
        y: SOMEWHERE,
        target: number_of(what),
        ..Click::default()
    };
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        match word.as_str() {
            "at" => {
                let place = rest.next().map(String::as_str).unwrap_or_default();
                let (x, y) = place.split_once(',').unwrap_or_default();
                let pixels = |text: &str| {
                    text.parse().map_err(|_| format!("`{place}` is no place; write `120,40`"))
                };
                (click.x, click.y) = (pixels(x)?, pixels(y)?);
            }
            "by" => click.is_touch = rest.next().is_some_and(|word| word == "finger"),
            name => click.target = number_of(name),
        }
    }
    Ok(click)
}

impl Timed for Observation {
    fn at(self, at: Millis) -> Self {
        match self {
            Self::Click(click) => Self::Click(Click { at, ..click }),
            other => other,
        }
    }
}

/// An observation that knows when it was made.
pub(crate) trait Timed {
    /// The same, made at this time of the script.
    fn at(self, at: Millis) -> Self;
}

/// A number for a name, the same each time.
pub(crate) fn number_of(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
