//! What the map says, in sentences.

use super::needs::place_name;
use super::{Reading, SIGNAL_TITLES, delivered_balance, gaps};
use crate::pages::numbers::{count_of, figure, percent, percent_within};
use crate::pages::view::View;
use crate::stage::{OnTheMap, Stage};
use crate::statistics::{FEWEST_ANSWERS, Part};
use crate::store::{JourneyMap, SIGNALS};
use maud::{Markup, html};

/// Gaps named in one sentence; the map shows all of them.
const MOST_GAPS: usize = 3;

pub(super) fn panel(read: &Reading, view: &View) -> Markup {
    html! {
        ul.answers {
            @if let Some((stage, part)) = worst_place(&read.map) {
                li {
                    h2 { "Where we lose people" }
                    p {
                        a href={ (view.link("/map", &[("stage", stage.as_str())])) "#examples" } { (stage.title()) } ": "
                        (figure(part.some)) " of " (count_of(part.all, "journey")) " went no further"
                        @if let Some(share) = percent_within(part) { ", " (share) } "."
                    }
                }
            }
            @if let Some((stage, signal, part)) = worst_feeling(&read.map) {
                li {
                    h2 { "What they felt" }
                    p {
                        a href={ (view.link("/map", &[("stage", stage.as_str()), ("signal", SIGNALS.get(signal).copied().unwrap_or_default())])) "#examples" } {
                            (SIGNAL_TITLES.get(signal).copied().unwrap_or_default())
                        }
                        " in " (percent_within(part).unwrap_or_default()) " of the journeys that stopped at " (stage.as_str())
                        (before(read, stage, signal)) "."
                    }
                }
            }
            li {
                h2 { "What they missed" }
                p { (missing(read)) }
            }
            li {
                h2 { "Before and after the sale" }
                p { (balance(read)) }
            }
        }
    }
}

/// The stage where the most journeys stopped, and how many of those that reached it.
pub(in crate::pages) fn worst_place(map: &JourneyMap) -> Option<(Stage, Part)> {
    Stage::EVERY
        .into_iter()
        .map(|stage| {
            let count = map.of(stage);
            (stage, Part { some: count.stopped, all: count.reached })
        })
        .filter(|(_, part)| part.some > 0)
        .max_by_key(|(stage, part)| (part.some, std::cmp::Reverse(*stage)))
}

/// The signal that the largest share of those who stopped at a stage had felt.
fn worst_feeling(map: &JourneyMap) -> Option<(Stage, usize, Part)> {
    let mut worst: Option<(Stage, usize, Part)> = None;
    for stage in Stage::EVERY {
        let count = map.of(stage);
        let all = count.stopped + count.here;
        for (signal, some) in count.felt.into_iter().enumerate() {
            let part = Part { some, all };
            let is_worse = worst.is_none_or(|(_, _, known)| part.share() > known.share());
            if some > 0 && all >= FEWEST_ANSWERS && is_worse {
                worst = Some((stage, signal, part));
            }
        }
    }
    worst
}

fn before(read: &Reading, stage: Stage, signal: usize) -> String {
    let Some(count) = read.before.map(|before| before.of(stage)) else { return String::new() };
    let some = count.felt.get(signal).copied().unwrap_or(0);
    let part = Part { some, all: count.stopped + count.here };
    percent_within(part).map_or_else(String::new, |share| format!("; before: {share}"))
}

fn missing(read: &Reading) -> String {
    let gaps = gaps(read);
    if gaps.is_empty() {
        return "Every need you intend to meet was met at least once.".to_owned();
    }
    let named: Vec<String> = gaps.iter().take(MOST_GAPS).copied().map(place_name).collect();
    let more = match gaps.len().saturating_sub(MOST_GAPS) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("Intended, and never delivered: {}{more}.", named.join(", "))
}

fn balance(read: &Reading) -> String {
    let share_after = |sides: [u64; 3]| {
        let all = sides.iter().sum();
        Part { some: sides.iter().skip(2).sum(), all }
    };
    let (meant, got) =
        (share_after(read.intended.balance()), share_after(delivered_balance(&read.map)));
    match got.all {
        0 => "No card was shown in these days.".to_owned(),
        _ => format!(
            "{} of the cards were shown after the sale; of the plays you intend, {} are meant for it.",
            percent(got.share()),
            percent(meant.share())
        ),
    }
}
