//! A store that is drawn from a shared log.

use super::places::{self, SHARED_LOG};
use super::{Entry, MarkKind, Store, Term, erase};
use crate::cluster::{Change, Projector, SharedLog};
use crate::error::AppError;
use std::path::Path;
use std::time::Duration;

/// How long a reader who changed something waits to see it here. The change stands on the
/// log by then, so nothing is lost when this desk is further behind.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Opens a file that follows a shared log: whatever is kept or changed goes there, and
    /// comes back through the projector.
    ///
    /// Errors: as [`Store::open`]; and the file has events that are from no shared log.
    pub async fn join(path: &Path, log: SharedLog) -> Result<(Self, Projector), AppError> {
        let tables = Self::open(path)?;
        if tables.place().await? == 0 && *tables.latest.borrow() > 0 {
            let why = "it has events of its own; name a new file, which is filled from the log, \
                       and post what `usher export` gives from this one";
            return Err(AppError::Unreadable(path.display().to_string(), why.to_owned()));
        }
        let projector = Projector::new(log.clone(), tables.clone());
        Ok((Self { shared: Some(log), ..tables }, projector))
    }

    /// Keeps what came from the shared log, and how far it was read.
    ///
    /// Shape: the numbers of events that were here before under another number.
    pub(crate) async fn take(&self, entries: Vec<Entry>, place: u64) -> Result<Vec<u64>, AppError> {
        self.disk.check()?;
        self.writer.take(entries, number(place)).await
    }

    /// How far the shared log was read.
    pub(crate) async fn place(&self) -> Result<u64, AppError> {
        let place = self.readers.read(|db| places::read(db, SHARED_LOG)).await?;
        Ok(u64::try_from(place).unwrap_or_default())
    }

    /// Where on the shared log the events of a visitor are.
    pub(crate) async fn places_of_visitor(&self, hash: String) -> Result<Vec<u64>, AppError> {
        self.readers.read(move |db| erase::places(db, &hash)).await
    }

    /// Lets events on the shared log go whose term is over. The log is read in the order
    /// it was written, so the first young event ends what goes.
    pub(super) async fn retire_shared(
        &self,
        log: &SharedLog,
        terms: &[Term],
        now_millis: i64,
    ) -> Result<(), AppError> {
        for term in terms {
            let before = term.ends(now_millis);
            let young = self.readers.read(move |db| erase::first_since(db, before)).await?;
            let end = self.place().await? + 1;
            log.let_go(term.family, young.unwrap_or(end)).await?;
        }
        Ok(())
    }

    /// Puts a change on the shared log, and waits until it has come here.
    pub(super) async fn say(&self, log: &SharedLog, change: &Change) -> Result<(), AppError> {
        let place = number(log.say(change).await?);
        let mut reached = self.writer.reached();
        let arrived = reached.wait_for(|reached| *reached >= place);
        drop(tokio::time::timeout(PATIENCE, arrived).await);
        Ok(())
    }

    pub(super) async fn mark_shared(
        &self,
        log: &SharedLog,
        (kind, key, time_millis): (MarkKind, String, Option<i64>),
    ) -> Result<(), AppError> {
        self.say(log, &Change::Mark { kind, key, time_millis }).await
    }
}

fn number(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
