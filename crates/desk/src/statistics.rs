//! How sure one may be: intervals, and how many visitors an answer needs.
//!
//! Pure arithmetic. A number on a page comes from here with its interval, or it is
//! not printed.

/// Two-sided 95 %.
const Z: f64 = 1.959_964;

/// Power of 80 %.
const Z_POWER: f64 = 0.841_621;

/// The smallest change worth knowing of, as a share of what happens without the play.
/// Smaller ones would need more visitors than most shops have in a year.
pub const WORTH_KNOWING: f64 = 0.2;

/// So few answers say more about chance than about visitors.
pub const FEWEST_ANSWERS: u64 = 10;

/// A number and how far it may be off, 95 times in a hundred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The best guess.
    pub middle: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether all of it is above zero, or all of it below.
    #[must_use]
    pub fn is_clear(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Half its width.
    #[must_use]
    pub fn margin(self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Some of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many it is true of.
    pub some: u64,
    /// Of how many.
    pub all: u64,
}

impl Part {
    /// The share, 0 to 1; 0 of nothing.
    #[must_use]
    pub fn share(self) -> f64 {
        match self.all {
            0 => 0.0,
            all => float(self.some.min(all)) / float(all),
        }
    }

    /// The share with its interval; nothing of nothing.
    ///
    /// Source: Wilson's score interval, which stays within 0 and 1 and is honest for few.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        if self.all == 0 {
            return None;
        }
        let (share, all) = (self.share(), float(self.all));
        let spread = Z * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt();
        let divisor = 1.0 + Z * Z / all;
        let centre = share + Z * Z / (2.0 * all);
        Some(Interval {
            middle: share,
            low: ((centre - spread) / divisor).max(0.0),
            high: ((centre + spread) / divisor).min(1.0),
        })
    }
}

/// What a comparison with the holdout tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Nobody was held back, so there is nothing to compare with.
    NoHoldout,
    /// Too few: about this many visitors are missing, if they come as they did so far.
    TooFew {
        /// Visitors missing.
        missing: u64,
        /// How much of what it takes is there, 0 to 1.
        progress: f64,
    },
    /// Enough: the difference in shares, shown less withheld, each 0 to 1.
    Measured(Interval),
}

/// Compares those who were shown a play with those from whom it was held back.
///
/// Refuses to say a number before a change of [`WORTH_KNOWING`] would be seen four times
/// in five: an early number is mostly noise, and the loudest noise is what one remembers.
/// Source: guidance.md 1.4; Newcombe's interval for a difference of shares.
#[must_use]
pub fn compare(shown: Part, withheld: Part) -> Verdict {
    if withheld.all == 0 || shown.all == 0 {
        return Verdict::NoHoldout;
    }
    let all = shown.all + withheld.all;
    let base = Part { some: shown.some + withheld.some, all };
    // With nothing seen yet, reckon as if it had been seen once.
    let base = Part { some: base.some.max(1), ..base }.share();
    let needed = visitors_needed(base, float(withheld.all) / float(all));
    if all < needed {
        return Verdict::TooFew { missing: needed - all, progress: float(all) / float(needed) };
    }
    match (shown.interval(), withheld.interval()) {
        (Some(shown), Some(withheld)) => Verdict::Measured(difference(shown, withheld)),
        _ => Verdict::NoHoldout,
    }
}

fn difference(one: Interval, other: Interval) -> Interval {
    let middle = one.middle - other.middle;
    let below = ((one.middle - one.low).powi(2) + (other.high - other.middle).powi(2)).sqrt();
    let above = ((one.high - one.middle).powi(2) + (other.middle - other.low).powi(2)).sqrt();
    Interval { middle, low: middle - below, high: middle + above }
}

