//! Connections for reading, a few of them, reused.

use super::schema;
use crate::error::AppError;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Most reads at once. Reads are short and the machine is small; more would only
/// take memory (2 MiB of page cache each).
const MAX_READS: usize = 4;

/// Steps of SQLite that are counted as one.
const STEPS: i32 = 1_000;

#[derive(Clone, Debug)]
pub(super) struct Readers {
    path: Arc<PathBuf>,
    places: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
    steps: Arc<AtomicU64>,
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: Arc::new(path.to_owned()),
            places: Arc::new(Semaphore::new(MAX_READS)),
            idle: Arc::default(),
            steps: Arc::default(),
        }
    }

    /// What reading has cost so far, in thousands of steps of SQLite: the same on every
    /// machine, which no time is.
    pub(super) fn steps(&self) -> u64 {
        self.steps.load(Ordering::Relaxed)
    }

    /// Runs a query away from the threads that serve requests.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let readers = self.clone();
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            readers.query(query)
        });
        // A query that was cancelled by the end of the program reads as "busy".
        let result = work.await.map_err(|_| AppError::Busy)?;
        Ok(result?)
    }

    /// Closes connections nobody is using; a later read opens one again.
    pub(super) fn close(&self) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.clear();
        }
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let mut db = schema::open_reader(&self.path)?;
        let steps = Arc::clone(&self.steps);
        let count = move || {
            steps.fetch_add(1, Ordering::Relaxed);
            false
        };
        db.progress_handler(STEPS, Some(count))?;
        Ok(db)
    }

    fn query<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let db = match idle {
            Some(db) => db,
            None => self.open()?,
        };
        let result = query(&db);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(db);
        }
        result
    }
}
