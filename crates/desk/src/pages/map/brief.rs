//! The map in short, for the first page: the river alone, kept up to date while open.

use super::river::{Direction, River};
use crate::pages::numbers::figure;
use crate::pages::table::head;
use crate::stage::{OnTheMap, Side, Stage};
use crate::store::{JourneyMap, StageCount};
use maud::{Markup, html};

/// The map panel: two drawings, one for wide screens and one for phones, and the
/// same numbers as a table.
pub(in crate::pages) fn panel(map: &JourneyMap) -> Markup {
    html! {
        section.panel.map aria-labelledby="map-title" {
            div.panel-head {
                h2 #map-title { "Journey map" }
                (key())
                a href="/map" { "The whole map" }
            }
            p.lead #map-summary aria-live="polite" { (summary(map)) }
            @if map.most_reached() == 0 {
                p.empty { "The map begins with the first stage a visitor reaches: "
                    "the widget sends it as " code { "usher.journey.stage_entered" } "." }
            }
            @for direction in [Direction::Across, Direction::Down] { (drawing(map, direction)) }
            details.numbers {
                summary { "The numbers as a table" }
                (table(map))
            }
        }
    }
}

pub(super) fn key() -> Markup {
    html! {
        ul.key aria-label="How to read the map" {
            li { span.swatch.before {} "before the sale" }
            li { span.swatch.after {} "after it" }
            li { span.swatch.stopped {} "stopped there" }
        }
    }
}

/// The map in one or two sentences.
pub(in crate::pages) fn summary(map: &JourneyMap) -> String {
    let all = map.most_reached();
    if all == 0 {
        return "No journey has reached a stage yet.".to_owned();
    }
    let mut said = match worst(map) {
        Some((stage, count)) => {
            format!("{} is where most journeys stopped: {}.", stage.title(), figure(count.stopped))
        }
        None => {
            "No journey has stopped yet; one counts as stopped after 30 quiet minutes.".to_owned()
        }
    };
    let bought = map.of(Stage::Purchase).reached;
    let after = Stage::EVERY
        .into_iter()
        .filter(|stage| stage.side() == Side::After)
        .map(|stage| map.of(stage).reached)
        .max()
        .unwrap_or(0);
    said.push_str(&format!(
        " {} reached the sale, {} went on after it.",
        figure(bought),
        figure(after)
    ));
    match map.unknown {
        0 => {}
        1 => said.push_str(" 1 has no stage yet."),
        unknown => said.push_str(&format!(" {} have no stage yet.", figure(unknown))),
    }
    said
}

fn worst(map: &JourneyMap) -> Option<(Stage, StageCount)> {
    Stage::EVERY
        .into_iter()
        .map(|stage| (stage, map.of(stage)))
        .filter(|(_, count)| count.stopped > 0)
        .max_by_key(|(stage, count)| (count.stopped, std::cmp::Reverse(*stage)))
}

/// The texts of the drawings and the table that change, by id.
pub(in crate::pages) fn labels(map: &JourneyMap) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    for stage in Stage::EVERY {
        let count = map.of(stage);
        for direction in [Direction::Across, Direction::Down] {
            labels.push((id(direction, "reached", stage), figure(count.reached)));
            labels.push((id(direction, "stopped", stage), stopped(count)));
            labels.push((id(direction, "here", stage), here(count)));
        }
        labels.push((cell("reached", stage), figure(count.reached)));
        labels.push((cell("stopped", stage), figure(count.stopped)));
        labels.push((cell("here", stage), figure(count.here)));
    }
    labels
}

/// The outlines of the drawings, by id.
pub(in crate::pages) fn shapes(map: &JourneyMap) -> Vec<(String, String)> {
    let mut shapes = Vec::new();
    for direction in [Direction::Across, Direction::Down] {
        let river = River::of(map, direction);
        shapes.push((format!("{}-river", direction.name()), river.outline()));
        for stage in Stage::EVERY {
            shapes.push((id(direction, "fall", stage), river.fall(stage)));
        }
    }
    shapes
}

/// The colours the river runs through, and those that fall away from it.
pub(super) fn paints(river: &River) -> Markup {
    let (direction, flow) = (river.direction, river.flow());
    let name = direction.name();
    html! {
        defs {
            linearGradient id={ (name) "-flow" } gradientUnits="userSpaceOnUse"
                x1="0" y1="0" x2=(flow.0) y2=(flow.1) {
                stop class="stop-before" offset="0" {}
                stop class="stop-before" offset="0.44" {}
                stop class="stop-after" offset="0.56" {}
                stop class="stop-after" offset="1" {}
            }
            linearGradient id={ (name) "-fade" } x1="0" y1="0"
                x2=(direction.pick("0", "1")) y2=(direction.pick("1", "0")) {
                stop class="stop-fall" offset="0" {}
                stop class="stop-gone" offset="1" {}
            }
        }
    }
}

