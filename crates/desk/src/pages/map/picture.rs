//! The whole map as one drawing.

use super::brief::{here, paints, side_title};
use super::needs;
use super::river::{Direction, River};
use super::{Reading, SIGNAL_TITLES, delivered_balance};
use crate::pages::chart::Drawing;
use crate::pages::numbers::{count_of, figure, percent};
use crate::pages::view::View;
use crate::stage::{OnTheMap, Side, Stage};
use crate::statistics::Part;
use crate::store::StageCount;
use maud::{Markup, html};

/// Where the parts of the drawing stand, from its top.
pub(super) mod level {
    pub(in crate::pages::map) const FELT: f64 = 366.0;
    pub(in crate::pages::map) const NEEDS: f64 = 502.0;
    pub(in crate::pages::map) const BALANCE: f64 = 824.0;
    pub(in crate::pages::map) const END: f64 = 934.0;
}

/// The breadth of a stage and of the whole.
pub(super) const COLUMN: f64 = 160.0;
const WIDTH: f64 = 1120.0;

/// Signals drawn for one stage, the most frequent first.
const MOST_SIGNALS: usize = 3;

/// What a drawing is for: links lead nowhere from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// A page.
    Page,
    /// A file that was taken away.
    File,
}

/// The map of some days, with the stage a reader chose.
pub(super) struct Picture<'a> {
    pub(super) read: &'a Reading,
    pub(super) view: &'a View,
    pub(super) chosen: Option<Stage>,
}

