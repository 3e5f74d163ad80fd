//! Bars side by side, each whole or in parts.

use super::{Breadth, Drawing};
use crate::pages::words::shortened;
use maud::html;

/// One bar.
pub(in crate::pages) struct Bar {
    /// Before it; a stranger's word is shortened and shown as text.
    pub(in crate::pages) label: String,
    /// Its parts: a class of ours, and how many.
    pub(in crate::pages) parts: Vec<(&'static str, u64)>,
    /// Behind it.
    pub(in crate::pages) note: String,
}

const THICK: f64 = 16.0;

/// Draws bars, the longest over the whole breadth; with `is_whole` every bar is that long
/// and its parts are shares.
pub(in crate::pages) fn bars(list: &[Bar], is_whole: Whole, breadth: Breadth) -> Drawing {
    let width = breadth.pick(1040.0, 340.0);
    let (from, step) = breadth.pick((210.0, 34.0), (0.0, 52.0));
    let room = width - from - breadth.pick(150.0, 0.0);
    let sum = |bar: &Bar| bar.parts.iter().map(|(_, number)| number).sum::<u64>();
    let most = list.iter().map(sum).max().unwrap_or(0).max(1) as f64;
    let shapes = html! {
        @for (place, bar) in list.iter().enumerate() {
            @let top = place as f64 * step + breadth.pick(10.0, 26.0);
            @let all = match is_whole { Whole::Share => sum(bar).max(1) as f64, Whole::Count => most };
            text class="label" x=(if breadth == Breadth::Wide { from - 12.0 } else { 0.0 })
                y=(top + breadth.pick(13.0, -8.0))
                text-anchor=(breadth.pick("end", "start")) { (shortened(&bar.label, breadth.pick(26, 30))) }
            rect class="track" x=(from) y=(top) width=(room) height=(THICK) rx="4" {}
            @for (class, x, length) in parts(&bar.parts, (from, room / all)) {
                rect class={ "part " (class) } x=(format!("{x:.1}")) y=(top)
                    width=(format!("{length:.1}")) height=(THICK) rx="2" {}
            }
            text class="value" x=(breadth.pick(width - 140.0, width)) y=(top + breadth.pick(13.0, -8.0))
                text-anchor=(breadth.pick("start", "end")) { (bar.note) }
        }
    };
    Drawing { width, height: list.len() as f64 * step + 14.0, shapes }
}

/// What the length of a bar means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Whole {
    /// A number; the largest is the longest.
    Count,
    /// The whole of it; parts are shares.
    Share,
}

fn parts(parts: &[(&'static str, u64)], (from, unit): (f64, f64)) -> Vec<(&'static str, f64, f64)> {
    let mut x = from;
    let mut drawn = Vec::new();
    for (class, number) in parts.iter().filter(|(_, number)| *number > 0) {
        let length = *number as f64 * unit;
        // A thin gap between parts, so that they can be told apart without colour.
        drawn.push((*class, x, (length - 1.5).max(1.0)));
        x += length;
    }
    drawn
}
