/**
 * Drafts that know whether they were reviewed and what was sent of them; a journal that says how sure it is, and can be
 * searched. An intent of the first schema was the whole patch, and nobody knows what was there before it: such a write
 * is reviewed anew, and settles by itself where it had arrived.
 */
export const drafts = `
CREATE TABLE new_drafts (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('saved', 'queued', 'sending', 'verifying', 'conflict', 'refused', 'blocked', 'gone')),
  patch TEXT NOT NULL,
  -- A person saw this very patch in the review and applied it.
  reviewed INTEGER NOT NULL DEFAULT 0,
  -- The server's values beside which changes that raise access were shown when they were applied.
  confirmed TEXT NOT NULL DEFAULT '{}',
  intent TEXT,
  conflicts TEXT NOT NULL DEFAULT '[]',
  problem TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER,
  sequence INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  edited_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
INSERT INTO new_drafts
  SELECT account, id, title, email,
    CASE WHEN state IN ('queued', 'sending') THEN 'saved' ELSE state END,
    patch, 0, '{}', NULL, conflicts, problem, 0, NULL, sequence, 1, edited_at
  FROM drafts;
DROP TABLE drafts;
ALTER TABLE new_drafts RENAME TO drafts;

ALTER TABLE journal ADD COLUMN outcome TEXT NOT NULL DEFAULT 'verified';
UPDATE journal SET outcome = 'changed' WHERE verified = 0;
ALTER TABLE journal DROP COLUMN verified;
-- What a search looks at, folded as names are: filled by whoever writes the entry.
ALTER TABLE journal ADD COLUMN search TEXT NOT NULL DEFAULT '';
`
