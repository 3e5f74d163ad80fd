//! What visitors answered and wrote, and which of it is still unanswered.

use super::counts::{Counts, Measure, Whose};
use super::marks::{self, Kind};
use super::projections::Told;
use rusqlite::{Connection, params};

/// Most comments one page shows.
const MAX_LISTED: u32 = 40;

/// How many of the newest replies the time to answer is read from.
const REPLIES_LOOKED_AT: u32 = 400;

/// Longest text that is kept beside the log, in bytes; the log has all of it.
const MAX_TEXT_BYTES: usize = 4_096;

/// Something a visitor wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number in the log.
    pub seq: i64,
    /// When, milliseconds since 1970.
    pub time_millis: i64,
    /// Whether it was generated.
    pub is_example: bool,
    /// The journey it was written in.
    pub session: Option<String>,
    /// The play that asked.
    pub play: String,
    /// What was asked.
    pub question: String,
    /// The visitor's words.
    pub text: String,
    /// When somebody answered.
    pub replied_millis: Option<i64>,
}

/// How the desk answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    /// Comments nobody has answered.
    pub open: u64,
    /// Comments somebody has answered.
    pub replied: u64,
    /// Half of the newest replies took less than this, in milliseconds.
    pub median_millis: Option<i64>,
}

pub(super) fn apply(counts: &mut Counts, db: &Connection, told: &Told) -> rusqlite::Result<()> {
    let question = told.fact("question").unwrap_or_default();
    match told.name.as_str() {
        "answered" => {
            let choice = told.fact_or_number("choice");
            let given = told.fact_or_number("score").or_else(|| choice.clone());
            let score = given.filter(|score| score.parse::<u8>().is_ok());
            match (score, choice) {
                (Some(score), _) => {
                    counts.add(Measure::Score, told.slot(), (question, &score), 1);
                }
                (None, Some(choice)) => {
                    counts.add(Measure::Choice, told.slot(), (question, &choice), 1);
                }
                _ => {}
            }
            Ok(())
        }
        "commented" => comment(db, told, question),
        _ => Ok(()),
    }
}

fn comment(db: &Connection, told: &Told, question: &str) -> rusqlite::Result<()> {
    let text = told.fact("text").unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(());
    }
    let mut end = text.len().min(MAX_TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO comments
             (seq, time, is_example, session, play, question, text, replied)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        told.seq,
        told.time,
        told.is_example(),
        told.session,
        told.fact("play").unwrap_or_default(),
        question,
        text.get(..end).unwrap_or_default(),
        marks::time_of(db, Kind::Comment, &told.seq.to_string())?,
    ])?;
    Ok(())
}

/// Comments, unanswered ones first, the newest of each first.
pub(super) fn listed(db: &Connection, whose: Whose) -> rusqlite::Result<Vec<Comment>> {
    let queries = [
        "SELECT * FROM comments WHERE replied IS NULL AND (?1 IS NULL OR is_example = ?1)
         ORDER BY time DESC LIMIT ?2",
        "SELECT * FROM comments WHERE replied IS NOT NULL AND (?1 IS NULL OR is_example = ?1)
         ORDER BY replied DESC LIMIT ?2",
    ];
    marks::waiting_first(db, queries, (whose, MAX_LISTED), |row| {
        Ok(Comment {
            seq: row.get("seq")?,
            time_millis: row.get("time")?,
            is_example: row.get("is_example")?,
            session: row.get("session")?,
            play: row.get("play")?,
            question: row.get("question")?,
            text: row.get("text")?,
            replied_millis: row.get("replied")?,
        })
    })
}

pub(super) fn answering(db: &Connection, whose: Whose) -> rusqlite::Result<Answering> {
    let mut took: Vec<i64> = db
        .prepare_cached(
            "SELECT replied - time FROM comments
             WHERE replied IS NOT NULL AND (?1 IS NULL OR is_example = ?1)
             ORDER BY replied DESC LIMIT ?2",
        )?
        .query_map(params![whose.is_example(), REPLIES_LOOKED_AT], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    took.sort_unstable();
    let (open, replied) = marks::counted(db, Kind::Comment, whose)?;
    Ok(Answering { open, replied, median_millis: took.get(took.len() / 2).copied() })
}
