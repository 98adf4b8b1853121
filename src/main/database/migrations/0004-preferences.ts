/** What an account's window remembers, as JSON by key (`shared/ipc/preferences.ts`). */
export const preferences = `
CREATE TABLE preferences (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
`
