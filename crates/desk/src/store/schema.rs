//! The tables, and the way from an older file to this version.

use super::{projections, receipts, tables};
use crate::error::AppError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Marks a file as ours ("Ushr"), so that another program's file is never changed.
const APPLICATION_ID: i64 = 0x5573_6872;

/// One step per version; a released step is never edited, only followed.
const STEPS: [&str; 8] = [
    V1,
    include_str!("steps/2-marks.sql"),
    include_str!("steps/3-receipts.sql"),
    include_str!("steps/4-tokens.sql"),
    tables::STEP,
    include_str!("steps/6-places.sql"),
    include_str!("steps/7-thanks-and-readings.sql"),
    include_str!("steps/8-patience.sql"),
];

/// How long a connection waits for another one's lock before it reports "busy".
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// The log keeps what was sent. Everything below it can be drawn anew.
const V1: &str = "
CREATE TABLE events (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL,
    source      TEXT NOT NULL,
    type        TEXT NOT NULL,
    family      TEXT NOT NULL,
    name        TEXT NOT NULL,
    is_known    INTEGER NOT NULL,
    time        INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    session     TEXT,
    subject     TEXT,
    sequence    INTEGER,
    purpose     TEXT,
    extensions  TEXT NOT NULL,
    data        TEXT,
    UNIQUE (source, id)
) STRICT;
CREATE INDEX events_by_session ON events (session, time, sequence) WHERE session IS NOT NULL;
CREATE INDEX events_by_family ON events (family, seq);

