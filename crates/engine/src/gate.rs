//! Whether a card is worth the interruption.
//!
//! Horvitz' expected utility in whole numbers, so that it can be traced:
//! `p_need · benefit − (1 − p_need) · annoy · (1 + refusals) − interrupt_cost > 0`.
//! Source: reference/guidance.md 4.2.

use crate::condition::Situation;
use crate::journey::{Confidence, Stage};
use crate::page::PageKind;
use crate::play::Play;
use crate::sign::{NEED, STAGE};
use crate::time::Millis;

/// How much a card annoys that is not needed, on the scale of a play's benefit.
const ANNOY: i64 = 20;
/// What an interruption costs where a sale is under way. Elsewhere a card comes only
/// at a pause (P4), where it costs nothing, and never while the visitor is busy (P5),
/// where it would cost everything.
const CART_COST: i64 = 2;
const REFUSAL_WINDOW: Millis = Millis::days(30);

/// Chances that a play is needed, in percent: when its stage is not the visitor's,
/// and when it is, by how sure that is.
const OTHER_STAGE: i64 = 35;
const SAME_STAGE: [i64; 3] = [50, 65, 80];
/// What it adds when the moment speaks for the play's need, and takes away when it
/// speaks for another one.
const SAME_NEED: i64 = 15;
const OTHER_NEED: i64 = 10;

/// What went into a decision about one play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// How likely it is needed, in percent.
    pub p_need: i64,
    /// How much it helps then, 0 to 100.
    pub benefit: i64,
    /// How much it annoys otherwise, on the same scale.
    pub annoy: i64,
    /// Cards refused in the last 30 days.
    pub refusals: i64,
    /// What interrupting costs here, on the same scale.
    pub interrupt_cost: i64,
}

impl Worth {
    /// What is known about a play now.
    pub(crate) fn of(play: &Play, situation: &Situation<'_>) -> Self {
        let refusals = situation.memories.preferences.refusals.iter();
        let recent = refusals.filter(|one| situation.now.since(one.at) < REFUSAL_WINDOW).count();
        let is_cart = situation.page.kind == PageKind::Cart;
        Self {
            p_need: p_need(play, situation),
            benefit: i64::from(play.benefit),
            annoy: ANNOY,
            refusals: i64::try_from(recent).unwrap_or(i64::MAX),
            interrupt_cost: if is_cart { CART_COST } else { 0 },
        }
    }

    /// What it comes to, in hundredths of the scale of a benefit; above zero it is
    /// worth it.
    #[must_use]
    pub fn value(&self) -> i64 {
        let annoyance = self.annoy.saturating_mul(self.refusals.saturating_add(1));
        let cost = (100 - self.p_need).saturating_mul(annoyance);
        (self.p_need * self.benefit)
            .saturating_sub(cost)
            .saturating_sub(self.interrupt_cost.saturating_mul(100))
    }
}

fn p_need(play: &Play, situation: &Situation<'_>) -> i64 {
    let sign = |place: usize| situation.signs.get(place).copied().flatten();
    let mut percent = OTHER_STAGE;
    if let Some(stage) = sign(STAGE) {
        if stage.value == play.stage as u8 {
            percent = chance(stage.confidence);
        } else if stage.value == Stage::Support as u8 {
            // Whoever needs support is not to be sold anything.
            return 0;
        }
    }
    match sign(NEED) {
        Some(need) if need.value == play.need as u8 => percent + SAME_NEED,
        Some(_) => percent - OTHER_NEED,
        None => percent,
    }
}

fn chance(confidence: Confidence) -> i64 {
    SAME_STAGE.get(confidence as usize).copied().unwrap_or(OTHER_STAGE)
}
