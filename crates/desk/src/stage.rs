//! The seven lifecycle stages, in the order of the journey.

/// Where a journey stands. The sale is the middle, not the end.
///
/// Shape: ordered from first awareness to advocacy; the number of a stage is its
/// place in [`Stage::ALL`], from 0 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Has just learnt that the shop exists.
    Awareness,
    /// Is comparing; the nurturing stage.
    Consideration,
    /// Wants one thing in particular.
    Desire,
    /// Is buying or has bought.
    Purchase,
    /// Needs help with what was bought.
    Support,
    /// Comes back.
    Loyalty,
    /// Brings others.
    Advocacy,
}

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

impl Stage {
    /// Every stage, first to last.
    pub const ALL: [Self; 7] = [
        Self::Awareness,
        Self::Consideration,
        Self::Desire,
        Self::Purchase,
        Self::Support,
        Self::Loyalty,
        Self::Advocacy,
    ];

    /// The stage an event names, or `None` for a word that is none of the seven.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The stage at a place in [`Stage::ALL`], 0 to 6.
    #[must_use]
    pub fn at(place: usize) -> Option<Self> {
        Self::ALL.get(place).copied()
    }

    /// The word for it on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
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

    /// The word for it on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
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

    /// Its place in [`Stage::ALL`], 0 to 6.
    #[must_use]
    pub fn place(self) -> usize {
        self as usize
    }

    /// Which side of the sale it is on.
    #[must_use]
    pub fn side(self) -> Side {
        match self {
            Self::Awareness | Self::Consideration | Self::Desire => Side::Before,
            Self::Purchase => Side::Sale,
            Self::Support | Self::Loyalty | Self::Advocacy => Side::After,
        }
    }
}
