-- What visitors are told became of a comment: "you said, we did". A marketer's own words,
-- so, like `marks`, they are not drawn from the log.
CREATE TABLE thanks (
    comment INTEGER PRIMARY KEY,
    time    INTEGER NOT NULL,
    said    TEXT NOT NULL,
    did     TEXT NOT NULL
) STRICT;

-- What the visitor's device read of the journey; see store/readings.rs.
ALTER TABLE journeys ADD COLUMN readings TEXT NOT NULL DEFAULT '';
