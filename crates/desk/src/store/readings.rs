//! What the engine on a visitor's device read of the journey, as it told it.
//!
//! The desk reads no journey itself: it keeps the newest word of each reading, so it
//! cannot say anything else than the visitor's own device.

use super::projections::Told;
use usher_engine::{Phase, Relationship, Stage};

/// The readings that are told: the field of `data`, the event, the engine's words.
const TOLD: [(&str, &str, &[&str]); 3] = [
    ("stage", "stage_entered", Stage::WORDS),
    ("relationship", "relationship_changed", Relationship::WORDS),
    ("phase", "phase_changed", Phase::WORDS),
];

/// When a word was told, its number in the visit, and the word; empty when the engine
/// said that it does not know any more.
type Word = (i64, i64, &'static str);

/// The newest word of each reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    newest: [Option<Word>; TOLD.len()],
}

impl Readings {
    /// Where the journey is.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        Stage::from_name(self.word(0)?)
    }

    /// What the visitor is to the shop.
    #[must_use]
    pub fn relationship(&self) -> Option<&'static str> {
        self.word(1)
    }

    /// How that grows.
    #[must_use]
    pub fn phase(&self) -> Option<&'static str> {
        self.word(2)
    }

    fn word(&self, place: usize) -> Option<&'static str> {
        let (_, _, word) = self.newest.get(place).copied().flatten()?;
        (!word.is_empty()).then_some(word)
    }

    /// Takes note of an event, if it tells a reading.
    pub(super) fn take(&mut self, told: &Told) {
        if told.family != "journey" {
            return;
        }
        for (newest, (field, event, words)) in self.newest.iter_mut().zip(TOLD) {
            if let Some(word) = told.fact(field).filter(|_| told.name == event)
                && let Some(word) = known(words, word)
            {
                *newest = (*newest).max(Some((told.time, told.sequence.unwrap_or(-1), word)));
            }
        }
    }

    /// Takes what another visit knows better. The stage is a visit's own.
    pub(super) fn take_lasting(&mut self, other: &Self) {
        for (newest, other) in self.newest.iter_mut().zip(&other.newest).skip(1) {
            *newest = (*newest).max(*other);
        }
    }

    /// As a column keeps them: `time number word` of each, a comma between.
    pub(super) fn to_text(self) -> String {
        let parts = self.newest.map(|word| match word {
            Some((time, number, word)) => format!("{time} {number} {word}"),
            None => String::new(),
        });
        parts.join(",")
    }

    pub(super) fn from_text(text: &str) -> Self {
        let mut readings = Self::default();
        for ((newest, (_, _, words)), part) in
            readings.newest.iter_mut().zip(TOLD).zip(text.split(','))
        {
            let mut parts = part.split(' ');
            let time = parts.next().and_then(|time| time.parse().ok());
            let number = parts.next().and_then(|number| number.parse().ok());
            let word = parts.next().and_then(|word| known(words, word));
            *newest = time.zip(number).zip(word).map(|((time, number), word)| (time, number, word));
        }
        readings
    }
}

/// One of the engine's words; `unknown` is none of them, and empty here.
fn known(words: &[&'static str], word: &str) -> Option<&'static str> {
    match word {
        "unknown" | "" => Some(""),
        _ => words.iter().copied().find(|known| *known == word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_kept_as_they_are() {
        let newest = [Some((5, -1, "desire")), Some((7, 3, "")), None];
        let readings = Readings { newest };
        assert_eq!(Readings::from_text(&readings.to_text()), readings);
        assert_eq!(readings.stage(), Some(Stage::Desire));
        assert_eq!(readings.relationship(), None);
        for odd in ["", ",,", "a b c", "1 2 bliss", ",,,,,,"] {
            assert_eq!(Readings::from_text(odd), Readings::default(), "{odd}");
        }
    }
}
