//! Products side by side; where they differ comes first.

use usher_engine::{CompareItem, CompareTable, PlayView, Response, to_json};

use super::content;
use crate::ui::hand::Hand;
use crate::ui::parts::link::name;
use crate::ui::tag::{Tag, tag};

/// A row as it is drawn.
struct Row {
    label: String,
    values: Vec<Option<String>>,
}

pub(in crate::ui) fn compare(view: &PlayView, products: &CompareTable, hand: Hand) -> Tag {
    let showing = view.showing;
    let (different, same) = rows(products, hand);
    // One more for the labels. Written by the codec: a formatter is 2 KB of code.
    let columns = to_json(&u32::try_from(products.items.len() + 1).unwrap_or(u32::MAX));
    let names = products.items.iter().map(|item| {
        tag("th").attr("scope", "col").child(name(item.url.clone(), item.name.clone()))
    });
    let head = tag("tr").child(tag("td").words(hand.get("compare.fact"))).children(names);
    let table = tag("table")
        .child(tag("caption").words(hand.get("compare.caption")))
        .child(tag("thead").child(head))
        .children(group("compare.different", different, &columns, hand))
        .children(group("compare.same", same, &columns, hand));
    // It scrolls sideways, so the keyboard has to be able to reach it.
    let scroll = tag("div")
        .class("scroll")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", hand.get("compare.caption"))
        .child(table);
    content(view, hand, "panel broad", move || Response::Completed(showing)).child(scroll)
}

fn group(key: &str, rows: Vec<Row>, columns: &str, hand: Hand) -> Option<Tag> {
    if rows.is_empty() {
        return None;
    }
    let heading = tag("th")
        .attr("scope", "rowgroup")
        .attr("colspan", String::from(columns))
        .words(hand.get(key));
    let heading = tag("tr").class("group").child(heading);
    Some(tag("tbody").child(heading).children(rows.into_iter().map(|row| line(row, hand))))
}

fn line(row: Row, hand: Hand) -> Tag {
    let values = row.values.into_iter().map(|value| match value {
        Some(value) => tag("td").words(value),
        None => tag("td").class("missing").words(hand.get("compare.missing")),
    });
    tag("tr").child(tag("th").attr("scope", "row").words(row.label)).children(values)
}

/// Price and stock, then the facts: those in which the products differ, and the others.
fn rows(products: &CompareTable, hand: Hand) -> (Vec<Row>, Vec<Row>) {
    let mut different = Vec::new();
    let mut same = Vec::new();
    let price = fact("compare.price", products, hand, price);
    let stock = fact("compare.stock", products, hand, stock);
    for row in [price, stock] {
        let first = row.values.first();
        let is_different = row.values.iter().any(|value| Some(value) != first);
        if row.values.iter().any(Option::is_some) {
            if is_different { &mut different } else { &mut same }.push(row);
        }
    }
    for row in &products.rows {
        let line = Row { label: row.label.clone(), values: row.values.clone() };
        if row.is_different { &mut different } else { &mut same }.push(line);
    }
    (different, same)
}

fn fact(
    key: &str,
    products: &CompareTable,
    hand: Hand,
    read: fn(&CompareItem, Hand) -> Option<String>,
) -> Row {
    let values = products.items.iter().map(|item| read(item, hand)).collect();
    Row { label: hand.get(key), values }
}

fn price(item: &CompareItem, hand: Hand) -> Option<String> {
    item.price.as_ref().map(|price| hand.texts(|texts| texts.money(price)))
}

fn stock(item: &CompareItem, hand: Hand) -> Option<String> {
    let key = if item.is_available? { "compare.yes" } else { "compare.no" };
    Some(hand.get(key))
}