fn drawing(map: &JourneyMap, direction: Direction) -> Markup {
    let river = River::of(map, direction);
    let (width, height) = river.size();
    let name = direction.name();
    html! {
        svg class={ "river " (name) } viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" {
            (paints(&river))
            @let sale = river.sale();
            rect class="sale" x=(sale.x) y=(sale.y) width=(sale.width) height=(sale.height) rx="10" {}
            @if direction == Direction::Across { (brackets(&river)) }
            path class="bed" d=(river.bed()) {}
            @for stage in Stage::EVERY {
                path class="fall" id=(id(direction, "fall", stage)) fill={ "url(#" (name) "-fade)" }
                    d=(river.fall(stage)) {}
            }
            path class="flow" id={ (name) "-river" } fill={ "url(#" (name) "-flow)" }
                d=(river.outline()) {}
            @for stage in Stage::EVERY { (captions(map, &river, stage)) }
        }
    }
}

fn brackets(river: &River) -> Markup {
    html! {
        @for side in [Side::Before, Side::Sale, Side::After] {
            @let (line, name) = river.bracket(side);
            path class="bracket" d=(line) {}
            text class="side-name" x=(name.0) y=(name.1) text-anchor="middle" { (side_title(side)) }
        }
    }
}

fn captions(map: &JourneyMap, river: &River, stage: Stage) -> Markup {
    let direction = river.direction;
    let count = map.of(stage);
    let at = river.captions(stage);
    let (near, far) = (direction.pick("middle", "start"), direction.pick("middle", "end"));
    html! {
        text class="stage-name" x=(at.name.0) y=(at.name.1) text-anchor=(near) { (stage.title()) }
        text class="stage-count" id=(id(direction, "reached", stage)) x=(at.reached.0) y=(at.reached.1)
            text-anchor=(near) { (figure(count.reached)) }
        text class="stage-stopped" id=(id(direction, "stopped", stage)) x=(at.stopped.0)
            y=(at.stopped.1) text-anchor=(far) { (stopped(count)) }
        text class="stage-here" id=(id(direction, "here", stage)) x=(at.here.0) y=(at.here.1)
            text-anchor=(far) { (here(count)) }
    }
}

fn stopped(count: StageCount) -> String {
    match count.stopped {
        0 => String::new(),
        stopped => format!("{} stopped", figure(stopped)),
    }
}

pub(super) fn here(count: StageCount) -> String {
    match (count.here, count.bought) {
        (0, 0) => String::new(),
        (here, 0) => format!("{} here now", figure(here)),
        (0, bought) => format!("{} bought", figure(bought)),
        (here, bought) => format!("{} bought · {} here", figure(bought), figure(here)),
    }
}

fn table(map: &JourneyMap) -> Markup {
    html! {
        table {
            caption.unseen { "Journeys by stage" }
            (head(&["Stage", "Reached it", "Stopped there", "There now"]))
            @for side in [Side::Before, Side::Sale, Side::After] {
                tbody {
                    tr.side { th scope="rowgroup" colspan="4" { (side_title(side)) } }
                    @for stage in Stage::EVERY.into_iter().filter(|stage| stage.side() == side) {
                        (table_row(map, stage))
                    }
                }
            }
        }
    }
}

fn table_row(map: &JourneyMap, stage: Stage) -> Markup {
    let count = map.of(stage);
    html! {
        tr {
            th scope="row" { (stage.title()) }
            td.number id=(cell("reached", stage)) { (figure(count.reached)) }
            td.number id=(cell("stopped", stage)) { (figure(count.stopped)) }
            td.number id=(cell("here", stage)) { (figure(count.here)) }
        }
    }
}

pub(super) fn side_title(side: Side) -> &'static str {
    match side {
        Side::Before => "Before the sale",
        Side::Sale => "The sale",
        Side::After => "After the sale",
    }
}

fn id(direction: Direction, what: &str, stage: Stage) -> String {
    format!("{}-{what}-{}", direction.name(), stage.as_str())
}

fn cell(what: &str, stage: Stage) -> String {
    format!("table-{what}-{}", stage.as_str())
}
