//! Clients: how many are in which phase, who is at risk, who has lapsed.

use super::counts::Whose;
use rusqlite::{Connection, params};
use usher_engine::{Timestamp, rhythm};

/// Most clients one list shows.
const MAX_LISTED: u32 = 25;

/// Which clients are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Those whose last told phase is this one.
    Phase(String),
    /// Those who are late by their own rhythm, but not yet lapsed.
    AtRisk,
    /// Those who are so late that they have to be won again.
    Lapsed,
}

/// One client who allowed personalisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The random id of the visitor on this site.
    pub visitor: String,
    /// How many orders are known.
    pub orders: usize,
    /// The last order, milliseconds since 1970.
    pub last_order: Option<i64>,
    /// The last sign of life.
    pub last_time: i64,
    /// The usual time between orders, from three orders on.
    pub rhythm_millis: Option<i64>,
    /// The newest journey.
    pub journey: Option<String>,
}

/// Clients who are late, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// Past 1.5 times their interval.
    pub at_risk: u64,
    /// Past 2.5 times.
    pub lapsed: u64,
    /// Known clients with two orders and more, of whom this can be said at all.
    pub judged: u64,
}

pub(super) fn late(db: &Connection, whose: Whose, now_millis: i64) -> rusqlite::Result<Late> {
    let count = |query: &str| -> rusqlite::Result<u64> {
        db.prepare_cached(query)?
            .query_row(params![now_millis, whose.is_example()], |row| row.get(0))
    };
    Ok(Late {
        at_risk: count(
            "SELECT COUNT(*) FROM visitors INDEXED BY visitors_by_risk
             WHERE risk_at IS NOT NULL AND risk_at <= ?1 AND lapse_at > ?1
               AND (?2 IS NULL OR is_example = ?2)",
        )?,
        lapsed: count(
            "SELECT COUNT(*) FROM visitors WHERE lapse_at IS NOT NULL AND lapse_at <= ?1
               AND (?2 IS NULL OR is_example = ?2)",
        )?,
        judged: count(
            "SELECT COUNT(*) FROM visitors WHERE risk_at IS NOT NULL AND ?1 IS NOT NULL
               AND (?2 IS NULL OR is_example = ?2)",
        )?,
    })
}

pub(super) fn listed(
    db: &Connection,
    standing: &Standing,
    whose: Whose,
    now_millis: i64,
) -> rusqlite::Result<Vec<Client>> {
    let condition = match standing {
        Standing::Phase(_) => "phase = ?1 AND is_known AND ?2 > 0 ORDER BY phase_time DESC",
        Standing::AtRisk => {
            "risk_at IS NOT NULL AND risk_at <= ?2 AND lapse_at > ?2 AND ?1 = '' ORDER BY risk_at DESC"
        }
        Standing::Lapsed => {
            "lapse_at IS NOT NULL AND lapse_at <= ?2 AND ?1 = '' ORDER BY lapse_at DESC"
        }
    };
    let phase = match standing {
        Standing::Phase(phase) => phase.as_str(),
        _ => "",
    };
    let query = format!(
        "SELECT visitor, orders, last_purchase, last_time,
                (SELECT session FROM journeys WHERE subject = visitor
                 ORDER BY last_time DESC LIMIT 1)
         FROM visitors WHERE (?3 IS NULL OR is_example = ?3) AND {condition} LIMIT ?4"
    );
    db.prepare_cached(&query)?
        .query_map(params![phase, now_millis, whose.is_example(), MAX_LISTED], |row| {
            let orders: String = row.get(1)?;
            let times = orders.split(' ').filter_map(|time| time.parse().ok().map(Timestamp));
            let times: Vec<Timestamp> = times.collect();
            Ok(Client {
                visitor: row.get(0)?,
                orders: times.len(),
                last_order: row.get(2)?,
                last_time: row.get(3)?,
                rhythm_millis: rhythm::interval(&times).map(|usual| usual.0),
                journey: row.get(4)?,
            })
        })?
        .collect()
}
