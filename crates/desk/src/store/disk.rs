//! The disk the file is on.

use super::schema;
use crate::error::AppError;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Room that is always left: the pages stay readable, the log of writes can be folded
/// into the file, and the owner can still log in and tidy up.
const RESERVE_BYTES: u64 = 64 * 1024 * 1024;

/// The system is asked this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// A file and its disk, looked at from outside.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Bytes of the file and its companions.
    pub used_bytes: u64,
    /// Bytes left on its disk, when the system says.
    pub free_bytes: Option<u64>,
    /// Whether that is too little for events to be taken.
    pub is_low: bool,
}

/// Looks at a file that may be in use, and changes nothing.
///
/// Errors: there is none, or it is not one of this version.
pub fn condition(path: &Path) -> Result<Condition, AppError> {
    if !path.is_file() {
        return Err(AppError::NoStore { path: path.to_owned() });
    }
    let unusable = |source| AppError::OpenStore { path: path.to_owned(), source };
    schema::check(&schema::open_reader(path).map_err(unusable)?, path)?;
    let disk = Disk::of(path);
    Ok(Condition {
        used_bytes: disk.used_bytes(),
        free_bytes: disk.free_bytes(),
        is_low: disk.check().is_err(),
    })
}

#[derive(Debug)]
pub(super) struct Disk {
    path: PathBuf,
    looked: Mutex<Option<(Instant, Option<u64>)>>,
}

impl Disk {
    pub(super) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), looked: Mutex::default() }
    }

    /// Refuses when less than the reserve is left. Where the system does not say, SQLite
    /// itself reports a full disk, without harm to the file.
    pub(super) fn check(&self) -> Result<(), AppError> {
        match self.free_bytes() {
            Some(free) if free < RESERVE_BYTES => Err(AppError::DiskLow),
            _ => Ok(()),
        }
    }

    /// Bytes a program may still write there.
    pub(super) fn free_bytes(&self) -> Option<u64> {
        let mut looked = self.looked.lock().ok()?;
        match *looked {
            Some((at, free)) if at.elapsed() < LOOK_EVERY => free,
            _ => {
                let free = ask(&self.path);
                *looked = Some((Instant::now(), free));
                free
            }
        }
    }

    /// Bytes of the file, its log of writes and its index of that log.
    pub(super) fn used_bytes(&self) -> u64 {
        let size = |ending: &str| {
            let mut name = self.path.clone().into_os_string();
            name.push(ending);
            std::fs::metadata(name).map_or(0, |file| file.len())
        };
        ["", "-wal", "-shm"].into_iter().map(size).sum()
    }
}

#[cfg(unix)]
fn ask(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn ask(_: &Path) -> Option<u64> {
    None
}
