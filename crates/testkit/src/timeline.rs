//! Timelines of consent: what managers, visitors and browsers do one after another.
//!
//! The same timeline is played against the engine alone and in a real browser; what was
//! allowed at each instant is for [`crate::Allowed`] to say.

use core::fmt;

use usher_engine::Standing;

use crate::chance::Chance;

/// Purposes as bits: help, analytics, personalise, share.
pub type Bits = u8;

/// A consent manager that a page can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One with a category for each purpose.
    Cookieconsent,
    /// IAB TCF: without purpose 1 there is none of the others.
    Tcf,
    /// Three categories: marketing is both personalise and share.
    Cookiebot,
    /// Four groups, of which the fourth is both personalise and share.
    Onetrust,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cookieconsent, Self::Tcf, Self::Cookiebot, Self::Onetrust];

    /// The word for it, as the engine has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cookieconsent => "cookieconsent",
            Self::Tcf => "tcf",
            Self::Cookiebot => "cookiebot",
            Self::Onetrust => "onetrust",
        }
    }

    /// What a visitor's choice comes to in this manager.
    #[must_use]
    pub const fn says(self, chosen: Bits) -> Bits {
        match self {
            Self::Cookieconsent => chosen,
            Self::Tcf => {
                if chosen & 1 == 1 {
                    chosen
                } else {
                    0
                }
            }
            // Both or none.
            Self::Cookiebot | Self::Onetrust => {
                if chosen & 0b1100 == 0b1100 {
                    chosen
                } else {
                    chosen & 0b0011
                }
            }
        }
    }

    /// How far it can be, as a page can see it.
    const fn standings(self) -> &'static [Standing] {
        match self {
            Self::Tcf => &[
                Standing::Stub,
                Standing::Loading,
                Standing::Updating,
                Standing::Error,
                Standing::Absent,
            ],
            _ => &[Standing::Loading, Standing::Updating, Standing::Absent],
        }
    }
}

/// What a manager says at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Which manager.
    pub kind: Kind,
    /// How far it is.
    pub standing: Standing,
    /// What the visitor chose, if it is ready.
    pub chosen: Bits,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A manager says something on the page of this tab.
    Says(Saying),
    /// The visitor chooses in the widget.
    Chooses(Bits),
    /// The page lowers these purposes by the command.
    Lowers(Bits),
    /// From the next page on the browser asks not to be sold, or does not.
    PrivacyControl(bool),
    /// Something happens that could be told; it is known by the place of this step.
    Touches,
    /// Time passes.
    Waits(i64),
    /// The clock jumps, to either side.
    Jumps(i64),
    /// A new page in this tab; these are there before the widget is.
    Loads(Vec<Saying>),
    /// The page is left and taken up again as it was.
    Restores,
    /// The visitor turns to this tab.
    Turns(usize),
}

/// How many tabs a timeline can have.
pub const TABS: usize = 2;

/// A timeline.
#[derive(Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Whether the configuration says that there is a manager.
    pub is_expecting: bool,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

impl fmt::Debug for Timeline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.is_expecting { "a manager is expected" } else { "the widget asks" };
        writeln!(formatter, "timeline ({about}):")?;
        for (place, step) in self.steps.iter().enumerate() {
            writeln!(formatter, "  {place}: {step:?}")?;
        }
        Ok(())
    }
}

/// Half a year, after which a choice counts no more, and a bit.
const LONG: i64 = 181 * 86_400_000;

impl Timeline {
    /// The timeline of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let kinds: Vec<Kind> = match chance.weighted(&[2, 6, 2]) {
            0 => Vec::new(),
            1 => vec![kind(&mut chance)],
            _ => vec![kind(&mut chance), kind(&mut chance)],
        };
        let mut timeline = Self { is_expecting: chance.in_thousand(200), steps: Vec::new() };
        let before = present(&mut chance, &kinds);
        timeline.steps.push(Step::Loads(before));
        for _ in 0..chance.between(2, 12) {
            let step = step(&mut chance, &kinds);
            timeline.steps.push(step);
        }
        // Whatever waited would show now.
        timeline.steps.extend([Step::Touches, Step::Waits(3_000)]);
        timeline
    }

    /// The same without one of its steps; none where it has to be there.
    #[must_use]
    pub fn without(&self, place: usize) -> Option<Self> {
        let mut shorter = self.clone();
        if place == 0 || place >= shorter.steps.len() {
            return None;
        }
        shorter.steps.remove(place);
        Some(shorter)
    }

    /// The shortest timeline that still fails, by leaving out steps one at a time.
    #[must_use]
    pub fn shrunk(mut self, fails: impl Fn(&Self) -> bool) -> Self {
        loop {
            let shorter = (0..self.steps.len()).rev().find_map(|place| {
                let shorter = self.without(place)?;
                fails(&shorter).then_some(shorter)
            });
            match shorter {
                Some(shorter) => self = shorter,
                None => return self,
            }
        }
    }
}

fn kind(chance: &mut Chance) -> Kind {
    let place = usize::try_from(chance.below(4)).unwrap_or(0);
    Kind::ALL.get(place).copied().unwrap_or(Kind::Tcf)
}

fn bits(chance: &mut Chance) -> Bits {
    // Often all or nothing, as visitors choose.
    match chance.weighted(&[3, 3, 4]) {
        0 => 0b1111,
        1 => 0,
        _ => u8::try_from(chance.below(16)).unwrap_or(0),
    }
}

fn saying(chance: &mut Chance, kind: Kind) -> Saying {
    let chosen = bits(chance);
    let standings = kind.standings();
    let place = usize::try_from(chance.below(standings.len() as u64)).unwrap_or(0);
    let other = standings.get(place).copied().unwrap_or(Standing::Loading);
    let standing = if chance.in_thousand(600) { Standing::Ready } else { other };
    Saying { kind, standing, chosen }
}

/// The managers that are on a page before the widget is.
fn present(chance: &mut Chance, kinds: &[Kind]) -> Vec<Saying> {
    let mut present: Vec<Saying> = Vec::new();
    for kind in kinds {
        let saying = saying(chance, *kind);
        let is_twice = present.iter().any(|other| other.kind == *kind);
        if chance.in_thousand(600) && saying.standing != Standing::Absent && !is_twice {
            present.push(saying);
        }
    }
    present
}

fn step(chance: &mut Chance, kinds: &[Kind]) -> Step {
    let says = if kinds.is_empty() { 0 } else { 10 };
    match chance.weighted(&[says, 3, 1, 1, 5, 4, 1, 3, 1, 2]) {
        0 => {
            let place = usize::try_from(chance.below(kinds.len() as u64)).unwrap_or(0);
            let kind = kinds.get(place).copied().unwrap_or(Kind::Tcf);
            Step::Says(saying(chance, kind))
        }
        1 => Step::Chooses(bits(chance)),
        2 => Step::Lowers(bits(chance)),
        3 => Step::PrivacyControl(chance.in_thousand(500)),
        4 => Step::Touches,
        5 => Step::Waits(chance.between(100, 3_000)),
        6 => match chance.below(3) {
            0 => Step::Jumps(LONG),
            1 => Step::Jumps(-3_600_000),
            _ => Step::Jumps(2 * 86_400_000),
        },
        7 => Step::Loads(present(chance, kinds)),
        8 => Step::Restores,
        _ => Step::Turns(usize::try_from(chance.below(TABS as u64)).unwrap_or(0)),
    }
}
