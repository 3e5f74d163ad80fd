//! The one thread that writes.

use super::places::{self, SHARED_LOG};
use super::projections::{Changes, Told};
use super::receipts;
use crate::error::AppError;
use crate::event::Event;
use rusqlite::{Connection, Transaction, params};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// Most requests waiting for the writer. A request holds at most 1 MiB, so this
/// bounds the memory of a flood to 64 MiB; beyond it senders are told to come back.
const MAX_WAITING: usize = 64;

/// Most events in one commit: about 10 ms of inserts, so a reader's view stays fresh.
const MAX_EVENTS_PER_COMMIT: usize = 2_000;

/// How long a request waits for a place in the queue before it is sent away.
const QUEUE_PATIENCE: Duration = Duration::from_secs(5);

const INSERT: &str = "
INSERT INTO events (seq, id, source, type, family, name, is_known, time, received, session,
                    subject, sequence, purpose, extensions, data, misfit, write_key,
                    erase_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
ON CONFLICT (source, id) DO NOTHING";

/// What became of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored now.
    Kept,
    /// Was stored before; nothing changed.
    Duplicate,
}

/// An event, and where and when a shared log took it. Without that its number is the next
/// one of this file, and its time is now.
#[derive(Debug)]
pub(crate) struct Entry {
    event: Event,
    logged: Option<(i64, i64)>,
}

impl Entry {
    pub(crate) fn at(event: Event, place: u64, received_millis: i64) -> Self {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        Self { event, logged: Some((place, received_millis)) }
    }
}

/// One outcome per event of a request, in order.
pub type Outcomes = Vec<Outcome>;

type Reply<T> = oneshot::Sender<Result<T, Arc<rusqlite::Error>>>;

/// Work that needs the writing connection to itself. It answers whoever asked.
type Work = Box<dyn FnOnce(&mut Connection) + Send>;

enum Job {
    Keep { events: Vec<Event>, reply: Reply<Outcomes> },
    Take { entries: Vec<Entry>, place: i64, reply: Reply<Vec<u64>> },
    Run(Work),
    Close { reply: Reply<()> },
}

/// The way to the writing thread. The thread ends when the last clone is gone.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    reached: watch::Receiver<i64>,
}

impl Writer {
    /// Starts the thread; the second value follows the number of the newest event.
    pub(super) fn start(db: Connection) -> Result<(Self, watch::Receiver<i64>), AppError> {
        let (latest, seen) = watch::channel(newest(&db)?);
        let (reach, reached) = watch::channel(places::read(&db, SHARED_LOG)?);
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        let news = News { latest, reach };
        std::thread::Builder::new()
            .name("usher-writer".to_owned())
            .spawn(move || run(db, waiting, &news))
            .map_err(AppError::Start)?;
        Ok((Self { jobs, reached }, seen))
    }

    /// How far the shared log was read.
    pub(super) fn reached(&self) -> watch::Receiver<i64> {
        self.reached.clone()
    }

    pub(super) async fn keep(&self, events: Vec<Event>) -> Result<Outcomes, AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Keep { events, reply }, answer).await
    }

    pub(super) async fn take(&self, entries: Vec<Entry>, place: i64) -> Result<Vec<u64>, AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Take { entries, place, reply }, answer).await
    }

    /// Does other work than keeping events, between two commits.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        let (reply, result) = oneshot::channel();
        let work: Work = Box::new(move |db| answer(reply, work(db)));
        self.hand_over(Job::Run(work), result).await
    }

    pub(super) async fn close(&self) -> Result<(), AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Close { reply }, answer).await
    }

    async fn hand_over<T>(
        &self,
        job: Job,
        answer: oneshot::Receiver<Result<T, Arc<rusqlite::Error>>>,
    ) -> Result<T, AppError> {
        self.jobs.send_timeout(job, QUEUE_PATIENCE).await.map_err(|_| AppError::Busy)?;
        // The reply is only lost when the thread is gone.
        let answer = answer.await.map_err(|_| AppError::Busy)?;
        answer.map_err(AppError::Store)
    }
}

/// What readers are told after a commit.
struct News {
    latest: watch::Sender<i64>,
    reach: watch::Sender<i64>,
}

impl News {
    fn tell(&self, newest: i64) {
        self.latest.send_if_modified(|seen| std::mem::replace(seen, newest.max(*seen)) < newest);
    }
}

fn run(mut db: Connection, mut waiting: mpsc::Receiver<Job>, news: &News) {
    let mut next = waiting.blocking_recv();
    while let Some(job) = next.take() {
        match job {
            Job::Keep { events, reply } => {
                next = keep(&mut db, &mut waiting, news, vec![(events, reply)]);
            }
            Job::Take { entries, place, reply } => {
                let taken = take(&mut db, entries, place);
                if let Ok((_, newest)) = &taken {
                    news.tell(*newest);
                    news.reach.send_replace(place);
                }
                answer(reply, taken.map(|(repeated, _)| repeated));
            }
            Job::Run(work) => work(&mut db),
            Job::Close { reply } => {
                // The last connection that closes folds the WAL into the one file.
                answer(reply, db.close().map_err(|(_, error)| error));
                return;
            }
        }
        next = next.or_else(|| waiting.blocking_recv());
    }
}

