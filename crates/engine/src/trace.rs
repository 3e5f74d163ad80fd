//! What was looked at for a decision, so that it can be explained.

use std::sync::Arc;

use crate::play::{Play, PlayId};

/// One rule that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which rule.
    pub rule: &'static str,
    /// What was seen.
    pub seen: i64,
    /// What was wanted.
    pub wanted: i64,
    /// Whether it held.
    pub holds: bool,
}

/// The rules checked for one play, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// The checks; the last one is the first that failed, if any did.
    pub list: Vec<Check>,
}

impl Checks {
    pub(crate) fn note(&mut self, check: Check) -> bool {
        self.list.push(check);
        check.holds
    }
}

/// What became of one play in a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayTrace {
    /// Which play.
    pub play: Arc<Play>,
    /// The rules looked at.
    pub checks: Checks,
    /// The policy that held it back although it fitted.
    pub withheld_by: Option<&'static str>,
}

/// The last decision: why something was shown, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Why it was not a good moment at all, if it was not.
    pub not_now: Option<&'static str>,
    /// The plays that were looked at.
    pub plays: Vec<PlayTrace>,
    /// The one that was shown.
    pub shown: Option<PlayId>,
}

impl Trace {
    /// The trace as text, one rule a line; for the inspector and the tests.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if let Some(reason) = self.not_now {
            text.push_str("not now: ");
            text.push_str(reason);
            text.push('\n');
        }
        for play in &self.plays {
            play.push_text(&mut text);
        }
        match &self.shown {
            Some(play) => {
                text.push_str("shown: ");
                text.push_str(&play.0);
            }
            None => text.push_str("shown: nothing"),
        }
        text.push('\n');
        text
    }
}

impl PlayTrace {
    fn push_text(&self, text: &mut String) {
        text.push_str(&self.play.id.0);
        text.push('\n');
        for check in &self.checks.list {
            text.push_str(if check.holds { "  ok " } else { "  no " });
            text.push_str(check.rule);
            text.push_str(": ");
            crate::json::push_integer(text, check.seen);
            text.push_str(" of ");
            crate::json::push_integer(text, check.wanted);
            text.push('\n');
        }
        if let Some(policy) = self.withheld_by {
            text.push_str("  withheld by ");
            text.push_str(policy);
            text.push('\n');
        }
    }
}