impl Picture<'_> {
    /// Both drawings, one for wide screens and one for phones.
    pub(super) fn draw(&self) -> Markup {
        let wide = self.wide(For::Page);
        let river = self.river(Direction::Down);
        let (width, height) = river.size();
        html! {
            svg class="drawing river wide" viewBox={ "0 0 " (wide.width) " " (wide.height) }
                role="group" aria-label="Journey map" { (wide.shapes) }
            svg class="drawing river narrow" viewBox={ "0 0 " (width) " " (height) }
                role="group" aria-label="Journey map" {
                (self.stream(&river))
                @for stage in Stage::EVERY { (self.column(&river, stage)) }
            }
        }
    }

    /// Everything, for wide screens and for files.
    pub(super) fn wide(&self, purpose: For) -> Drawing {
        let river = self.river(Direction::Across);
        let shapes = html! {
            (band_lines())
            (self.stream(&river))
            @for stage in Stage::EVERY {
                (self.captions(&river, stage))
                (self.felt(stage))
            }
            (needs::matrix(self.read))
            (self.balance())
            @if purpose == For::Page {
                @for stage in Stage::EVERY { (self.column(&river, stage)) }
            }
            // Last, so that no frame of a stage runs through the words.
            (band_titles())
        };
        Drawing { width: WIDTH, height: level::END, shapes }
    }

    fn river(&self, direction: Direction) -> River {
        River::within(&self.read.map, direction, self.most())
    }

    /// What fills the whole width: the larger of both periods, so that they compare.
    fn most(&self) -> u64 {
        let before = self.read.before.map_or(0, |before| before.most_reached());
        self.read.map.most_reached().max(before)
    }

    fn stream(&self, river: &River) -> Markup {
        let (name, sale) = (river.direction.name(), river.sale());
        let height = river.direction.pick(level::END, sale.height);
        html! {
            (paints(river))
            rect class="sale" x=(sale.x) y=(sale.y) width=(sale.width) height=(height) rx="12" {}
            @if river.direction == Direction::Across { (brackets(river)) }
            path class="bed" d=(river.bed()) {}
            @for stage in Stage::EVERY {
                path class="fall" fill={ "url(#" (name) "-fade)" } d=(river.fall(stage)) {}
            }
            path class="flow" fill={ "url(#" (name) "-flow)" } d=(river.outline()) {}
            @if let Some(before) = &self.read.before {
                path class="ghost" d=(River::within(before, river.direction, self.most()).outline()) {}
            }
            @if river.direction == Direction::Down {
                @for stage in Stage::EVERY { (self.captions(river, stage)) }
            }
        }
    }

    fn captions(&self, river: &River, stage: Stage) -> Markup {
        let count = self.read.map.of(stage);
        let at = river.captions(stage);
        let (near, far) =
            (river.direction.pick("middle", "start"), river.direction.pick("middle", "end"));
        let before = self.read.before.map(|before| before.of(stage).reached);
        html! {
            g aria-hidden="true" {
                text class="stage-name" x=(at.name.0) y=(at.name.1) text-anchor=(near) { (stage.title()) }
                text class="stage-count" x=(at.reached.0) y=(at.reached.1) text-anchor=(near) { (figure(count.reached)) }
                @if let Some(before) = before {
                    text class="stage-before" x=(at.reached.0) y=(at.reached.1 + river.direction.pick(18.0, 16.0)) text-anchor=(near) {
                        "before " (figure(before))
                    }
                }
                text class="stage-stopped" x=(at.stopped.0) y=(at.stopped.1) text-anchor=(far) { (stopped(count, river.direction)) }
                text class="stage-here" x=(at.here.0) y=(at.here.1) text-anchor=(far) { (here(count)) }
            }
        }
    }

    /// What went wrong in the journeys that stopped at a stage.
    fn felt(&self, stage: Stage) -> Markup {
        let count = self.read.map.of(stage);
        let all = count.stopped + count.here;
        let mut felt: Vec<(usize, u64)> =
            count.felt.into_iter().enumerate().filter(|(_, number)| *number > 0).collect();
        felt.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let left = stage.place() as f64 * COLUMN + 14.0;
        let room = COLUMN - 28.0;
        html! {
            g aria-hidden="true" {
                @if felt.is_empty() {
                    text class="quiet-word" x=(left) y=(level::FELT + 32.0) { "nothing noticed" }
                }
                @for (row, (signal, number)) in felt.into_iter().take(MOST_SIGNALS).enumerate() {
                    @let y = level::FELT + 32.0 + row as f64 * 28.0;
                    @let share = Part { some: number, all }.share();
                    text class="felt-name" x=(left) y=(y) { (SIGNAL_TITLES.get(signal).copied().unwrap_or_default()) }
                    text class="felt-count" x=(left + room) y=(y) text-anchor="end" { (brief_percent(share)) }
                    rect class="felt-track" x=(left) y=(y + 5.0) width=(room) height="5" rx="2.5" {}
                    rect class="felt-bar" x=(left) y=(y + 5.0) width=(format!("{:.1}", (room * share).max(2.0))) height="5" rx="2.5" {}
                }
            }
        }
    }

    /// A stage as something one may press.
    fn column(&self, river: &River, stage: Stage) -> Markup {
        let count = self.read.map.of(stage);
        let step = river.direction.pick(COLUMN, 78.0);
        let along = river.along(stage) - step / 2.0;
        let (width, height) = river.size();
        let (x, y, width, height) = river.direction.pick(
            (along + 2.0, 40.0, step - 4.0, level::BALANCE - 60.0),
            (0.0, along, width, height / 7.0 - 2.0),
        );
        let href = self.view.link("/map", &[("stage", stage.as_str())]);
        let name = format!(
            "{}: {} reached it, {} stopped there. Look at examples.",
            stage.title(),
            count_of(count.reached, "journey"),
            figure(count.stopped)
        );
        let class = if self.chosen == Some(stage) { "column chosen" } else { "column" };
        html! {
            a href={ (href) "#examples" } aria-label=(name) {
                rect class=(class) x=(x) y=(y) width=(width) height=(height) rx="10" {}
            }
        }
    }

    fn balance(&self) -> Markup {
        let reached = [Stage::Awareness, Stage::Purchase, Stage::Support]
            .map(|stage| self.read.map.of(stage).reached);
        let rows = [
            ("You intend", self.read.intended.balance(), "play"),
            ("Visitors got", delivered_balance(&self.read.map), "card"),
        ];
        html! {
            g aria-hidden="true" {
                @for (place, (name, sides, noun)) in rows.into_iter().enumerate() {
                    (balance_row((name, noun), sides, level::BALANCE + 24.0 + place as f64 * 34.0))
                }
                text class="quiet-word" x=(WIDTH - 8.0) y=(level::BALANCE + 98.0) text-anchor="end" {
                    (figure(reached.iter().skip(2).sum())) " journeys needed support; "
                    (figure(reached.get(1).copied().unwrap_or(0))) " reached the sale"
                }
            }
        }
    }
}

