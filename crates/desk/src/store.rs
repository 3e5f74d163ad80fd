//! The store: an append-only log of events, and projections drawn from it.
//!
//! One file, SQLite in WAL mode. One thread writes, so that many requests share one
//! commit; readers have connections of their own and never wait for the writer.

mod backup;
mod clients;
mod counts;
mod disk;
mod erase;
mod forwarded;
mod joined;
mod journeys;
mod leads;
mod map;
mod marks;
mod narrow;
mod patience;
mod places;
mod projections;
mod readers;
mod readings;
mod receipts;
mod row;
mod schema;
mod tables;
mod thanks;
mod tokens;
mod totals;
mod verify;
mod visitors;
mod voice;
mod walk;
mod writer;

pub use backup::backup;
pub use clients::{Client, Late, Standing};
pub use counts::{Count, Measure, Span, Whose, day_of};
pub use disk::{Condition, condition};
pub use erase::{Term, token_hash};
pub use journeys::{Examples, JourneyRecord, SIGNALS};
pub use leads::{Lead, LeadCounts};
pub use map::{JourneyMap, NEEDS, StageCount};
pub use marks::Kind as MarkKind;
pub use narrow::{LOOKED_AT, Narrow};
pub use readings::Readings;
pub use receipts::Chain;
pub use row::{Page, Row};
pub use thanks::Thanks;
pub use tokens::TokenRecord;
pub use totals::{Arm, Effect, Effects, PlayCount, Totals};
pub use verify::{Findings, verify};
pub use voice::{Answering, Comment};
pub use walk::{Stretch, walk};
pub(crate) use writer::Entry;
pub use writer::{Outcome, Outcomes};

use crate::access::Scope;
use crate::cluster::{Change, SharedLog};
use crate::error::AppError;
use crate::event::Event;
use crate::example;
use disk::Disk;
use readers::Readers;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;
use usher_engine::Millis;
use writer::Writer;

/// Where events are kept. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    readers: Readers,
    disk: Arc<Disk>,
    latest: watch::Receiver<i64>,
    /// The log this store is drawn from, if it shares one with others.
    shared: Option<SharedLog>,
}

impl Store {
    /// Opens the file, making it or bringing its schema up to date where needed.
    ///
    /// Errors: the file cannot be written, is not one of ours, or was made by a newer
    /// version of Usher.
    pub fn open(path: &Path) -> Result<Self, AppError> {
        let connection = schema::open(path)?;
        let (writer, latest) = Writer::start(connection)?;
        let disk = Arc::new(Disk::of(path));
        Ok(Self { writer, readers: Readers::new(path), disk, latest, shared: None })
    }

    /// Keeps events, each once, and returns when they are safe on disk.
    ///
    /// Shape: one outcome per event, in order.
    /// Errors: nothing of the request was kept; the sender may try again.
    pub async fn keep(&self, events: Vec<Event>) -> Result<Outcomes, AppError> {
        if let Some(log) = &self.shared {
            return log.keep(&events).await;
        }
        self.disk.check()?;
        self.writer.keep(events).await
    }

    /// Whether events can be kept now: the writer answers and the disk has room.
    ///
    /// Errors: what stands in the way.
    pub async fn probe(&self) -> Result<(), AppError> {
        if let Some(log) = &self.shared {
            log.probe().await?;
        }
        self.disk.check()?;
        // Takes the write lock and lets it go: what keeping an event needs.
        self.writer.run(|db| db.execute_batch("BEGIN IMMEDIATE; ROLLBACK")).await
    }

    /// Bytes of the file with its companions, and bytes left on its disk.
    #[must_use]
    pub fn room(&self) -> (u64, Option<u64>) {
        (self.disk.used_bytes(), self.disk.free_bytes())
    }

    /// What reading has cost since the program began, in thousands of steps of SQLite.
    #[must_use]
    pub fn reading_steps(&self) -> u64 {
        self.readers.steps()
    }

    /// The number of the newest event, and a way to wait for a newer one.
    #[must_use]
    pub fn latest(&self) -> watch::Receiver<i64> {
        self.latest.clone()
    }

    /// Events after a place in the log, oldest first.
    pub async fn rows_after(&self, page: Page) -> Result<Vec<Row>, AppError> {
        self.readers.read(move |db| row::after(db, page)).await
    }

    /// The newest events of a stretch of the log, newest first.
    pub async fn newest_rows(&self, page: Page) -> Result<Vec<Row>, AppError> {
        self.readers.read(move |db| row::newest(db, page)).await
    }