/// How many visitors it takes in all to see a relative change of [`WORTH_KNOWING`]:
/// power 80 %, two-sided 5 %.
///
/// Shape: `base` and `held_out` are shares between 0 and 1.
#[must_use]
pub fn visitors_needed(base: f64, held_out: f64) -> u64 {
    let changed = base * (1.0 + WORTH_KNOWING);
    // When nearly everybody does it, the change can only go the other way.
    let changed = if changed < 1.0 { changed } else { base * (1.0 - WORTH_KNOWING) };
    let ratio = (1.0 - held_out) / held_out;
    let pooled = (base + ratio * changed) / (1.0 + ratio);
    let null = Z * (pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio)).sqrt();
    let other = Z_POWER * (base * (1.0 - base) + changed * (1.0 - changed) / ratio).sqrt();
    let withheld = ((null + other) / (changed - base)).powi(2);
    // Saturates at the type's end; far beyond any shop.
    (withheld * (1.0 + ratio)).ceil() as u64
}

/// The Net Promoter Score, -100 to 100, from how often each score 0 to 10 was given;
/// nothing below [`FEWEST_ANSWERS`].
#[must_use]
pub fn net_promoter(scores: &[u64]) -> Option<Interval> {
    let all: u64 = scores.iter().sum();
    if all < FEWEST_ANSWERS {
        return None;
    }
    let detractors: u64 = scores.iter().take(7).sum();
    let promoters: u64 = scores.iter().skip(9).sum();
    let (for_us, against) = (float(promoters) / float(all), float(detractors) / float(all));
    let net = for_us - against;
    let margin = Z * ((for_us + against - net * net).max(0.0) / float(all)).sqrt();
    let (low, high) = ((net - margin).max(-1.0), (net + margin).min(1.0));
    Some(Interval { middle: net * 100.0, low: low * 100.0, high: high * 100.0 })
}

/// The share of answers from a score on, in percent; nothing below [`FEWEST_ANSWERS`].
#[must_use]
pub fn share_from(scores: &[u64], from: usize) -> Option<Interval> {
    let all: u64 = scores.iter().sum();
    if all < FEWEST_ANSWERS {
        return None;
    }
    let share = Part { some: scores.iter().skip(from).sum(), all }.interval()?;
    Some(Interval {
        middle: share.middle * 100.0,
        low: share.low * 100.0,
        high: share.high * 100.0,
    })
}

/// Counts stay far below 2^52, so nothing is lost in a float.
#[must_use]
pub fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of guidance.md 1.4, within one in a hundred.
    #[test]
    fn visitors_needed_agree_with_the_table() {
        for (base, held_out, expected) in [
            (0.03, 0.05, 150_863.0),
            (0.03, 0.10, 79_375.0),
            (0.03, 0.20, 44_366.0),
            (0.03, 0.50, 27_827.0),
            (0.05, 0.10, 46_505.0),
        ] {
            let needed = float(visitors_needed(base, held_out));
            assert!((needed / expected - 1.0).abs() < 0.01, "{base} {held_out}: {needed}");
        }
    }

    #[test]
    fn an_underpowered_lift_is_not_a_number() {
        let verdict = compare(Part { some: 90, all: 900 }, Part { some: 1, all: 100 });
        assert!(
            matches!(verdict, Verdict::TooFew { missing, .. } if missing > 5_000),
            "{verdict:?}"
        );
        assert_eq!(compare(Part { some: 1, all: 10 }, Part::default()), Verdict::NoHoldout);
    }

    #[test]
    fn a_clear_difference_is_told_with_its_interval() {
        let verdict = compare(Part { some: 5_000, all: 10_000 }, Part { some: 1_000, all: 2_500 });
        let Verdict::Measured(difference) = verdict else { panic!("{verdict:?}") };
        assert!(difference.is_clear() && difference.low > 0.07 && difference.high < 0.13);
    }

    #[test]
    fn the_net_promoter_score_has_the_margin_of_the_reference() {
        // guidance.md 4.2 P20: about 1,000 answers for five points.
        let mut scores = [0; 11];
        (scores[10], scores[5], scores[8]) = (500, 200, 300);
        let score = net_promoter(&scores).unwrap();
        assert!((score.middle - 30.0).abs() < 1e-9);
        assert!((4.5..5.3).contains(&score.margin()), "{}", score.margin());
        assert_eq!(net_promoter(&[1, 2]), None);
    }
}
