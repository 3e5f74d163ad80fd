//! A copy of the store, also while it is written to.

use super::schema;
use crate::error::AppError;
use std::path::Path;

/// Writes a whole and compact copy of the file, as it is at this moment.
///
/// Intake goes on meanwhile. The copy is complete or not there: it gets its name last.
/// Errors: there is no store, the copy's name is taken, or its disk is full.
pub fn backup(from: &Path, to: &Path) -> Result<u64, AppError> {
    if to.exists() {
        return Err(AppError::CopyExists { path: to.to_owned() });
    }
    let failed = |why: String| AppError::Copy { path: to.to_owned(), why };
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = Path::new(&unfinished);
    // One that was broken off before.
    drop(std::fs::remove_file(unfinished));
    let copied = copy(from, unfinished);
    if copied.is_err() {
        drop(std::fs::remove_file(unfinished));
    }
    copied?;
    let file = std::fs::File::open(unfinished).map_err(|error| failed(error.to_string()))?;
    file.sync_all().map_err(|error| failed(error.to_string()))?;
    std::fs::rename(unfinished, to).map_err(|error| failed(error.to_string()))?;
    Ok(file.metadata().map_or(0, |copy| copy.len()))
}

/// `VACUUM INTO` reads one moment of the store; its writer goes on meanwhile.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), AppError> {
    let unusable = |source| AppError::OpenStore { path: from.to_owned(), source };
    let db = schema::open_reader(from).map_err(unusable)?;
    let name = to.to_string_lossy();
    db.execute("VACUUM INTO ?1", [name.as_ref()])
        .map_err(|error| AppError::Copy { path: to.to_owned(), why: error.to_string() })?;
    Ok(())
}
