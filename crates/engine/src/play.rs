//! A play: content, trigger, and the stage and need it serves.

use crate::condition::Condition;
use crate::journey::Stage;
use crate::name::named;
use crate::written::Written;

/// Names a play; the same name in configuration, events and scripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlayId(pub &'static str);

named! {
    /// How a play is drawn.
    pub enum Format {
        /// A direct answer to a likely question.
        Answer = "answer",
        /// Products side by side.
        Compare = "compare",
        /// The three after-sale questions.
        CheckIn = "check_in",
        /// One short line beside a page element.
        Tip = "tip",
        /// A few steps of content.
        Guide = "guide",
        /// Steps attached to page elements.
        Tour = "tour",
        /// For whom something is, and for whom not.
        Fit = "fit",
        /// Search over the help articles.
        Help = "help",
        /// A person takes over.
        Handoff = "handoff",
        /// A survey: how likely the visitor is to recommend.
        Nps = "nps",
        /// A survey: how satisfied the visitor is.
        Csat = "csat",
        /// A survey: how much effort it took.
        Ces = "ces",
        /// A reward, or a note about what changed.
        Thanks = "thanks",
        /// Recommending to others.
        Referral = "referral",
    }
}

named! {
    /// The kind of need a play serves.
    pub enum Need {
        /// Getting something done.
        Functional = "functional",
        /// What others think and do.
        Social = "social",
        /// How it feels.
        Emotional = "emotional",
    }
}

/// What a play is about; the content itself comes from the page and the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The products looked at, side by side.
    LookedAt,
    /// Returns and delivery of the product of the page.
    OfferTerms,
    /// The last order.
    LastOrder,
    /// Where help is to be had.
    Help,
    /// What the site owner wrote.
    Written(&'static Written),
}

/// Something the widget can offer.
///
/// Shape: a play lives as long as the program, so that it is only referred to and
/// a built-in one is data without a line of code. Plays that come from elsewhere
/// are leaked once, when the configuration is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// Its name.
    pub id: PlayId,
    /// How it is drawn.
    pub format: Format,
    /// What it is about.
    pub subject: Subject,
    /// The stage it serves.
    pub stage: Stage,
    /// The need it serves.
    pub need: Need,
    /// When it fits.
    pub when: Condition,
    /// How much it helps when it is needed, 0 to 100.
    pub benefit: u32,
}
