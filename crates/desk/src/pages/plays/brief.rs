//! The plays in short, for the first page.

use super::ENOUGH_SHOWINGS;
use crate::pages::numbers::{figure, percent};
use crate::pages::table::head;
use crate::pages::words::clean;
use crate::statistics::Part;
use crate::store::{PlayCount, Totals};
use maud::{Markup, html};

/// The short panel of the first page.
pub(in crate::pages) fn panel(totals: &Totals) -> Markup {
    let all = &totals.plays;
    html! {
        section.panel.plays aria-labelledby="plays-title" {
            div.panel-head { h2 #plays-title { "Plays" } a href="/plays" { "All about plays" } }
            dl.trio {
                div { dt { "Shown" } dd #plays-shown { (figure(all.shown)) } }
                div { dt { "Taken up" } dd #plays-accepted { (figure(all.accepted)) } }
                div { dt { "Closed" } dd #plays-dismissed { (figure(all.dismissed)) } }
            }
            @if totals.by_play.is_empty() {
                p.empty {
                    "No play was shown yet. Usher waits until a visitor has looked around "
                    "and pauses; then it offers one thing that fits."
                }
            } @else {
                (short_table(&totals.by_play))
                p.note {
                    "A share appears from " (ENOUGH_SHOWINGS) " showings on; before that it is chance."
                }
            }
        }
    }
}

/// Most plays on the first page.
const MOST_ON_FIRST_PAGE: usize = 6;

fn short_table(plays: &[PlayCount]) -> Markup {
    html! {
        table {
            caption.unseen { "Plays shown most often" }
            (head(&["Play", "Shown", "Taken up", "Closed"]))
            tbody {
                @for play in plays.iter().take(MOST_ON_FIRST_PAGE) {
                    tr {
                        th scope="row" {
                            bdi { (clean(&play.play)) }
                            @if let Some(format) = &play.format { small { bdi { (clean(format)) } } }
                        }
                        td.number { (figure(play.shown)) }
                        td.number { (part(play.accepted, play.shown)) }
                        td.number { (part(play.dismissed, play.shown)) }
                    }
                }
            }
        }
    }
}

/// A count, with its share where there is enough to speak of one.
fn part(count: u64, shown: u64) -> Markup {
    let share = (shown >= ENOUGH_SHOWINGS && count <= shown)
        .then(|| percent(Part { some: count, all: shown }.share()));
    html! {
        (figure(count))
        @if let Some(share) = share { small { (share) } }
    }
}
