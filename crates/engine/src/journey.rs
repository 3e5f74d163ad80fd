//! Where the visitor is on the journey, read from the touchpoints.
//!
//! Every reading carries its evidence and can say that it does not know.
//! Source: reference/guidance.md 5.1; the thresholds are its defaults.

use crate::memory::{LastingMemory, SessionMemory};
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;
use crate::wire::wire_names;

/// The seven lifecycle stages; the sale is in the middle, not at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Looking around.
    #[default]
    Awareness,
    /// Finding out what fits.
    Consideration,
    /// Wanting one.
    Desire,
    /// Buying.
    Purchase,
    /// Needing help with what was bought.
    Support,
    /// Coming back.
    Loyalty,
    /// Telling others.
    Advocacy,
}

impl Stage {
    /// All stages, in the order of the journey.
    pub const ALL: [Self; 7] = [
        Self::Awareness,
        Self::Consideration,
        Self::Desire,
        Self::Purchase,
        Self::Support,
        Self::Loyalty,
        Self::Advocacy,
    ];

    /// The name used in events, scripts and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Awareness => "awareness",
            Self::Consideration => "consideration",
            Self::Desire => "desire",
            Self::Purchase => "purchase",
            Self::Support => "support",
            Self::Loyalty => "loyalty",
            Self::Advocacy => "advocacy",
        }
    }

    /// Key of the words for the visitor.
    pub(crate) const fn text_key(self) -> &'static str {
        match self {
            Self::Awareness => "stage.awareness",
            Self::Consideration => "stage.consideration",
            Self::Desire => "stage.desire",
            Self::Purchase => "stage.purchase",
            Self::Support => "stage.support",
            Self::Loyalty => "stage.loyalty",
            Self::Advocacy => "stage.advocacy",
        }
    }
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// One weak sign.
    Low,
    /// One clear sign.
    Medium,
    /// The thing itself happened.
    High,
}

impl Confidence {
    /// The name used in events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One touchpoint a reading rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which touchpoint.
    pub touchpoint: TouchpointName,
    /// How often.
    pub count: u32,
    /// When last.
    pub at: Timestamp,
}

/// A stage, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageReading {
    /// The stage.
    pub stage: Stage,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What the readings are made from.
#[derive(Clone, Copy)]
pub(crate) struct Memories<'a> {
    pub(crate) session: &'a SessionMemory,
    pub(crate) lasting: &'a LastingMemory,
}

/// A checkout that led nowhere is over after this.
pub(crate) const CHECKOUT_LIFE: Millis = Millis::minutes(30);
/// An order can need support for this long.
const SUPPORT_WINDOW: Millis = Millis::days(30);
/// A visit this long after the last one still counts as coming back.
const RETURN_WINDOW: Millis = Millis::days(14);
/// A look this long is a look at the product, not past it.
const REAL_LOOK: Millis = Millis::seconds(20);
/// So many products of one kind are a comparison in the making.
const ITEMS_OF_ONE_KIND: usize = 3;

/// The stage the touchpoints speak for; none when there are none.
///
/// Support need outranks everything, then the highest stage that has evidence.
pub(crate) fn read_stage(memories: Memories<'_>, now: Timestamp) -> Option<StageReading> {
    support(memories, now)
        .or_else(|| purchase(memories, now))
        .or_else(|| advocacy(memories))
        .or_else(|| loyalty(memories))
        .or_else(|| desire(memories))
        .or_else(|| consideration(memories, now))
        .or_else(|| awareness(memories))
}

fn support(memories: Memories<'_>, now: Timestamp) -> Option<StageReading> {
    let order = memories.lasting.orders.last()?;
    if now.since(order.at) > SUPPORT_WINDOW {
        return None;
    }
    let signs = [TouchpointName::ViewOrder, TouchpointName::OpenHelp, TouchpointName::ReadPolicy];
    let evidence = evidence_after(memories, &signs, order.at);
    if evidence.is_empty() {
        return None;
    }
    Some(StageReading { stage: Stage::Support, confidence: Confidence::Medium, evidence })
}

