//! The whole log, read from one end to the other.

use super::row::{self, Page, Row};
use super::schema;
use crate::error::AppError;
use std::path::Path;

/// Events read at once: a few MiB.
const STEP: u32 = 5_000;

/// A stretch of the log of one file.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// The file; it may be in use.
    pub path: &'a Path,
    /// Only events with a larger number.
    pub after: i64,
    /// Only this family.
    pub family: Option<&'static str>,
}

/// Reads a stretch of the log, oldest first, as far as it goes now.
///
/// Shape: how many events there were, and the number of the last one.
/// Errors: the file cannot be read, or what is done with the events fails.
pub fn walk(
    stretch: Stretch<'_>,
    mut each: impl FnMut(&[Row]) -> Result<(), AppError>,
) -> Result<(u64, i64), AppError> {
    let Stretch { path, mut after, family } = stretch;
    let unusable = |source| AppError::OpenStore { path: path.to_owned(), source };
    let db = schema::open_reader(path).map_err(unusable)?;
    schema::check(&db, path)?;
    let mut events = 0;
    loop {
        let rows = row::after(&db, Page { after, limit: STEP, family })?;
        let Some(last) = rows.last() else {
            return Ok((events, after));
        };
        events += rows.len() as u64;
        after = last.seq;
        each(&rows)?;
    }
}
