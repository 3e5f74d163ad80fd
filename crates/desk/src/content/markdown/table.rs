//! Tables.

use super::Reader;
use crate::content::tree::{Block, Inline};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;
use usher_schema::content::{MAX_BLOCKS, MAX_COLUMNS};

impl Reader<'_> {
    pub(super) fn table(&mut self, range: &Range<usize>, out: &mut Vec<Block>) {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.line();
                    let pictures = std::mem::take(&mut self.pictures);
                    self.no_pictures(pictures);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let columns = rows.first().map(Vec::len).unwrap_or_default();
        if columns > MAX_COLUMNS {
            let what = format!("{columns} columns, of which a phone shows {MAX_COLUMNS}");
            return self.report(range, &what, "make two tables, or a list, of it");
        }
        let mut rows = rows.into_iter();
        let Some(head) = rows.next().filter(|head| !head.is_empty()) else { return };
        let mut table: Vec<_> = rows.collect();
        self.bounded(&mut table, MAX_BLOCKS, (range, "rows"));
        out.push(Block::Table { table, head });
    }
}
