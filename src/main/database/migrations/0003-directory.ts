/**
 * Who has which role and location, read once a row of theirs; how far the pulling of what changed has come. The list names
 * neither roles nor locations of a person (nexudus-api.md §2.5).
 */
export const directory = `
-- 'people' are the ids of those who have the lookup's row, as JSON.
CREATE TABLE memberships (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  lookup TEXT NOT NULL,
  target INTEGER NOT NULL,
  people TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (account, lookup, target)
) STRICT, WITHOUT ROWID;

-- The server's own newest stamp when the last pull began, and when the running fill did; what changed later is asked for.
ALTER TABLE fills ADD COLUMN newest TEXT;
ALTER TABLE fills ADD COLUMN next_newest TEXT;
-- When everybody was last listed, so that those who are gone are found.
ALTER TABLE fills ADD COLUMN swept_at INTEGER;
`
