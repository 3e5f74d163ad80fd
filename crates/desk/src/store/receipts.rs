//! The chain of consent receipts (threat model, row 27).

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

type Hash = [u8; 32];

/// What the first link is made from.
const BEGINNING: Hash = [0; 32];

/// The columns that make up a receipt's content.
const EVENT: &str = "SELECT id, source, type, time, received, session, subject, purpose,
                            extensions, data FROM events WHERE seq = ?1";

/// The end of the chain, and what was found wrong on the way there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Links in it.
    pub receipts: u64,
    /// Those whose receipt was erased or has expired.
    pub gone: u64,
    /// The last link in hexadecimal; whoever notes it down elsewhere can tell later
    /// whether the whole chain was written anew.
    pub head: String,
    /// What does not fit, by number of the receipt.
    pub problems: Vec<String>,
}

/// Adds the receipts that are in the log and not yet in the chain.
pub(super) fn extend(db: &Connection) -> rusqlite::Result<()> {
    let mut missing = db.prepare_cached(
        "SELECT seq, received FROM events WHERE family = 'consent' AND name = 'receipt'
           AND seq > (SELECT COALESCE(MAX(seq), 0) FROM receipts) ORDER BY seq",
    )?;
    let missing = missing.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for found in missing.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
        append(db, found)?;
    }
    Ok(())
}

fn append(db: &Connection, (seq, received): (i64, i64)) -> rusqlite::Result<()> {
    let last = db
        .prepare_cached("SELECT number, link FROM receipts ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (number, before): (i64, Hash) = last.unwrap_or((0, BEGINNING));
    let number = number + 1;
    let salt = salt()?;
    let content = db.prepare_cached(EVENT)?.query_row([seq], |row| content(&salt, row))?;
    db.prepare_cached("INSERT INTO receipts VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        number,
        seq,
        received,
        salt,
        content,
        link(&before, number, &content)
    ])?;
    Ok(())
}

/// The newest receipt of a journey, as it was sent.
pub(super) fn newest(db: &Connection, session: &str) -> rusqlite::Result<Option<String>> {
    let found: Option<Option<String>> = db
        .prepare_cached(
            "SELECT data FROM events WHERE session = ?1 AND family = 'consent'
             AND name = 'receipt' ORDER BY time DESC, sequence DESC LIMIT 1",
        )?
        .query_row([session], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

/// Forgets the salts of receipts that are no longer in the log.
pub(super) fn forget(db: &Connection) -> rusqlite::Result<usize> {
    db.execute(
        "UPDATE receipts SET salt = NULL
         WHERE salt IS NOT NULL AND seq NOT IN (SELECT seq FROM events WHERE family = 'consent')",
        [],
    )
}

/// Walks the whole chain.
pub(super) fn check(db: &Connection) -> rusqlite::Result<Chain> {
    let mut chain = Chain::default();
    let mut before = BEGINNING;
    let mut links =
        db.prepare("SELECT number, seq, salt, content, link FROM receipts ORDER BY number")?;
    let mut rows = links.query([])?;
    while let Some(row) = rows.next()? {
        chain.receipts += 1;
        let number: i64 = row.get(0)?;
        let (kept, linked): (Hash, Hash) = (row.get(3)?, row.get(4)?);
        if u64::try_from(number) != Ok(chain.receipts) {
            chain.problems.push(format!("receipt {number}: the one before it is missing"));
        }
        if link(&before, number, &kept) != linked {
            chain
                .problems
                .push(format!("receipt {number}: it does not follow from the one before"));
        }
        before = linked;
        let salt: Option<Vec<u8>> = row.get(2)?;
        let Some(salt) = salt else {
            chain.gone += 1;
            continue;
        };
        let found =
            db.prepare_cached(EVENT)?.query_row([row.get::<_, i64>(1)?], |row| content(&salt, row));
        match found.optional()? {
            Some(found) if found == kept => {}
            Some(_) => chain.problems.push(format!("receipt {number}: it was changed")),
            None => chain.problems.push(format!("receipt {number}: it was taken out of the log")),
        }
    }
    chain.head = super::erase::hex(&before);
    Ok(chain)
}

fn link(before: &Hash, number: i64, content: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(number.to_be_bytes());
    hash.update(content);
    hash.finalize().into()
}

/// Each column with its length before it, so that no two receipts read the same.
fn content(salt: &[u8], row: &Row<'_>) -> rusqlite::Result<Hash> {
    let mut hash = Sha256::new();
    hash.update(salt);
    for column in 0..row.as_ref().column_count() {
        let text = match row.get_ref(column)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string().into_bytes(),
            rusqlite::types::ValueRef::Text(text) => text.to_vec(),
            _ => Vec::new(),
        };
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(&text);
    }
    Ok(hash.finalize().into())
}

fn salt() -> rusqlite::Result<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    Ok(salt)
}
