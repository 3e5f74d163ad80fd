//! Numbers over time, each with how far it may be off.

use super::{Breadth, Drawing};
use crate::statistics::Interval;
use maud::{Markup, html};

/// One moment of a line.
pub(in crate::pages) struct Point {
    /// Under the axis.
    pub(in crate::pages) label: String,
    /// Nothing where there are too few answers.
    pub(in crate::pages) value: Option<Interval>,
}

const TOP: f64 = 14.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 40.0;

struct Scale {
    low: f64,
    high: f64,
    step: f64,
    right: f64,
}

impl Scale {
    fn x(&self, place: usize) -> f64 {
        LEFT + 18.0 + self.step * place as f64
    }

    fn y(&self, value: f64) -> f64 {
        TOP + HEIGHT * (1.0 - (value - self.low) / (self.high - self.low))
    }
}

/// Draws a line with a band around it, on a scale from `ends.0` to `ends.1`.
pub(in crate::pages) fn lines(points: &[Point], ends: (f64, f64), breadth: Breadth) -> Drawing {
    let width = breadth.pick(560.0, 340.0);
    let between = points.len().saturating_sub(1).max(1) as f64;
    let step = (width - LEFT - 44.0) / between;
    let scale = Scale { low: ends.0, high: ends.1, step, right: width - 4.0 };
    let most_labels = breadth.pick(9, 5);
    let every = points.len().div_ceil(most_labels).max(1);
    let shapes = html! {
        (grid(&scale))
        @for run in runs(points) { (stretch(&scale, &run)) }
        @for (place, point) in points.iter().enumerate().filter(|(place, _)| place % every == 0) {
            text class="axis" x=(at(scale.x(place))) y=(TOP + HEIGHT + 22.0) text-anchor="middle" {
                (point.label)
            }
        }
    };
    Drawing { width, height: TOP + HEIGHT + 32.0, shapes }
}

fn grid(scale: &Scale) -> Markup {
    let quarter = (scale.high - scale.low) / 4.0;
    html! {
        @for part in 0..=4_u8 {
            @let value = scale.low + quarter * f64::from(part);
            @let y = at(scale.y(value));
            line class=(if value.abs() < 0.001 { "zero" } else { "grid" }) x1=(LEFT) x2=(scale.right) y1=(y) y2=(y) {}
            text class="axis" x=(LEFT - 8.0) y=(at(scale.y(value) + 4.0)) text-anchor="end" {
                (whole(value))
            }
        }
    }
}

/// Stretches without a gap: a line over a week without answers would be a guess.
fn runs(points: &[Point]) -> Vec<Vec<(usize, Interval)>> {
    let mut runs: Vec<Vec<(usize, Interval)>> = vec![Vec::new()];
    for (place, point) in points.iter().enumerate() {
        match (point.value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((place, value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn stretch(scale: &Scale, run: &[(usize, Interval)]) -> Markup {
    let mut line = String::from("M");
    let mut band = String::from("M");
    for (place, value) in run {
        line.push_str(&format!("{:.1} {:.1} ", scale.x(*place), scale.y(value.middle)));
        band.push_str(&format!("{:.1} {:.1} ", scale.x(*place), scale.y(value.high)));
    }
    for (place, value) in run.iter().rev() {
        band.push_str(&format!("{:.1} {:.1} ", scale.x(*place), scale.y(value.low)));
    }
    band.push('Z');
    html! {
        @if run.len() > 1 {
            path class="band" d=(band) {}
            path class="line" d=(line) {}
        }
        @for (place, value) in run {
            @let x = at(scale.x(*place));
            @if run.len() == 1 {
                line class="whisker" x1=(x) x2=(x) y1=(at(scale.y(value.low))) y2=(at(scale.y(value.high))) {}
            }
            circle class="point" cx=(x) cy=(at(scale.y(value.middle))) r="4" {}
        }
    }
}

fn at(place: f64) -> String {
    format!("{place:.1}")
}

fn whole(value: f64) -> String {
    if value < -0.5 { format!("−{:.0}", value.abs()) } else { format!("{value:.0}") }
}