    /// The newest events after a place in the log that a reader wants, newest first.
    pub async fn newest_wanted(
        &self,
        after: i64,
        limit: u32,
        narrow: Narrow,
    ) -> Result<Vec<Row>, AppError> {
        self.readers.read(move |db| narrow::newest(db, (after, limit), &narrow)).await
    }

    /// One journey with its events in the order they happened, at most `limit`.
    pub async fn journey(
        &self,
        session: String,
        limit: u32,
    ) -> Result<Option<(JourneyRecord, Vec<Row>)>, AppError> {
        self.readers
            .read(move |db| {
                let Some(journey) = journeys::one(db, &session)? else {
                    return Ok(None);
                };
                Ok(Some((journey, row::of_session(db, &session, limit)?)))
            })
            .await
    }

    /// How many journeys reached each stage and where they stopped.
    ///
    /// `now_millis`: the present, for telling a stop from a pause.
    pub async fn journey_map(&self, now_millis: i64) -> Result<JourneyMap, AppError> {
        self.map_of(Span::ALL, now_millis).await
    }

    /// The same for journeys that began in a span.
    pub async fn map_of(&self, span: Span, now_millis: i64) -> Result<JourneyMap, AppError> {
        self.readers.read(move |db| map::of(db, span, now_millis)).await
    }

    /// Journeys that stopped at a stage, to look at.
    pub async fn stopped_at(&self, wanted: Examples) -> Result<Vec<JourneyRecord>, AppError> {
        self.readers.read(move |db| journeys::stopped_at(db, wanted)).await
    }

    /// The counts on top of the desk.
    pub async fn totals(&self) -> Result<Totals, AppError> {
        self.totals_of(Span::ALL).await
    }

    /// The same over a span.
    pub async fn totals_of(&self, span: Span) -> Result<Totals, AppError> {
        self.readers.read(move |db| totals::of(db, span)).await
    }

    /// What came of the plays whose first showing lies in a span.
    pub async fn effects(&self, span: Span) -> Result<Effects, AppError> {
        self.readers.read(move |db| totals::effects(db, span)).await
    }

    /// Sums of one measure over a span, largest first.
    pub async fn sums(&self, measure: Measure, span: Span) -> Result<Vec<Count>, AppError> {
        self.readers.read(move |db| counts::sums(db, measure, span)).await
    }

    /// The same day by day.
    pub async fn by_day(&self, measure: Measure, span: Span) -> Result<Vec<Count>, AppError> {
        self.readers.read(move |db| counts::by_day(db, measure, span)).await
    }

    /// Comments, unanswered ones first, and how they are answered.
    pub async fn comments(&self, whose: Whose) -> Result<(Vec<Comment>, Answering), AppError> {
        self.readers
            .read(move |db| Ok((voice::listed(db, whose)?, voice::answering(db, whose)?)))
            .await
    }

    /// Leads, open ones first, and how many there are.
    pub async fn leads(&self, whose: Whose) -> Result<(Vec<Lead>, LeadCounts), AppError> {
        self.readers
            .read(move |db| Ok((leads::listed(db, whose)?, leads::counted(db, whose)?)))
            .await
    }

    /// How many clients are late by their own rhythm.
    pub async fn late(&self, whose: Whose, now_millis: i64) -> Result<Late, AppError> {
        self.readers.read(move |db| clients::late(db, whose, now_millis)).await
    }

    /// Says how long a client without a rhythm may be away before they are late, and before
    /// they have lapsed, as the shop's configuration does; it stays said in the file.
    pub async fn be_patient(&self, patience: [Millis; 2]) -> Result<(), AppError> {
        self.writer.run(move |db| in_one(db, |db| patience::set(db, patience))).await
    }

    /// Some clients of one standing, those first who came to it last.
    pub async fn clients(
        &self,
        standing: Standing,
        whose: Whose,
        now_millis: i64,
    ) -> Result<Vec<Client>, AppError> {
        self.readers.read(move |db| clients::listed(db, &standing, whose, now_millis)).await
    }

    /// Whether there is generated example data in the log.
    pub async fn has_examples(&self) -> Result<bool, AppError> {
        self.readers
            .read(|db| Ok(counts::total(db, Measure::Journey, Span::ALL.of(Whose::Examples))? > 0))
            .await
    }

    /// Marks a comment as answered or a lead as taken on; `None` takes the mark back.
    pub async fn mark(
        &self,
        kind: MarkKind,
        key: String,
        time_millis: Option<i64>,
    ) -> Result<(), AppError> {
        if let Some(log) = &self.shared {
            return self.mark_shared(log, (kind, key, time_millis)).await;
        }
        self.writer.run(move |db| in_one(db, |db| marks::set(db, kind, &key, time_millis))).await
    }

