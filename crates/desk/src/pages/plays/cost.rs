//! What plays cost: attention, and plays that are only in the way.

use super::Reading;
use crate::pages::chart::{Bar, Breadth, Chart, Whole, bars};
use crate::pages::numbers::{count_of, percent};
use crate::pages::table::Table;
use crate::pages::view::View;
use crate::pages::words::clean;
use crate::statistics::{Part, float};
use crate::store::{Count, PlayCount, Totals};
use maud::{Markup, html};

pub(super) fn attention_panel(read: &Reading, view: &View) -> Markup {
    let journeys: u64 = read.attention.iter().map(|count| count.number).sum();
    let shown = read.totals.plays.shown;
    html! {
        section.panel aria-labelledby="attention-title" {
            div.panel-head { h2 #attention-title { "Attention spent" } }
            p.lead {
                (count_of(shown, "card")) " over " (count_of(journeys, "journey"))
                @if journeys > 0 {
                    ": " (format!("{:.1}", float(shown) * 10.0 / float(journeys))) " in ten journeys."
                }
            }
            (attention(&read.attention).figure("plays", view))
        }
    }
}

pub(super) fn attention(counts: &[Count]) -> Chart {
    let number = |cards: usize| {
        let is_it = |count: &&Count| count.a == cards.to_string();
        counts.iter().filter(is_it).map(|count| count.number).sum::<u64>()
    };
    let most = (0..=9).rev().find(|cards| number(*cards) > 0).unwrap_or(0);
    let all: u64 = counts.iter().map(|count| count.number).sum();
    let label = |cards: usize| match cards {
        0 => "left in peace".to_owned(),
        1 => "1 card".to_owned(),
        9 => "9 cards and more".to_owned(),
        cards => format!("{cards} cards"),
    };
    let list: Vec<Bar> = (0..=most)
        .map(|cards| Bar {
            label: label(cards),
            parts: vec![(if cards == 0 { "calm" } else { "spent" }, number(cards))],
            note: percent(Part { some: number(cards), all }.share()),
        })
        .collect();
    Chart {
        id: "attention",
        title: "Cards a journey was shown",
        wide: bars(&list, Whole::Count, Breadth::Narrow),
        narrow: None,
        table: Table {
            columns: vec!["Cards", "Journeys"],
            rows: (0..=most).map(|cards| vec![label(cards), number(cards).to_string()]).collect(),
        },
    }
}

/// Why a play should not be seen again, where that is beyond doubt.
fn reason_to_stop(play: &PlayCount) -> Option<String> {
    let refused = Part { some: play.dismissed, all: play.shown }.interval();
    if let Some(refused) = refused.filter(|refused| refused.low > 0.5) {
        return Some(format!("at least {:.0}\u{a0}% refuse it", refused.low * 100.0));
    }
    let taken = Part { some: play.accepted, all: play.shown }.interval();
    if let Some(taken) = taken.filter(|taken| taken.high < 0.03) {
        return Some(format!("at most {:.0}\u{a0}% take it up", (taken.high * 100.0).ceil()));
    }
    let tried = play.shown + play.unavailable;
    let missing = Part { some: play.unavailable, all: tried }.interval();
    let missing = missing.filter(|missing| missing.low > 0.3)?;
    Some(format!(
        "its place on the page is missing at least {:.0}\u{a0}% of the time",
        missing.low * 100.0
    ))
}

pub(super) fn silent_panel(totals: &Totals) -> Markup {
    let stop: Vec<(&PlayCount, String)> =
        totals.by_play.iter().filter_map(|play| Some((play, reason_to_stop(play)?))).collect();
    html! {
        section.panel aria-labelledby="stop-title" {
            div.panel-head { h2 #stop-title { "Nobody should see these again" } }
            @if stop.is_empty() {
                p.empty {
                    "None. A play appears here when, beyond doubt, more than half refuse it, hardly "
                    "anyone takes it up, or its place on the page is missing."
                }
            } @else {
                ul.findings {
                    @for (play, reason) in &stop {
                        li {
                            strong { bdi { (clean(&play.play)) } } " – " (reason) "."
                            small { "Shown " (count_of(play.shown, "time")) }
                        }
                    }
                }
                p.note { "Take them out with " code { "without" } " in the widget's configuration." }
            }
        }
    }
}