CREATE TABLE journeys (
    session        TEXT PRIMARY KEY,
    subject        TEXT,
    first_time     INTEGER NOT NULL,
    last_time      INTEGER NOT NULL,
    last_received  INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    stages         INTEGER NOT NULL,
    furthest       INTEGER,
    last_stage     INTEGER,
    stage_time     INTEGER,
    stage_sequence INTEGER,
    outcome        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX journeys_by_subject ON journeys (subject) WHERE subject IS NOT NULL;

CREATE TABLE tallies (
    family TEXT NOT NULL,
    name   TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (family, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE plays (
    play      TEXT PRIMARY KEY,
    format    TEXT,
    shown     INTEGER NOT NULL,
    accepted  INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    dismissed INTEGER NOT NULL,
    ignored   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE purchases (
    source      TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    PRIMARY KEY (source, transaction_id)
) STRICT, WITHOUT ROWID;
";

/// Opens the file for writing and migrates it.
pub(super) fn open(path: &Path) -> Result<Connection, AppError> {
    let unusable = |source| AppError::OpenStore { path: path.to_owned(), source };
    let mut db = Connection::open(path).map_err(unusable)?;
    tune(&db).map_err(unusable)?;
    let version = version(&db, path)?;
    let Some(steps) = STEPS.get(version..) else {
        return Err(AppError::NewerStore { path: path.to_owned() });
    };
    if !steps.is_empty() {
        migrate(&mut db, steps).map_err(unusable)?;
    }
    Ok(db)
}

/// Opens the file for reading only.
pub(super) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(LOCK_PATIENCE)?;
    Ok(db)
}

/// WAL lets readers read while the writer writes. FULL makes each commit reach the
/// disk before `202` leaves: NORMAL would lose acknowledged events on power loss.
fn tune(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(LOCK_PATIENCE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // What is erased is overwritten, also where a page was split before.
    db.pragma_update(None, "secure_delete", "ON")?;
    // 64 MiB: the log of writes is cut back to this after a burst.
    db.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)
}

/// Whether a file is one of ours and of this version.
pub(super) fn check(db: &Connection, path: &Path) -> Result<(), AppError> {
    match version(db, path)? {
        version if version == STEPS.len() => Ok(()),
        version if version > STEPS.len() => Err(AppError::NewerStore { path: path.to_owned() }),
        _ => Err(AppError::OlderStore { path: path.to_owned() }),
    }
}

fn version(db: &Connection, path: &Path) -> Result<usize, AppError> {
    let application: i64 = pragma(db, "application_id")?;
    let tables: i64 = db.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(AppError::ForeignStore { path: path.to_owned() });
    }
    let version: i64 = pragma(db, "user_version")?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn pragma(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, name, |row| row.get(0))
}

fn migrate(db: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    receipts::extend(&transaction)?;
    projections::rebuild(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("desk.db");
        (dir, path)
    }

    #[test]
    fn an_empty_file_gets_the_newest_schema_and_opens_again() {
        let (_dir, path) = file();
        drop(open(&path).unwrap());
        let db = open(&path).unwrap();
        assert_eq!(pragma(&db, "user_version").unwrap(), STEPS.len() as i64);
        assert_eq!(pragma(&db, "synchronous").unwrap(), 2);
    }

    #[test]
    fn a_file_of_the_first_version_is_brought_up_to_date_with_all_it_holds() {
        let (_dir, path) = file();
        let db = Connection::open(&path).unwrap();
        db.execute_batch(V1).unwrap();
        db.execute_batch(
            "INSERT INTO events (id, source, type, family, name, is_known, time, received,
                                 session, extensions, data)
             VALUES ('a', 's', 'usher.play.shown', 'play', 'shown', 1, 5, 6, 'j', '{}',
                     '{\"play\":\"fit\"}');",
        )
        .unwrap();
        db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        drop(db);
        let db = open(&path).unwrap();
        assert_eq!(pragma(&db, "user_version").unwrap(), STEPS.len() as i64);
        let kept: (String, Option<String>, i64) = db
            .query_row("SELECT id, misfit, (SELECT shown FROM journeys) FROM events", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert_eq!(kept, ("a".to_owned(), None, 1));
    }

    #[test]
    fn a_file_of_the_version_before_keeps_its_events_marks_tokens_places_and_thanks() {
        let (_dir, path) = file();
        let db = Connection::open(&path).unwrap();
        let before = STEPS.len() - 1;
        for step in STEPS.get(..before).unwrap() {
            db.execute_batch(step).unwrap();
        }
        db.execute_batch(
            "INSERT INTO events (id, source, type, family, name, is_known, time, received,
                                 session, extensions, data)
             VALUES ('a', 's', 'usher.journey.stage_entered', 'journey', 'stage_entered', 1, 5, 6,
                     'j', '{}', '{\"stage\":\"desire\"}'),
                    ('b', 's', 'usher.voice.commented', 'voice', 'commented', 1, 7, 8, 'j', '{}',
                     '{\"question\":\"improve\",\"text\":\"Too slow\"}');
             INSERT INTO comments (seq, time, is_example, session, play, question, text, replied)
             VALUES (2, 7, 0, 'j', '', 'improve', 'Too slow', 9);
             INSERT INTO marks (kind, key, time) VALUES ('comment', '2', 9);
             INSERT INTO tokens (name, hash, scope, made) VALUES ('anna', 'abc', 'read', 1);
             INSERT INTO places (name, place) VALUES ('warehouse', 2);
             INSERT INTO thanks (comment, time, said, did) VALUES (2, 10, 'Slow', 'Faster');",
        )
        .unwrap();
        db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        db.pragma_update(None, "user_version", before).unwrap();
        drop(db);
        let db = open(&path).unwrap();
        assert_eq!(pragma(&db, "user_version").unwrap(), STEPS.len() as i64);
        let text = |query: &str| -> String { db.query_row(query, [], |row| row.get(0)).unwrap() };
        assert_eq!(text("SELECT group_concat(id) FROM events"), "a,b");
        assert_eq!(text("SELECT readings FROM journeys"), "5 -1 desire,,");
        assert_eq!(text("SELECT text || replied FROM comments"), "Too slow9");
        assert_eq!(text("SELECT name || hash || scope FROM tokens"), "annaabcread");
        assert_eq!(text("SELECT name || place FROM places"), "warehouse2");
        assert_eq!(text("SELECT said || did FROM thanks"), "SlowFaster");
        assert_eq!(text("SELECT COUNT(*) || '' FROM patience"), "0");
    }

    #[test]
    fn a_file_of_a_newer_version_is_refused_untouched() {
        let (_dir, path) = file();
        let db = open(&path).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        drop(db);
        assert!(matches!(open(&path), Err(AppError::NewerStore { .. })));
    }

    #[test]
    fn another_programs_file_is_refused_untouched() {
        let (_dir, path) = file();
        let db = Connection::open(&path).unwrap();
        db.execute_batch("CREATE TABLE mine (x)").unwrap();
        drop(db);
        assert!(matches!(open(&path), Err(AppError::ForeignStore { .. })));
    }
}
