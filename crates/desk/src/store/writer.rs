//! The one thread that writes.

use super::projections::{self, Changes, Told};
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
INSERT INTO events (id, source, type, family, name, is_known, time, received, session,
                    subject, sequence, purpose, extensions, data)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (source, id) DO NOTHING";

/// What became of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored now.
    Kept,
    /// Was stored before; nothing changed.
    Duplicate,
}

/// One outcome per event of a request, in order.
pub type Outcomes = Vec<Outcome>;

type Reply<T> = oneshot::Sender<Result<T, Arc<rusqlite::Error>>>;

/// A small change that is no event.
type Work = Box<dyn FnOnce(&Connection) -> rusqlite::Result<()> + Send>;

enum Job {
    Keep { events: Vec<Event>, reply: Reply<Outcomes> },
    Rebuild { reply: Reply<()> },
    Run { work: Work, reply: Reply<()> },
    Close { reply: Reply<()> },
}

/// The way to the writing thread. The thread ends when the last clone is gone.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread; the second value follows the number of the newest event.
    pub(super) fn start(db: Connection) -> Result<(Self, watch::Receiver<i64>), AppError> {
        let newest = "SELECT COALESCE(MAX(seq), 0) FROM events";
        let newest: i64 = db.query_row(newest, [], |row| row.get(0))?;
        let (latest, seen) = watch::channel(newest);
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        std::thread::Builder::new()
            .name("usher-writer".to_owned())
            .spawn(move || run(db, waiting, &latest))
            .map_err(AppError::Start)?;
        Ok((Self { jobs }, seen))
    }

    pub(super) async fn keep(&self, events: Vec<Event>) -> Result<Outcomes, AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Keep { events, reply }, answer).await
    }

    pub(super) async fn rebuild(&self) -> Result<(), AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Rebuild { reply }, answer).await
    }

    /// Makes a small change in a transaction of its own.
    pub(super) async fn run(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static,
    ) -> Result<(), AppError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Run { work: Box::new(work), reply }, answer).await
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

fn run(mut db: Connection, mut waiting: mpsc::Receiver<Job>, latest: &watch::Sender<i64>) {
    let mut next = waiting.blocking_recv();
    while let Some(job) = next.take() {
        match job {
            Job::Keep { events, reply } => {
                next = keep(&mut db, &mut waiting, latest, vec![(events, reply)]);
            }
            Job::Rebuild { reply } => answer(reply, change(&mut db, projections::rebuild)),
            Job::Run { work, reply } => answer(reply, change(&mut db, work)),
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
    latest: &watch::Sender<i64>,
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
    match commit(db, &requests) {
        Ok((outcomes, newest)) => {
            // Before the answers: whoever was answered finds the event in every view.
            latest.send_if_modified(|seen| std::mem::replace(seen, newest.max(*seen)) < newest);
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

fn commit(db: &mut Connection, requests: &[Vec<Event>]) -> rusqlite::Result<(Vec<Outcomes>, i64)> {
    let received = jiff::Timestamp::now().as_millisecond();
    let transaction = db.transaction()?;
    let mut changes = Changes::default();
    let mut insert = |event| insert(&transaction, &mut changes, event, received);
    let outcomes = requests
        .iter()
        .map(|events| events.iter().map(&mut insert).collect())
        .collect::<rusqlite::Result<Vec<Outcomes>>>()?;
    changes.write(&transaction)?;
    let newest = "SELECT COALESCE(MAX(seq), 0) FROM events";
    let newest = transaction.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
    transaction.commit()?;
    Ok((outcomes, newest))
}

fn insert(
    transaction: &Transaction<'_>,
    changes: &mut Changes,
    event: &Event,
    received: i64,
) -> rusqlite::Result<Outcome> {
    let added = transaction.prepare_cached(INSERT)?.execute(params![
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
    ])?;
    if added == 0 {
        return Ok(Outcome::Duplicate);
    }
    let seq = transaction.last_insert_rowid();
    changes.apply(transaction, &Told::from_event(event, seq, received))?;
    Ok(Outcome::Kept)
}

fn change(
    db: &mut Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    work(&transaction)?;
    transaction.commit()
}
