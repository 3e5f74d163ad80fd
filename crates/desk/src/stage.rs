//! The seven lifecycle stages, as the engine has them, with what the desk adds.
//!
//! The order and the words are the engine's, so that desk and widget cannot disagree.

pub use usher_engine::Stage;

/// On which side of the sale a stage lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Awareness, consideration, desire.
    Before,
    /// The purchase itself.
    Sale,
    /// Support, loyalty, advocacy.
    After,
}

impl Side {
    /// The three sides, in the order of the journey.
    pub const ALL: [Self; 3] = [Self::Before, Self::Sale, Self::After];

    /// The word for it in style sheets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Sale => "sale",
            Self::After => "after",
        }
    }
}

/// The stage an event names, or `None` for a word that is none of the seven.
#[must_use]
pub fn named(name: &str) -> Option<Stage> {
    Stage::from_name(name)
}

/// The stage at a place in [`OnTheMap::EVERY`], 0 to 6.
#[must_use]
pub fn at(place: usize) -> Option<Stage> {
    Stage::ALL.get(place).copied()
}

/// What the desk asks of a stage beside its name.
pub trait OnTheMap {
    /// Every stage, first to last; the engine's own list, as an array.
    const EVERY: [Stage; 7];
    /// Its place in [`OnTheMap::EVERY`], 0 to 6.
    fn place(self) -> usize;
    /// The word for it on screen.
    fn title(self) -> &'static str;
    /// Which side of the sale it is on.
    fn side(self) -> Side;
}

impl OnTheMap for Stage {
    const EVERY: [Stage; 7] = [
        Stage::Awareness,
        Stage::Consideration,
        Stage::Desire,
        Stage::Purchase,
        Stage::Support,
        Stage::Loyalty,
        Stage::Advocacy,
    ];

    fn place(self) -> usize {
        Self::EVERY.iter().position(|stage| *stage == self).unwrap_or(0)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Awareness => "Awareness",
            Self::Consideration => "Consideration",
            Self::Desire => "Desire",
            Self::Purchase => "Purchase",
            Self::Support => "Support",
            Self::Loyalty => "Loyalty",
            Self::Advocacy => "Advocacy",
        }
    }

    fn side(self) -> Side {
        match self {
            Self::Awareness | Self::Consideration | Self::Desire => Side::Before,
            Self::Purchase => Side::Sale,
            Self::Support | Self::Loyalty | Self::Advocacy => Side::After,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OnTheMap, Stage};

    #[test]
    fn the_stages_are_the_engines_in_its_order() {
        assert_eq!(&Stage::EVERY[..], Stage::ALL);
    }
}