/// Commits one job together with those already waiting behind it. A job of another
/// kind found among them is handed back, to be done next.
fn keep(
    db: &mut Connection,
    waiting: &mut mpsc::Receiver<Job>,
    news: &News,
    mut batch: Vec<(Vec<Event>, Reply<Outcomes>)>,
) -> Option<Job> {
    let mut next = None;
    let mut count: usize = batch.iter().map(|(events, _)| events.len()).sum();
    while count < MAX_EVENTS_PER_COMMIT && next.is_none() {
        match waiting.try_recv() {
            Ok(Job::Keep { events, reply }) => {
                count += events.len();
                batch.push((events, reply));
            }
            Ok(other) => next = Some(other),
            Err(_) => break,
        }
    }
    let (requests, replies): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    match commit(db, requests) {
        Ok((outcomes, newest)) => {
            // Before the answers: whoever was answered finds the event in every view.
            news.tell(newest);
            for (reply, outcome) in replies.into_iter().zip(outcomes) {
                answer(reply, Ok(outcome));
            }
        }
        Err(error) => {
            let error = Arc::new(error);
            for reply in replies {
                drop(reply.send(Err(Arc::clone(&error))));
            }
        }
    }
    next
}

/// Whoever asked may have gone away meanwhile; the work is done all the same.
fn answer<T>(reply: Reply<T>, result: rusqlite::Result<T>) {
    drop(reply.send(result.map_err(Arc::new)));
}

fn commit(
    db: &mut Connection,
    requests: Vec<Vec<Event>>,
) -> rusqlite::Result<(Vec<Outcomes>, i64)> {
    let received = jiff::Timestamp::now().as_millisecond();
    let transaction = db.transaction()?;
    let mut changes = Changes::default();
    let mut insert = |event| {
        let entry = Entry { event, logged: None };
        insert(&transaction, &mut changes, entry, received)
    };
    let outcomes = requests
        .into_iter()
        .map(|events| events.into_iter().map(&mut insert).collect())
        .collect::<rusqlite::Result<Vec<Outcomes>>>()?;
    changes.write(&transaction)?;
    let newest = newest(&transaction)?;
    transaction.commit()?;
    Ok((outcomes, newest))
}

fn newest(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT COALESCE(MAX(seq), 0) FROM events")?.query_row([], |row| row.get(0))
}

/// Keeps what came from the shared log, together with how far it was read. Gives the
/// numbers of events that are here under another number, and the newest one's.
fn take(db: &mut Connection, entries: Vec<Entry>, place: i64) -> rusqlite::Result<(Vec<u64>, i64)> {
    let transaction = db.transaction()?;
    let mut changes = Changes::default();
    let mut repeated = Vec::new();
    for entry in entries {
        let (source, id) = (entry.event.source.clone(), entry.event.id.clone());
        let (seq, received) = entry.logged.unwrap_or_default();
        if insert(&transaction, &mut changes, entry, received)? == Outcome::Duplicate {
            let kept: i64 = transaction
                .prepare_cached("SELECT seq FROM events WHERE source = ?1 AND id = ?2")?
                .query_row((source, id), |row| row.get(0))?;
            // Itself, when this stretch of the log is read again after a crash.
            repeated.extend(u64::try_from(seq).ok().filter(|_| seq != kept));
        }
    }
    changes.write(&transaction)?;
    places::write(&transaction, SHARED_LOG, place)?;
    let newest = newest(&transaction)?;
    transaction.commit()?;
    Ok((repeated, newest))
}

fn insert(
    transaction: &Transaction<'_>,
    changes: &mut Changes,
    entry: Entry,
    received: i64,
) -> rusqlite::Result<Outcome> {
    let Entry { event, logged } = entry;
    let (place, received) = logged.map_or((None, received), |(place, time)| (Some(place), time));
    let added = transaction.prepare_cached(INSERT)?.execute(params![
        place,
        event.id,
        event.source,
        event.event_type,
        event.kind.family,
        event.kind.name,
        event.kind.is_known,
        event.time_millis,
        received,
        event.session,
        event.subject,
        event.sequence,
        event.purpose,
        event.extensions,
        event.data,
        event.misfit,
        event.write_key,
        event.erase_hash,
    ])?;
    if added == 0 {
        return Ok(Outcome::Duplicate);
    }
    let is_consent = event.kind.family == "consent";
    let seq = transaction.last_insert_rowid();
    changes.apply(transaction, &Told::from_event(event, seq, received))?;
    if is_consent {
        receipts::extend(transaction)?;
    }
    Ok(Outcome::Kept)
}

#[cfg(test)]
mod tests {
    use super::super::{Span, schema, totals};
    use super::*;
    use axum::http::StatusCode;

    fn event(number: u32) -> Event {
        let text = "x".repeat(1_000);
        let json = format!(
            r#"{{"specversion":"1.0","id":"{number}","source":"s","type":"usher.touchpoint.search",
                "time":"2026-11-21T20:00:00Z","data":{{"text":"{text}"}}}}"#
        );
        crate::event::read(&json).unwrap()
    }

    #[tokio::test]
    async fn a_full_disk_is_said_and_what_was_acknowledged_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let db = schema::open(&path).unwrap();
        // SQLite treats the largest size it may have as the size of the disk.
        db.pragma_update(None, "max_page_count", 100).unwrap();
        let (writer, _latest) = Writer::start(db).unwrap();
        let mut kept = 0;
        let refused = loop {
            match writer.keep(vec![event(kept)]).await {
                Ok(_) => kept += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(refused.status(), StatusCode::INSUFFICIENT_STORAGE);
        assert!(kept > 50, "{kept}");
        // It goes on as soon as there is room, and meanwhile nothing is damaged.
        writer.run(|db| db.pragma_update(None, "max_page_count", 10_000)).await.unwrap();
        writer.keep(vec![event(kept)]).await.unwrap();
        writer.close().await.unwrap();
        let db = schema::open_reader(&path).unwrap();
        assert_eq!(totals::of(&db, Span::ALL).unwrap().events, u64::from(kept) + 1);
        assert!(super::super::verify(&path).unwrap().problems.is_empty());
    }
}
