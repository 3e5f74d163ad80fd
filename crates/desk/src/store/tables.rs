//! The tables that pages are drawn from; all of them can be drawn anew from the log,
//! except `marks`, which holds what marketers said they have done.

/// The step of the schema that makes them.
///
/// `last_active` is the latest of an event's time or its arrival, whichever is earlier:
/// a device whose clock is ahead does not stay "here now" for ever, and events that
/// waited offline do not make an old journey new.
pub(super) const STEP: &str = "
DROP TABLE journeys;
DROP TABLE tallies;
DROP TABLE plays;
DROP TABLE purchases;

CREATE TABLE counts (
    measure    TEXT NOT NULL,
    day        INTEGER NOT NULL,
    is_example INTEGER NOT NULL,
    a          TEXT NOT NULL,
    b          TEXT NOT NULL,
    number     INTEGER NOT NULL,
    PRIMARY KEY (measure, day, is_example, a, b)
) STRICT, WITHOUT ROWID;

CREATE TABLE journeys (
    session        TEXT PRIMARY KEY,
    subject        TEXT,
    is_example     INTEGER NOT NULL,
    first_time     INTEGER NOT NULL,
    last_time      INTEGER NOT NULL,
    last_active    INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    stages         INTEGER NOT NULL,
    furthest       INTEGER,
    last_stage     INTEGER,
    stage_time     INTEGER,
    stage_sequence INTEGER,
    outcome        INTEGER NOT NULL,
    felt           INTEGER NOT NULL,
    shown          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX journeys_by_subject ON journeys (subject, last_time) WHERE subject IS NOT NULL;
CREATE INDEX journeys_by_active ON journeys (last_active);
CREATE INDEX journeys_by_stage ON journeys (last_stage, last_active);

CREATE TABLE plays (
    play   TEXT PRIMARY KEY,
    format TEXT,
    stage  TEXT,
    need   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE purchases (
    source         TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    is_example     INTEGER NOT NULL,
    day            INTEGER NOT NULL,
    PRIMARY KEY (source, transaction_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visitors (
    visitor        TEXT PRIMARY KEY,
    is_example     INTEGER NOT NULL,
    is_known       INTEGER NOT NULL,
    last_time      INTEGER NOT NULL,
    last_purchase  INTEGER,
    last_contact   INTEGER,
    orders         TEXT NOT NULL,
    phase          TEXT,
    phase_time     INTEGER,
    phase_sequence INTEGER,
    risk_at        INTEGER,
    lapse_at       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX visitors_by_phase ON visitors (phase, phase_time) WHERE phase IS NOT NULL;
CREATE INDEX visitors_by_risk ON visitors (risk_at, lapse_at) WHERE risk_at IS NOT NULL;
CREATE INDEX visitors_by_lapse ON visitors (lapse_at) WHERE lapse_at IS NOT NULL;

CREATE TABLE exposures (
    visitor     TEXT NOT NULL,
    play        TEXT NOT NULL,
    first_time  INTEGER NOT NULL,
    is_withheld INTEGER NOT NULL,
    PRIMARY KEY (visitor, play)
) STRICT, WITHOUT ROWID;

CREATE TABLE comments (
    seq        INTEGER PRIMARY KEY,
    time       INTEGER NOT NULL,
    is_example INTEGER NOT NULL,
    session    TEXT,
    play       TEXT NOT NULL,
    question   TEXT NOT NULL,
    text       TEXT NOT NULL,
    replied    INTEGER
) STRICT;
CREATE INDEX comments_open ON comments (time) WHERE replied IS NULL;
CREATE INDEX comments_replied ON comments (replied) WHERE replied IS NOT NULL;

CREATE TABLE leads (
    session    TEXT PRIMARY KEY,
    is_example INTEGER NOT NULL,
    time       INTEGER NOT NULL,
    qualified  INTEGER,
    handed_off INTEGER,
    facts      TEXT,
    claimed    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX leads_open ON leads (time) WHERE claimed IS NULL;
CREATE INDEX leads_claimed ON leads (claimed) WHERE claimed IS NOT NULL;

CREATE TABLE IF NOT EXISTS marks (
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
";

/// Empties what is drawn from the log.
pub(super) const EMPTY: &str = "
DELETE FROM counts; DELETE FROM journeys; DELETE FROM plays; DELETE FROM purchases;
DELETE FROM visitors; DELETE FROM exposures; DELETE FROM comments; DELETE FROM leads;
";

/// Takes generated example data out of the log and of everything drawn from it.
pub(super) const FORGET_EXAMPLES: &str = "
DELETE FROM thanks WHERE comment IN (SELECT seq FROM comments WHERE is_example);
DELETE FROM marks WHERE kind = 'lead'
    AND key IN (SELECT session FROM leads WHERE is_example);
DELETE FROM marks WHERE kind = 'comment'
    AND key IN (SELECT CAST(seq AS TEXT) FROM comments WHERE is_example);
DELETE FROM exposures WHERE visitor IN (SELECT visitor FROM visitors WHERE is_example);
DELETE FROM counts WHERE is_example;
DELETE FROM journeys WHERE is_example;
DELETE FROM purchases WHERE is_example;
DELETE FROM visitors WHERE is_example;
DELETE FROM comments WHERE is_example;
DELETE FROM leads WHERE is_example;
";

/// Takes out marks of what is no longer in the log, and what was published about it: its
/// words may be a visitor's.
pub(super) const FORGET_MARKS: &str = "
DELETE FROM marks WHERE kind = 'lead' AND key NOT IN (SELECT session FROM leads);
DELETE FROM marks WHERE kind = 'comment'
    AND key NOT IN (SELECT CAST(seq AS TEXT) FROM comments);
DELETE FROM thanks WHERE comment NOT IN (SELECT seq FROM comments);
";
