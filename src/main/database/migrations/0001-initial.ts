/**
 * The first schema. Times are milliseconds since 1970. No table holds a sealed field, a token or a password.
 * `account` separates people who sign in on the same computer; see account/accounts.ts for its key.
 */
export const initial = `
CREATE TABLE accounts (
  account INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  api_url TEXT NOT NULL,
  portal_url TEXT,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  space TEXT NOT NULL,
  demo INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The local copy of the list: one row a person, the columns' values as JSON. 'seen' is the fill that met it last.
CREATE TABLE people (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  row TEXT NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

-- Full records that were read, visible fields alone: what can be edited without a network.
CREATE TABLE records (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  record TEXT NOT NULL,
  missing TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fills (
  account INTEGER PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  fill INTEGER NOT NULL,
  next_page INTEGER NOT NULL,
  total INTEGER,
  refreshed_at INTEGER
) STRICT;

CREATE TABLE lookups (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  lookup TEXT NOT NULL,
  rows TEXT NOT NULL,
  PRIMARY KEY (account, lookup)
) STRICT, WITHOUT ROWID;

-- One open draft a record. 'patch' is what the person wants; 'intent' the part of it that may be on its way.
CREATE TABLE drafts (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('saved', 'queued', 'sending', 'conflict', 'refused', 'blocked', 'gone')),
  patch TEXT NOT NULL,
  intent TEXT,
  conflicts TEXT NOT NULL DEFAULT '[]',
  problem TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER,
  sequence INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

-- What was discarded last for a person, so that it can be brought back.
CREATE TABLE discarded (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  draft TEXT NOT NULL,
  discarded_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  entry INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  applied_by TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  changes TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX journal_by_time ON journal (account, applied_at DESC);
`
