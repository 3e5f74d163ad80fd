//! Differences against the holdout, each on its own line around zero.

use super::{Breadth, Drawing};
use crate::pages::words::shortened;
use crate::statistics::Interval;
use maud::html;

/// One line: a difference in shares, or why there is none.
pub(in crate::pages) struct Span {
    pub(in crate::pages) label: String,
    /// How much of what it takes is there, 0 to 1; drawn while there is no value.
    pub(in crate::pages) progress: f64,
    /// Nothing where it would be a guess; the note says why.
    pub(in crate::pages) value: Option<Interval>,
    pub(in crate::pages) note: String,
    /// Whether more of it is better.
    pub(in crate::pages) is_more_better: bool,
}

/// Draws the lines on one scale, symmetrical around zero.
pub(in crate::pages) fn forest(list: &[Span], breadth: Breadth) -> Drawing {
    let width = breadth.pick(1040.0, 340.0);
    let (from, step) = breadth.pick((210.0, 38.0), (0.0, 70.0));
    let room = width - from - breadth.pick(290.0, 0.0);
    let middle = from + room / 2.0;
    let reach = |value: Interval| value.low.abs().max(value.high.abs());
    let widest = list.iter().filter_map(|span| span.value).map(reach).fold(0.05, f64::max);
    let x = |value: f64| format!("{:.1}", middle + value / widest * (room / 2.0 - 6.0));
    let is_said = list.iter().any(|span| span.value.is_some());
    let height = list.len() as f64 * step + if is_said { 30.0 } else { 4.0 };
    let shapes = html! {
        @if is_said {
            line class="zero" x1=(middle) x2=(middle) y1="4" y2=(height - 22.0) {}
            text class="axis" x=(middle) y=(height - 6.0) text-anchor="middle" { "no difference" }
            text class="axis" x=(from) y=(height - 6.0) { "← less" }
            text class="axis" x=(from + room) y=(height - 6.0) text-anchor="end" { "more →" }
        }
        @for (place, span) in list.iter().enumerate() {
            @let y = place as f64 * step + breadth.pick(24.0, 44.0);
            text class="label" x=(if breadth == Breadth::Wide { from - 12.0 } else { 0.0 })
                y=(y + breadth.pick(4.0, -26.0)) text-anchor=(breadth.pick("end", "start")) {
                (shortened(&span.label, breadth.pick(26, 40)))
            }
            @match span.value {
                Some(value) => {
                    line class={ "span " (tone(span, value)) } x1=(x(value.low)) x2=(x(value.high)) y1=(y) y2=(y) {}
                    circle class={ "dot " (tone(span, value)) } cx=(x(value.middle)) cy=(y) r="6" {}
                }
                None => {
                    rect class="track" x=(from + 6.0) y=(y - 3.0) width=(room - 12.0) height="6" rx="3" {}
                    rect class="waiting" x=(from + 6.0) y=(y - 3.0) height="6" rx="3"
                        width=(format!("{:.1}", (room - 12.0) * span.progress)) {}
                }
            }
            text class=(if span.value.is_some() { "value said" } else { "value" }) x=(breadth.pick(width - 270.0, 0.0)) y=(y + breadth.pick(4.0, -9.0)) { (span.note) }
        }
    };
    Drawing { width, height, shapes }
}

fn tone(span: &Span, value: Interval) -> &'static str {
    match (value.is_clear(), (value.middle > 0.0) == span.is_more_better) {
        (false, _) => "unclear",
        (true, true) => "good",
        (true, false) => "bad",
    }
}
