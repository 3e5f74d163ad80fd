//! A measurement, as `--json` prints it and as people read it.

use anyhow::Result;
use serde::Serialize;

use crate::budget::Budget;

/// One measured value with its limit.
#[derive(Serialize)]
pub(crate) struct Row {
    /// Begins with its area: `delivery …`, `engine …`, `page …`, `ui …`, `desk …`.
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    pub(crate) limit: Option<f64>,
    pub(crate) ok: bool,
}

impl Row {
    /// A value nobody set a limit for.
    pub(crate) fn free(name: &str, value: f64, unit: &str) -> Self {
        Self { name: name.to_owned(), value, unit: unit.to_owned(), limit: None, ok: true }
    }

    /// A value with the limit that `budgets.toml` gives it.
    pub(crate) fn limited(budget: &Budget, value: f64) -> Self {
        Self {
            name: budget.name.clone(),
            value,
            unit: budget.unit.clone(),
            limit: Some(budget.limit),
            ok: value <= budget.limit,
        }
    }

    /// A value that could not be had; it counts as over its limit.
    pub(crate) fn is_over(&self) -> bool {
        !self.ok
    }
}

/// Prints the rows; returns whether all keep their limits.
pub(crate) fn print(rows: &[Row], is_json: bool) -> Result<bool> {
    if is_json {
        println!("{}", serde_json::to_string_pretty(rows)?);
    } else {
        rows.iter().for_each(print_line);
    }
    Ok(!rows.iter().any(Row::is_over))
}

fn print_line(row: &Row) {
    let value = shown(row.value);
    let limit = row.limit.map_or_else(String::new, |limit| format!("  limit {}", shown(limit)));
    let verdict = if row.ok { "" } else { "  OVER" };
    println!("{:<48} {value:>12} {:<13}{limit}{verdict}", row.name, row.unit);
}

/// Whole numbers in groups of three, others with three decimals.
fn shown(value: f64) -> String {
    if value.fract().abs() > f64::EPSILON {
        return format!("{value:.3}");
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
