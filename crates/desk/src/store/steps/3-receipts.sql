-- The chain of consent receipts: a receipt changed or taken out later shows.
-- `content` is SHA-256 of `salt` and the receipt's event, `link` is SHA-256 of the link
-- before, the number and `content`. When a receipt is erased its salt goes, so that what
-- stays says nothing about anyone; the chain still closes.
CREATE TABLE receipts (
    number   INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL UNIQUE,
    received INTEGER NOT NULL,
    salt     BLOB,
    content  BLOB NOT NULL,
    link     BLOB NOT NULL
) STRICT;

-- That something was erased, when, why and how much; never what.
CREATE TABLE erasures (
    at     INTEGER NOT NULL,
    reason TEXT NOT NULL,
    events INTEGER NOT NULL
) STRICT;

-- SHA-256 of the visitor's erase token in hexadecimal, as `ushererase` says it.
ALTER TABLE events ADD COLUMN erase_hash TEXT;
CREATE INDEX events_by_erase_hash ON events (erase_hash) WHERE erase_hash IS NOT NULL;
CREATE INDEX events_by_subject ON events (subject) WHERE subject IS NOT NULL;
