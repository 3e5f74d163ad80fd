//! The journey as its owner means it: which play meets which need at which stage.

use crate::error::AppError;
use crate::stage::{self, OnTheMap, Stage};
use crate::store::NEEDS;
use serde::Deserialize;
use std::path::Path;

/// Most plays of an intended journey; a page has to hold them.
const MAX_PLAYS: usize = 200;

/// What the demo's shop intends; it leaves needs open and has plays nobody meets, so
/// that the gap can be seen.
const EXAMPLE: &str = include_str!("../assets/example-journey.json");

/// One play of the intended journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intention {
    /// The stage it serves.
    pub stage: Stage,
    /// The place of the need it meets in [`NEEDS`].
    pub need: usize,
    /// The play's id.
    pub play: String,
}

/// The intended journey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intended {
    /// Its plays.
    pub plays: Vec<Intention>,
    /// Whether the owner wrote it; otherwise it is what the starter pack serves.
    pub is_own: bool,
}

#[derive(Deserialize)]
struct Written {
    journey: Vec<WrittenPlay>,
}

#[derive(Deserialize)]
struct WrittenPlay {
    stage: String,
    need: String,
    play: String,
}

impl Intended {
    /// What the widget's starter pack serves, for an owner who wrote nothing down.
    #[must_use]
    pub fn starter() -> Self {
        let plays = &usher_engine::STARTER_PACK;
        let plays = plays.iter().filter_map(|play| {
            let need = need_named(play.need.as_str())?;
            Some(Intention { stage: play.stage, need, play: play.id.0.to_string() })
        });
        Self { plays: plays.collect(), is_own: false }
    }

    /// That of the demo's shop.
    #[must_use]
    pub fn example() -> Self {
        Self::read(EXAMPLE).unwrap_or_else(|_| Self::starter())
    }

    /// Reads the owner's file.
    ///
    /// Shape: `{"journey": [{"stage": "desire", "need": "functional", "play": "answer"}]}`.
    /// Errors: the file cannot be read, or names a stage or need that does not exist.
    pub fn open(path: &Path) -> Result<Self, AppError> {
        let unusable = |why| AppError::Intended { path: path.to_owned(), why };
        let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        Self::read(&text).map_err(unusable)
    }

    fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut plays = Vec::new();
        for play in written.journey.into_iter().take(MAX_PLAYS) {
            let stage = stage::named(&play.stage)
                .ok_or_else(|| format!("there is no stage called {:?}", play.stage))?;
            let need = need_named(&play.need)
                .ok_or_else(|| format!("there is no need called {:?}", play.need))?;
            plays.push(Intention { stage, need, play: play.play });
        }
        Ok(Self { plays, is_own: true })
    }

    /// The plays that are to meet a need at a stage.
    pub fn at(&self, stage: Stage, need: usize) -> impl Iterator<Item = &str> {
        self.plays
            .iter()
            .filter(move |play| play.stage == stage && play.need == need)
            .map(|play| play.play.as_str())
    }

    /// How many plays lie before, at and after the sale.
    #[must_use]
    pub fn balance(&self) -> [u64; 3] {
        let mut sides = [0; 3];
        for play in &self.plays {
            if let Some(side) = sides.get_mut(play.stage.side() as usize) {
                *side += 1;
            }
        }
        sides
    }
}

fn need_named(name: &str) -> Option<usize> {
    NEEDS.iter().position(|need| *need == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_pack_and_the_example_are_intentions() {
        assert!(Intended::starter().at(Stage::Desire, 0).any(|play| play == "answer"));
        assert!(Intended::example().is_own);
        assert!(Intended::example().balance().iter().sum::<u64>() > 8);
    }

    #[test]
    fn a_word_that_does_not_exist_is_named() {
        let text = r#"{"journey":[{"stage":"bliss","need":"social","play":"x"}]}"#;
        assert_eq!(Intended::read(text), Err("there is no stage called \"bliss\"".to_owned()));
    }
}
