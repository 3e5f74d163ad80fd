//! The five readings for somebody who asks: what they say, why, and until when.
//!
//! Reached only from what explains, so that no page pays for it.

use crate::engine::Engine;
use crate::journey::{Confidence, Evidence, Stage};
use crate::json::push_integer;
use crate::sign::{READINGS, Sign};
use crate::time::{Millis, Timestamp};

/// Cards count for the balance for so long. Source: P22 of reference/guidance.md 4.2.
const BALANCE_WINDOW: Millis = Millis::days(28);
/// Fewer cards say little about a balance.
const SURE_BALANCE: u32 = 4;

/// What one reading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which reading: `stage`, `relationship`, `phase`, `need` or `balance`.
    pub reading: &'static str,
    /// Its word; none when it is not known.
    pub word: Option<&'static str>,
    /// How sure it is; low when it is not known.
    pub confidence: Confidence,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// When it ends if nothing more speaks for it; none when it does not end by
    /// itself, or by the rhythm of orders only.
    pub until: Option<Timestamp>,
}

impl Engine {
    /// All five readings as they are now; asking changes nothing.
    #[must_use]
    pub fn findings(&self, now: Timestamp) -> Vec<Finding> {
        let memories = self.memories();
        let mut findings = Vec::new();
        for reading in &READINGS {
            let sign = reading.read(memories, now);
            let word = reading.word(sign);
            findings.push(Finding {
                reading: reading.key,
                word: (!word.is_empty()).then_some(word),
                confidence: sign.map_or(Confidence::Low, |sign| sign.confidence),
                evidence: sign.map(|sign| sign.evidence(memories, now)).unwrap_or_default(),
                until: sign.and_then(|sign| self.ends_at(sign, now)),
            });
        }
        findings.push(self.balance(now));
        findings
    }

    fn ends_at(&self, sign: &Sign, now: Timestamp) -> Option<Timestamp> {
        let last = sign.last(self.memories(), now)?;
        (sign.within.0 < i64::MAX && last.0 > i64::MIN).then(|| last.plus(sign.within))
    }

    /// Cards shown before the sale against those shown after it.
    fn balance(&self, now: Timestamp) -> Finding {
        let (mut before, mut after) = (0_u32, 0_u32);
        let mut evidence: Vec<Evidence> = Vec::new();
        for mark in self.lasting.shown.iter().filter(|mark| now.since(mark.at) < BALANCE_WINDOW) {
            let play = self.config.plays.iter().find(|play| play.id.0 == mark.of);
            let Some(play) = play else { continue };
            let side = if play.stage > Stage::Purchase { &mut after } else { &mut before };
            *side += 1;
            match evidence.iter_mut().find(|known| known.touchpoint == play.id.0) {
                Some(known) => (known.count, known.at) = (known.count + 1, mark.at),
                None => evidence.push(Evidence { touchpoint: play.id.0, count: 1, at: mark.at }),
            }
        }
        let word = match before.cmp(&after) {
            core::cmp::Ordering::Less => "after",
            core::cmp::Ordering::Equal => "even",
            core::cmp::Ordering::Greater => "before",
        };
        let is_sure = before + after >= SURE_BALANCE;
        Finding {
            reading: "balance",
            word: (before + after > 0).then_some(word),
            confidence: if is_sure { Confidence::Medium } else { Confidence::Low },
            until: evidence.iter().map(|last| last.at.plus(BALANCE_WINDOW)).max(),
            evidence,
        }
    }
}

impl Finding {
    /// The reading as one line: `stage: desire (high), add_to_cart ×1, 7 d more`.
    #[must_use]
    pub fn to_text(&self, now: Timestamp) -> String {
        let mut text = String::from(self.reading);
        text.push_str(": ");
        let Some(word) = self.word else {
            text.push_str("unknown");
            return text;
        };
        text.push_str(word);
        text.push_str(" (");
        text.push_str(self.confidence.as_str());
        text.push(')');
        for evidence in &self.evidence {
            text.push_str(", ");
            text.push_str(evidence.touchpoint);
            text.push_str(" ×");
            push_integer(&mut text, i64::from(evidence.count));
            let days = now.since(evidence.at).whole_days();
            if days > 0 {
                text.push(' ');
                push_integer(&mut text, days);
                text.push_str(" d ago");
            }
        }
        if let Some(until) = self.until {
            let left = until.since(now).whole_seconds();
            let (count, unit) =
                if left >= 86_400 { (left / 86_400, " d") } else { (left / 60, " min") };
            text.push_str("; ends in ");
            push_integer(&mut text, count);
            text.push_str(unit);
        }
        text
    }
}
