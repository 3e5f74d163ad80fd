-- What the catalogue and the write keys say about an event. Both are facts of the
-- moment it arrived, so they belong to the log and are not drawn anew.
ALTER TABLE events ADD COLUMN misfit TEXT;
ALTER TABLE events ADD COLUMN write_key TEXT;
