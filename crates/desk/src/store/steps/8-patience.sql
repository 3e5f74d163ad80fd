-- How long a client without a rhythm may be away, in milliseconds, as the shop's configuration
-- says. It stands here so that whoever draws anew from the log says what the pages say; without
-- a row the engine's own count.
CREATE TABLE patience (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    late   INTEGER NOT NULL,
    lapsed INTEGER NOT NULL
) STRICT;
