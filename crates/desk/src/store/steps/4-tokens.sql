-- Who may read: by a secret of which only SHA-256 is kept, in hexadecimal. The secret has
-- 256 random bits, so there is nothing to guess and nothing to slow down.
CREATE TABLE tokens (
    name  TEXT PRIMARY KEY,
    hash  TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    made  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