fn purchase(memories: Memories<'_>, now: Timestamp) -> Option<StageReading> {
    let signs = [TouchpointName::Purchase, TouchpointName::BeginCheckout];
    let begun = Timestamp(now.0.saturating_sub(CHECKOUT_LIFE.0));
    let mut evidence = evidence_after(memories, &signs, begun);
    evidence.truncate(1);
    if evidence.is_empty() {
        return None;
    }
    let (stage, confidence) = (Stage::Purchase, Confidence::High);
    Some(StageReading { stage, confidence, evidence })
}

fn advocacy(memories: Memories<'_>) -> Option<StageReading> {
    let share = evidence_of(memories, TouchpointName::Share)?;
    let mut reading = loyalty(memories)?;
    reading.stage = Stage::Advocacy;
    reading.evidence.push(share);
    Some(reading)
}

fn loyalty(memories: Memories<'_>) -> Option<StageReading> {
    let orders = &memories.lasting.orders;
    let last = orders.last()?;
    let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    if count < 2 {
        return None;
    }
    let evidence = vec![Evidence { touchpoint: TouchpointName::Purchase, count, at: last.at }];
    Some(StageReading { stage: Stage::Loyalty, confidence: Confidence::Medium, evidence })
}

fn desire(memories: Memories<'_>) -> Option<StageReading> {
    let wants = [TouchpointName::AddToCart, TouchpointName::AddToWishlist];
    let mut evidence = evidence_after(memories, &wants, Timestamp(i64::MIN));
    let mut confidence = Confidence::High;
    if evidence.is_empty() {
        let policy = evidence_of(memories, TouchpointName::ReadPolicy)?;
        let looked = evidence_of(memories, TouchpointName::ViewItem)?;
        confidence = Confidence::Low;
        evidence = vec![looked, policy];
    }
    Some(StageReading { stage: Stage::Desire, confidence, evidence })
}

fn consideration(memories: Memories<'_>, now: Timestamp) -> Option<StageReading> {
    let session = memories.session;
    let mut looks = 0;
    for item in &session.items {
        looks += u32::from(item.dwell >= REAL_LOOK);
    }
    let of_one_kind = session.items_of_latest_kind().len();
    let is_comparing = looks >= 2 || of_one_kind >= ITEMS_OF_ONE_KIND;
    let evidence = if is_comparing {
        evidence_of(memories, TouchpointName::ViewItem)?
    } else {
        let before = memories.lasting.last_visit?;
        if now.since(before) > RETURN_WINDOW {
            return None;
        }
        evidence_of(memories, TouchpointName::PageView)?
    };
    let confidence = if is_comparing { Confidence::Medium } else { Confidence::Low };
    Some(StageReading { stage: Stage::Consideration, confidence, evidence: vec![evidence] })
}

fn awareness(memories: Memories<'_>) -> Option<StageReading> {
    let evidence = evidence_of(memories, TouchpointName::PageView)?;
    let (stage, confidence) = (Stage::Awareness, Confidence::Low);
    Some(StageReading { stage, confidence, evidence: vec![evidence] })
}

/// What happened of these touchpoints after a moment.
fn evidence_after(
    memories: Memories<'_>,
    names: &[TouchpointName],
    moment: Timestamp,
) -> Vec<Evidence> {
    let mut list = Vec::new();
    for name in names {
        if let Some(evidence) = evidence_of(memories, *name)
            && evidence.at > moment
        {
            list.push(evidence);
        }
    }
    list
}

fn evidence_of(memories: Memories<'_>, name: TouchpointName) -> Option<Evidence> {
    let tally = memories.session.tally_of(name)?;
    Some(Evidence { touchpoint: name, count: tally.count, at: tally.last() })
}

wire_names!(Stage: Awareness, Consideration, Desire, Purchase, Support, Loyalty, Advocacy);
