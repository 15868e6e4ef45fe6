CREATE TABLE IF NOT EXISTS inputs (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  recorded_at INTEGER,
  reply TEXT,
  answered_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS inputs_unanswered ON inputs (id) WHERE answered_at IS NULL;

CREATE TABLE IF NOT EXISTS requests (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  arn TEXT NOT NULL,
  requester TEXT NOT NULL,
  input_id TEXT NOT NULL,
  batch_id TEXT,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_open_request_per_key ON requests (arn)
  WHERE state IN ('requested', 'approved', 'executing', 'calling', 'unconfirmed');
CREATE INDEX IF NOT EXISTS requests_by_key ON requests (arn, created_at);
CREATE INDEX IF NOT EXISTS requests_by_input ON requests (input_id);
CREATE INDEX IF NOT EXISTS requests_of_requester ON requests (requester, created_at, id);
CREATE INDEX IF NOT EXISTS requests_in_time ON requests (created_at, id);
CREATE INDEX IF NOT EXISTS open_requests ON requests (created_at, id)
  WHERE state IN ('requested', 'approved', 'executing', 'calling', 'unconfirmed');
DROP INDEX IF EXISTS requests_by_requester;
DROP INDEX IF EXISTS requests_by_time;

CREATE TABLE IF NOT EXISTS cards (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  ts TEXT,
  drawn INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  given_up INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS audit (
  seq INTEGER PRIMARY KEY,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  request_id TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS audit_by_request ON audit (request_id, seq);
CREATE TRIGGER IF NOT EXISTS audit_is_not_edited BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_not_cut BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

-- Entries that another process wrote beside the bot, until the bot has printed them.
CREATE TABLE IF NOT EXISTS unprinted (
  seq INTEGER PRIMARY KEY
) STRICT;

-- Where an entry is found again: by its key, its request, the person who did it, and in all. Made from the audit log.
CREATE TABLE IF NOT EXISTS audit_subjects (
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject, at, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY,
  card_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  telling TEXT NOT NULL,
  channel TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  ts TEXT,
  posted_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS messages_owed ON messages (card_id, id) WHERE posted_at IS NULL;
CREATE INDEX IF NOT EXISTS messages_untold ON messages (card_id) WHERE posted_at IS NOT NULL AND ts IS NULL;

CREATE TABLE IF NOT EXISTS jobs (
  subject TEXT PRIMARY KEY,
  due INTEGER NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1,
  tries INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  leased_until INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due);

CREATE TABLE IF NOT EXISTS refusals (
  person TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  counted TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS anchors (
  day INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  refused TEXT,
  ts TEXT,
  ended_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS names (
  person TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;