    /// Publishes what became of a comment.
    pub async fn publish(&self, thanks: Thanks) -> Result<(), AppError> {
        if let Some(log) = &self.shared {
            return self.say(log, &Change::Publish(thanks)).await;
        }
        self.writer.run(move |db| in_one(db, |db| thanks::publish(db, &thanks))).await
    }

    /// Takes back what was published about a comment, by its number.
    pub async fn take_back(&self, comment: i64) -> Result<(), AppError> {
        if let Some(log) = &self.shared {
            return self.say(log, &Change::TakeBack(comment)).await;
        }
        self.writer.run(move |db| thanks::take_back(db, comment)).await
    }

    /// What is published about comments, the newest first.
    pub async fn published(&self) -> Result<Vec<Thanks>, AppError> {
        self.readers.read(thanks::listed).await
    }

    /// Marks most of the example comments and leads before a moment as done.
    pub async fn work_at_examples(&self, before_millis: i64) -> Result<(), AppError> {
        self.writer.run(move |db| in_one(db, |db| marks::work_at_examples(db, before_millis))).await
    }

    /// Takes all generated example data out again.
    pub async fn forget_examples(&self) -> Result<(), AppError> {
        if let Some(log) = &self.shared {
            return self.say(log, &Change::ForgetExamples).await;
        }
        self.writer.run(|db| in_one(db, forget_examples)).await
    }

    /// Draws every projection anew from the log.
    pub async fn rebuild(&self) -> Result<(), AppError> {
        self.writer
            .run(|db| {
                let transaction = db.transaction()?;
                projections::rebuild(&transaction)?;
                transaction.commit()
            })
            .await
    }

    /// How many events a visitor's erase hash stands for; see [`token_hash`].
    pub async fn count_of_visitor(&self, hash: String) -> Result<u64, AppError> {
        self.readers.read(move |db| erase::count(db, &hash)).await
    }

    /// The events a visitor's erase hash stands for, oldest first, at most `limit`.
    pub async fn rows_of_visitor(&self, hash: String, page: Page) -> Result<Vec<Row>, AppError> {
        self.readers.read(move |db| row::of_visitor(db, &hash, page)).await
    }

    /// Takes every event of a visitor out of the log and of all that is drawn from it.
    ///
    /// Shape: how many events that were. Nothing of them is left in the file.
    pub async fn erase(&self, hash: String) -> Result<usize, AppError> {
        if let Some(log) = &self.shared {
            let events = self.count_of_visitor(hash.clone()).await?;
            self.say(log, &Change::Erase(hash)).await?;
            return Ok(usize::try_from(events).unwrap_or(usize::MAX));
        }
        self.writer.run(move |db| erase::of_visitor(db, &hash)).await
    }

    /// Takes events out whose term is over. Returns how many.
    pub async fn retire(&self, terms: Vec<Term>, now_millis: i64) -> Result<usize, AppError> {
        if let Some(log) = &self.shared {
            self.retire_shared(log, &terms, now_millis).await?;
        }
        self.writer.run(move |db| erase::by_age(db, &terms, now_millis)).await
    }

    /// Keeps the hash of a token; `false` when its name is taken.
    pub async fn add_token(&self, record: TokenRecord, secret: String) -> Result<bool, AppError> {
        self.writer.run(move |db| tokens::add(db, &record, &secret)).await
    }

    /// What a token allows; `None` when nobody made it.
    pub async fn scope_of(&self, secret: String) -> Result<Option<Scope>, AppError> {
        self.readers.read(move |db| tokens::scope(db, &secret)).await
    }

    /// The tokens by name.
    pub async fn tokens(&self) -> Result<Vec<TokenRecord>, AppError> {
        self.readers.read(tokens::list).await
    }

    /// Takes a token back; `false` when there is none of that name.
    pub async fn remove_token(&self, name: String) -> Result<bool, AppError> {
        self.writer.run(move |db| tokens::remove(db, &name)).await
    }

    /// Finishes what is waiting and leaves one file, with nothing beside it.
    ///
    /// When to call: once, when no more requests are answered. Later calls of
    /// [`Store::keep`] fail. Without it nothing is lost either, but the newest events
    /// stay in the file's `-wal` companion until it is opened again.
    pub async fn close(&self) -> Result<(), AppError> {
        self.readers.close();
        self.writer.close().await
    }
}

/// Makes a change whole or not at all.
fn in_one(
    db: &mut Connection,
    change: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    change(&transaction)?;
    transaction.commit()
}

fn forget_examples(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(tables::FORGET_EXAMPLES)?;
    db.execute("DELETE FROM events WHERE source = ?1", [example::SOURCE])?;
    receipts::forget(db)?;
    Ok(())
}