/// One bar of before, at and after the sale.
fn balance_row((name, noun): (&str, &str), sides: [u64; 3], y: f64) -> Markup {
    let all: u64 = sides.iter().sum();
    let (from, room) = (190.0, WIDTH - 198.0);
    let mut x = from;
    let mut parts = Vec::new();
    for (side, number) in Side::ALL.into_iter().zip(sides) {
        let width = Part { some: number, all }.share() * room;
        parts.push((side, number, x, width));
        x += width;
    }
    html! {
        text class="label" x="8" y=(y + 15.0) { (name) " " tspan class="quiet-word" { (count_of(all, noun)) } }
        rect class="track" x=(from) y=(y) width=(room) height="22" rx="5" {}
        @for (side, number, x, width) in parts.into_iter().filter(|part| part.1 > 0) {
            rect class={ "side " (side.name()) } x=(format!("{x:.1}")) y=(y) width=(format!("{:.1}", (width - 2.0).max(1.0))) height="22" rx="4" {}
            @if width > 165.0 {
                text class="on-side" x=(format!("{:.1}", x + 10.0)) y=(y + 15.5) {
                    (side_title(side)) " " (percent(Part { some: number, all }.share()))
                }
            } @else if width > 44.0 {
                text class="on-side" x=(format!("{:.1}", x + 8.0)) y=(y + 15.5) { (percent(Part { some: number, all }.share())) }
            }
        }
    }
}

/// A share where there is little room.
fn brief_percent(share: f64) -> String {
    if share > 0.0 && share < 0.0095 { "<1\u{a0}%".to_owned() } else { percent(share) }
}

/// The bands below the river, each with its title.
const BANDS: [(f64, &str); 3] = [
    (level::FELT, "What went wrong where they stopped"),
    (level::NEEDS, "Needs: ring intended, disc delivered"),
    (level::BALANCE, "Balance: before the sale and after it"),
];

fn band_lines() -> Markup {
    html! {
        g aria-hidden="true" {
            @for (y, _) in BANDS {
                line class="grid" x1="0" x2=(WIDTH) y1=(y - 20.0) y2=(y - 20.0) {}
            }
        }
    }
}

fn band_titles() -> Markup {
    html! {
        g aria-hidden="true" {
            @for (y, title) in BANDS { text class="band-title" x="8" y=(y) { (title) } }
        }
    }
}

fn brackets(river: &River) -> Markup {
    html! {
        g aria-hidden="true" {
            @for side in Side::ALL {
                @let (line, name) = river.bracket(side);
                path class="bracket" d=(line) {}
                text class="side-name" x=(name.0) y=(name.1) text-anchor="middle" { (side_title(side)) }
            }
        }
    }
}

fn stopped(count: StageCount, direction: Direction) -> String {
    match (count.stopped, direction) {
        (0, _) => String::new(),
        (stopped, Direction::Down) => format!("{} stopped", figure(stopped)),
        (stopped, Direction::Across) => {
            let share = Part { some: stopped, all: count.reached }.share();
            format!("{} stopped · {}", figure(stopped), percent(share))
        }
    }
}
