//! The numbers behind a drawing: as a table on the page, and as CSV.

use super::words::clean;
use maud::{Markup, html};

/// Column names, and rows of as many cells. What strangers named may be in any cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn draw(&self, caption: &str) -> Markup {
        html! {
            div.wide-table tabindex="0" role="group" aria-label=(caption) {
                table {
                    caption.unseen { (caption) }
                    (head(&self.columns))
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (place, cell) in row.iter().enumerate() {
                                    @if place == 0 {
                                        th scope="row" { bdi { (clean(cell)) } }
                                    } @else {
                                        td.number { bdi { (clean(cell)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// RFC 4180, every field quoted, with a mark that makes spreadsheets read UTF-8.
    pub(super) fn csv(&self) -> String {
        let mut csv = String::from("\u{feff}");
        let columns = self.columns.iter().map(|column| (*column).to_owned()).collect();
        for row in std::iter::once(&columns).chain(&self.rows) {
            let fields: Vec<String> = row.iter().map(|cell| field(cell)).collect();
            csv.push_str(&fields.join(","));
            csv.push_str("\r\n");
        }
        csv
    }
}

/// The names of a table's columns: the first says what a row is, the others are numbers.
pub(super) fn head(columns: &[&str]) -> Markup {
    html! {
        thead {
            tr {
                @for (place, column) in columns.iter().enumerate() {
                    th.number[place > 0] scope="col" { (column) }
                }
            }
        }
    }
}

/// One field. What a spreadsheet would take for a formula gets a quote before it
/// (threat model, row 37: `= + - @`, tab, line ends, and their full-width forms).
fn field(cell: &str) -> String {
    let text = cell.replace('"', "\"\"");
    let begins = cell.trim_start().chars().next();
    let is_formula = begins.is_some_and(|letter| "=+-@\t\r\n＝＋－＠|%".contains(letter))
        || cell.starts_with(['\t', '\r', '\n']);
    // A number with its sign is what it says.
    let is_number = cell.parse::<f64>().is_ok();
    if is_formula && !is_number { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests {
    use super::{Table, field};

    #[test]
    fn a_formula_is_never_a_formula() {
        for attack in
            ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|'/c calc'!A0"]
        {
            assert!(field(attack).starts_with("\"'"), "{attack:?}");
        }
        assert_eq!(field("-3.5"), "\"-3.5\"");
        assert_eq!(field("say \"hi\""), "\"say \"\"hi\"\"\"");
    }

    #[test]
    fn a_table_is_one_line_a_row() {
        let table = Table { columns: vec!["a", "b"], rows: vec![vec!["1".into(), "x,y".into()]] };
        assert_eq!(table.csv(), "\u{feff}\"a\",\"b\"\r\n\"1\",\"x,y\"\r\n");
    }
}
