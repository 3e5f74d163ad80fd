-- How far something has come that reads a log from its beginning: this file on a shared
-- log, a forwarder on this one.
CREATE TABLE places (
    name  TEXT PRIMARY KEY,
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
