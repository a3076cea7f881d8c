-- Times are seconds since 1970 UTC, days "YYYY-MM-DD" UTC. thread_id is 0 where a chat has no topics.

CREATE TABLE IF NOT EXISTS preference (
    user_id INTEGER PRIMARY KEY,
    language TEXT,                                  -- NULL: as the app, else as the question
    quotes INTEGER NOT NULL,
    "window" INTEGER,                                 -- days; NULL: all time
    muted TEXT NOT NULL                             -- JSON list of outlet keys
) STRICT;

-- The question before, of one person in one place.
CREATE TABLE IF NOT EXISTS turn (
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, thread_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS turn_by_user ON turn (user_id);
CREATE INDEX IF NOT EXISTS turn_by_time ON turn (at);

-- AUTOINCREMENT never gives a number twice: an old button must not meet another answer.
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,                       -- who asked
    question_id INTEGER,                            -- message; NULL: a button asked
    question TEXT NOT NULL,
    before TEXT,                                    -- question it may have gone on from; NULL: there was none
    replying INTEGER NOT NULL,
    span TEXT NOT NULL,
    digest TEXT NOT NULL,                           -- of what the person wrote; empty: a button asked
    quotes TEXT NOT NULL,                           -- JSON list of [url, start, end, text]
    made INTEGER NOT NULL,
    left_behind INTEGER NOT NULL DEFAULT 0          -- 1: a new conversation was begun since
) STRICT;
CREATE INDEX IF NOT EXISTS answer_by_question ON answer (chat_id, question_id);
CREATE INDEX IF NOT EXISTS answer_by_user ON answer (user_id, chat_id);
CREATE INDEX IF NOT EXISTS answer_by_time ON answer (made);

CREATE TABLE IF NOT EXISTS answer_message (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,                         -- 0, 1, 2 … in the order they stand
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answer_message_by_answer ON answer_message (answer_id, place);

CREATE TABLE IF NOT EXISTS vote (
    answer_id INTEGER NOT NULL REFERENCES answer (id),
    user_id INTEGER NOT NULL,
    good INTEGER NOT NULL,
    PRIMARY KEY (answer_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS vote_by_user ON vote (user_id);

-- Votes on answers that are gone, without who cast them.
CREATE TABLE IF NOT EXISTS past_vote (
    good INTEGER PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS counter (
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;

-- Who asked, as long as their conversations are remembered; then only a number is left.
CREATE TABLE IF NOT EXISTS asker (
    user_id INTEGER PRIMARY KEY,
    last_day TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS asker_by_day ON asker (last_day);
CREATE TABLE IF NOT EXISTS past_asker (
    last_day TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS block (
    number INTEGER PRIMARY KEY                      -- of a person (> 0) or a group (< 0)
) STRICT;

-- Filled only where the settings say so.
CREATE TABLE IF NOT EXISTS question (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    question TEXT NOT NULL,
    abstained INTEGER NOT NULL,
    confidence REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS question_by_user ON question (user_id);

-- Updates that arrived: their content until they are handled, their numbers for a while longer.
CREATE TABLE IF NOT EXISTS journal (
    update_id INTEGER PRIMARY KEY,
    taken INTEGER NOT NULL,
    done INTEGER,                                   -- NULL: not handled yet
    starts INTEGER NOT NULL DEFAULT 1,              -- of the program, in which it was begun
    payload TEXT                                    -- JSON; NULL: done, or not worth another try after a restart
) STRICT;
DROP INDEX IF EXISTS journal_by_time;
CREATE INDEX IF NOT EXISTS journal_by_age ON journal (coalesce(done, taken));
CREATE INDEX IF NOT EXISTS journal_unfinished ON journal (taken) WHERE done IS NULL;

-- What follows is filled only on a server, where several processes (replicas) may be one bot.

CREATE TABLE IF NOT EXISTS replica (
    name TEXT PRIMARY KEY,
    seat TEXT UNIQUE,                               -- NULL, or what only one at a time may do
    until REAL NOT NULL                             -- by the server's clock; afterwards it counts as dead
) STRICT;

-- Who has which unfinished update in hand.
CREATE TABLE IF NOT EXISTS claim (
    update_id INTEGER PRIMARY KEY,
    line TEXT,                                      -- what it waits behind others in; NULL: it waits for nothing
    owner TEXT NOT NULL                             -- name of a replica
) STRICT;
CREATE INDEX IF NOT EXISTS claim_by_line ON claim (line, update_id);
CREATE INDEX IF NOT EXISTS claim_by_owner ON claim (owner);

-- The one update of each line whose turn it is.
CREATE TABLE IF NOT EXISTS begun (
    line TEXT PRIMARY KEY,
    update_id INTEGER NOT NULL UNIQUE,
    owner TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How much people and chats may still ask: a share is full again at that time.
CREATE TABLE IF NOT EXISTS share (
    name TEXT PRIMARY KEY,
    full_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
