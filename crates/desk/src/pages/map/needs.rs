//! Which needs were to be met, and which were: a ring for what was intended, a disc for
//! what was delivered.

use super::picture::{COLUMN, level};
use super::{NEED_TITLES, Reading, SIGNAL_TITLES};
use crate::pages::numbers::{figure, percent};
use crate::pages::view::View;
use crate::pages::words::clean;
use crate::stage::{OnTheMap, Stage};
use crate::statistics::{Part, float};
use crate::store::{NEEDS, SIGNALS};
use maud::{Markup, html};

/// The radius of a ring, and of the largest disc.
const RING: f64 = 21.0;
const LARGEST: f64 = 17.0;
const SMALLEST: f64 = 3.5;

/// One need at one stage.
struct Cell {
    plays: Vec<String>,
    delivered: u64,
    taken_up: u64,
}

impl Cell {
    fn of(read: &Reading, stage: Stage, need: usize) -> Self {
        let count = read.map.of(stage);
        Self {
            plays: read.intended.at(stage, need).map(clean).collect(),
            delivered: count.delivered.get(need).copied().unwrap_or(0),
            taken_up: count.taken_up.get(need).copied().unwrap_or(0),
        }
    }

    fn is_intended(&self) -> bool {
        !self.plays.is_empty()
    }

    fn says(&self) -> String {
        match (self.is_intended(), self.delivered) {
            (false, 0) => String::new(),
            (true, 0) => "not delivered".to_owned(),
            (true, shown) => format!("{} · {} taken", figure(shown), self.share()),
            (false, shown) => format!("{} · not intended", figure(shown)),
        }
    }

    fn share(&self) -> String {
        percent(Part { some: self.taken_up, all: self.delivered }.share())
    }

    /// The area of a disc is as large as what was delivered.
    fn radius(&self, most: u64) -> f64 {
        let share = Part { some: self.delivered, all: most.max(1) }.share();
        (LARGEST * share.sqrt()).max(SMALLEST)
    }

    fn marks(&self, stage: Stage, (x, y): (f64, f64), most: u64) -> Markup {
        html! {
            @if self.delivered > 0 {
                circle class={ "disc " (stage.side().name()) } cx=(x) cy=(y) r=(format!("{:.1}", self.radius(most))) {}
            }
            @if self.is_intended() {
                circle class=(if self.delivered > 0 { "ring" } else { "ring gap" }) cx=(x) cy=(y) r=(RING) {}
            } @else if self.delivered == 0 {
                circle class="none" cx=(x) cy=(y) r="2" {}
            }
        }
    }
}

fn most(read: &Reading) -> u64 {
    let numbers = Stage::EVERY.into_iter().flat_map(|stage| read.map.of(stage).delivered);
    numbers.max().unwrap_or(0)
}

/// Stages across, needs down, as part of the whole drawing.
pub(super) fn matrix(read: &Reading) -> Markup {
    let most = most(read);
    html! {
        g aria-hidden="true" {
            @for (need, title) in NEED_TITLES.iter().enumerate() {
                @let y = level::NEEDS + 54.0 + need as f64 * 94.0;
                text class="need-name" x="8" y=(y - 33.0) { (title) }
                @for stage in Stage::EVERY {
                    @let cell = Cell::of(read, stage, need);
                    @let x = (float(stage.place() as u64) + 0.5) * COLUMN;
                    g {
                        @if cell.is_intended() { title { "Intended: " (cell.plays.join(", ")) } }
                        (cell.marks(stage, (x, y), most))
                        text class=(if cell.is_intended() && cell.delivered == 0 { "cell-word gap" } else { "cell-word" })
                            x=(x) y=(y + 38.0) text-anchor="middle" { (cell.says()) }
                    }
                }
            }
        }
    }
}

/// The same for phones: a stage after the other, with what went wrong there.
pub(super) fn narrow(read: &Reading, view: &View) -> Markup {
    let most = most(read);
    html! {
        ul.stages-narrow {
            @for stage in Stage::EVERY {
                li {
                    h3 { a href={ (view.link("/map", &[("stage", stage.as_str())])) "#examples" } { (stage.title()) } }
                    ul.needs-narrow {
                        @for (need, title) in NEED_TITLES.iter().enumerate() {
                            @let cell = Cell::of(read, stage, need);
                            li {
                                svg viewBox="0 0 46 46" width="46" height="46" aria-hidden="true" {
                                    (cell.marks(stage, (23.0, 23.0), most))
                                }
                                span { (title) }
                                small.gap[cell.is_intended() && cell.delivered == 0] {
                                    @if cell.says().is_empty() { "nothing" } @else { (cell.says()) }
                                }
                            }
                        }
                    }
                    (felt(read, stage))
                }
            }
        }
    }
}

fn felt(read: &Reading, stage: Stage) -> Markup {
    let count = read.map.of(stage);
    let all = count.stopped + count.here;
    let felt: Vec<String> = SIGNALS
        .iter()
        .enumerate()
        .filter_map(|(place, _)| {
            let number = count.felt.get(place).copied().filter(|number| *number > 0)?;
            let title = SIGNAL_TITLES.get(place)?;
            Some(format!("{title} {}", percent(Part { some: number, all }.share())))
        })
        .collect();
    html! { @if !felt.is_empty() { p.note { "Went wrong: " (felt.join(", ")) } } }
}

/// The name of a need at a stage, for a sentence.
pub(super) fn place_name((stage, need): (Stage, usize)) -> String {
    let need = NEEDS.get(need).copied().unwrap_or_default();
    format!("the {need} need at {}", stage.as_str())
}
