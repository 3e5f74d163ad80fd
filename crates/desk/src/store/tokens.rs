//! Tokens, by which a reader on another machine is known.

use super::erase::hex;
use crate::access::Scope;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// What is known of a token; not the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord {
    /// Whose it is or what for, in the owner's words.
    pub name: String,
    /// What it allows.
    pub scope: Scope,
    /// When it was made, milliseconds since 1970 UTC.
    pub made_millis: i64,
}

/// Keeps the hash of a token. `false` when the name is taken.
pub(super) fn add(db: &Connection, record: &TokenRecord, secret: &str) -> rusqlite::Result<bool> {
    let added = db.execute(
        "INSERT INTO tokens (name, hash, scope, made) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO NOTHING",
        params![record.name, hash(secret), record.scope.name(), record.made_millis],
    )?;
    Ok(added == 1)
}

/// What a token allows. The search is by its hash: how long it takes tells something
/// about the hash, from which nobody gets back to the token.
pub(super) fn scope(db: &Connection, secret: &str) -> rusqlite::Result<Option<Scope>> {
    let found: Option<String> = db
        .prepare_cached("SELECT scope FROM tokens WHERE hash = ?1")?
        .query_row([hash(secret)], |row| row.get(0))
        .optional()?;
    Ok(found.as_deref().and_then(Scope::named))
}

pub(super) fn list(db: &Connection) -> rusqlite::Result<Vec<TokenRecord>> {
    db.prepare("SELECT name, scope, made FROM tokens ORDER BY name")?
        .query_map([], |row| {
            let scope: String = row.get(1)?;
            Ok(TokenRecord {
                name: row.get(0)?,
                scope: Scope::named(&scope).unwrap_or(Scope::Metrics),
                made_millis: row.get(2)?,
            })
        })?
        .collect()
}

/// Takes a token back. `false` when there is none of that name.
pub(super) fn remove(db: &Connection, name: &str) -> rusqlite::Result<bool> {
    Ok(db.execute("DELETE FROM tokens WHERE name = ?1", [name])? == 1)
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}
