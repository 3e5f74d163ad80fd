//! Why something is shown, or nothing: the rules, looked at once more for
//! somebody who asks.
//!
//! Nothing of this is written down while deciding. The rules look at the state
//! alone, so they can be looked at again whenever somebody wants to know; a page
//! on which nobody asks pays for no explanation.

use crate::condition::{Condition, Situation};
use crate::engine::Engine;
use crate::gate::Worth;
use crate::play::{Play, PlayId};
use crate::reason::Reason;
use crate::time::Timestamp;

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

/// How one play stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayTrace {
    /// Which play.
    pub play: PlayId,
    /// The rules looked at, in order; the last one is the first that failed, if
    /// any did.
    pub checks: Vec<Check>,
    /// The policy that holds it back although it fits.
    pub withheld_by: Option<&'static str>,
    /// What it is weighed by, when it fits.
    pub worth: Option<Worth>,
}

/// Why something is shown, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Why it is not a good moment at all, if it is not.
    pub not_now: Option<&'static str>,
    /// The plays that were looked at.
    pub plays: Vec<PlayTrace>,
    /// The one on screen.
    pub shown: Option<PlayId>,
}

impl Engine {
    /// Why something is shown now, or nothing; asking changes nothing.
    #[must_use]
    pub fn explain(&self, now: Timestamp) -> Trace {
        let mut trace = Trace::default();
        let Some(page) = self.page.as_deref() else { return trace };
        let situation = self.situation(page, now);
        trace.not_now = self.held(now).map(|withheld| withheld.by.as_str());
        if let Some(on_screen) = &self.on_screen {
            trace.shown = Some(on_screen.play.id);
            trace.plays.push(trace_of(on_screen.play, &situation));
        }
        if trace.not_now.is_some() {
            return trace;
        }
        let manners = self.manners(&situation);
        if let [Err(withheld), Err(_)] = manners {
            // Nothing may be shown: no play was looked at.
            trace.not_now = Some(withheld.by.as_str());
            return trace;
        }
        for play in &self.config.plays {
            let mut of_play = trace_of(play, &situation);
            if of_play.checks.last().is_none_or(|check| check.holds) {
                let allowed = self.allow(play, &situation, &manners);
                let worth = Worth::of(play, &situation);
                of_play.withheld_by = match allowed {
                    Err(withheld) => Some(withheld.by.as_str()),
                    Ok(()) if worth.value() <= 0 => Some(Reason::NotWorthIt.as_str()),
                    Ok(()) => None,
                };
                of_play.worth = Some(worth);
            }
            trace.plays.push(of_play);
        }
        trace
    }
}

fn trace_of(play: &'static Play, situation: &Situation<'_>) -> PlayTrace {
    let mut checks = Vec::new();
    let _holds = play.when.holds(situation, &mut |condition, seen, holds| {
        let (wanted, _) = condition.bounds();
        checks.push(Check { rule: condition.rule(), seen, wanted, holds });
    });
    PlayTrace { play: play.id, checks, withheld_by: None, worth: None }
}

impl Condition {
    /// The rule's name.
    fn rule(&self) -> &'static str {
        match self {
            Self::Not(_) => "not",
            Self::Is(fact, _) => fact.as_str(),
            Self::Attribute(name, _) => name,
            Self::Number(measure, ..) => measure.as_str(),
            Self::Seen { touchpoint, of: "", .. } => touchpoint.as_str(),
            Self::Seen { of, .. } => of,
            Self::All(_) | Self::Any(_) => "group",
        }
    }
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
        text.push_str("shown: ");
        text.push_str(self.shown.map_or("nothing", |play| play.0));
        text.push('\n');
        text
    }
}

impl Worth {
    /// `worth: 65% × 60 − 35% × 20 × 1 − 0 = 3200`
    fn push_text(&self, text: &mut String) {
        let parts = [
            ("  worth: ", self.p_need),
            ("% × ", self.benefit),
            (" − ", 100 - self.p_need),
            ("% × ", self.annoy),
            (" × ", self.refusals.saturating_add(1)),
            (" − ", self.interrupt_cost),
            (" = ", self.value()),
        ];
        for (words, number) in parts {
            text.push_str(words);
            crate::json::push_integer(text, number);
        }
        text.push('\n');
    }
}

impl PlayTrace {
    /// The first rule that does not hold; none when the play fits.
    #[must_use]
    pub fn first_failing(&self) -> Option<&Check> {
        self.checks.last().filter(|check| !check.holds)
    }

    fn push_text(&self, text: &mut String) {
        text.push_str(self.play.0);
        text.push('\n');
        for check in &self.checks {
            text.push_str(if check.holds { "  ok " } else { "  no " });
            text.push_str(check.rule);
            text.push_str(": ");
            crate::json::push_integer(text, check.seen);
            text.push_str(" of ");
            crate::json::push_integer(text, check.wanted);
            text.push('\n');
        }
        if let Some(worth) = &self.worth {
            worth.push_text(text);
        }
        if let Some(policy) = self.withheld_by {
            text.push_str("  withheld by ");
            text.push_str(policy);
            text.push('\n');
        }
    }
}
