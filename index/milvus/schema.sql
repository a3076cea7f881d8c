-- What the Milvus engine keeps beside the articles: what is known of each chunk besides its vector, and which generations
-- there are. A passage is a chunk in a collection of the server; generation N holds those with added <= N that are not
-- retired by N. A row is written after the server's, and a generation last of all: what a killed run left is found by
-- being of a generation that there is not.

CREATE TABLE IF NOT EXISTS collection (
    number INTEGER PRIMARY KEY,                     -- of the generation it was begun for
    name TEXT NOT NULL,                             -- on the server
    made TEXT NOT NULL,                             -- by what: only what is made alike can be added
    dimension INTEGER NOT NULL,
    dense TEXT NOT NULL,                            -- how its vectors are indexed
    mean_words REAL NOT NULL,                       -- that its tokens are weighed by: near the mean of its chunks
    sound INTEGER NOT NULL                          -- 0: not made to the end, or it lacks rows: not to be gone on with
) STRICT;

CREATE TABLE IF NOT EXISTS generation (
    number INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collection (number),
    manifest TEXT NOT NULL,                         -- as JSON
    words INTEGER NOT NULL,                         -- tokens of all its chunks
    outlets TEXT NOT NULL,                          -- as JSON: of each its number, its articles and the latest's time
    published INTEGER NOT NULL                      -- seconds since 1970 UTC
) STRICT;

-- Slim: that much is read of every chunk to count them. What is large is in tables of its own.
CREATE TABLE IF NOT EXISTS passage (
    id INTEGER PRIMARY KEY,                         -- on the server too; a chunk that went and comes back gets a new one
    collection INTEGER NOT NULL REFERENCES collection (number),
    chunk_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    first INTEGER NOT NULL,                         -- 1: of its article's chunks, that with the lowest id
    published INTEGER NOT NULL,                     -- seconds since 1970 UTC, or the lowest of all numbers: unknown
    outlet INTEGER NOT NULL,
    language INTEGER NOT NULL,
    words INTEGER NOT NULL,                         -- tokens, the header's among them
    added INTEGER NOT NULL,                         -- first generation that holds it
    retired INTEGER                                 -- first one after that without it; NULL: the newest holds it
) STRICT;
CREATE INDEX IF NOT EXISTS passage_by_chunk ON passage (chunk_id, collection);
CREATE INDEX IF NOT EXISTS passage_by_article ON passage (article_id, collection, first);
CREATE INDEX IF NOT EXISTS passage_by_time ON passage (collection, first, published DESC, chunk_id);
CREATE INDEX IF NOT EXISTS passage_by_added ON passage (collection, added);
CREATE INDEX IF NOT EXISTS passage_by_retired ON passage (collection, retired) WHERE retired IS NOT NULL;

CREATE TABLE IF NOT EXISTS wording (
    id INTEGER PRIMARY KEY,                         -- the passage's
    sentences INTEGER NOT NULL,
    words BLOB NOT NULL                             -- as ``sentence_files.Records`` has them
) STRICT;

CREATE TABLE IF NOT EXISTS sketch (
    id INTEGER PRIMARY KEY,                         -- of its article's first passage
    hashes BLOB NOT NULL                            -- uint32, as ``duplicates.sketch`` makes them
) STRICT;

CREATE TABLE IF NOT EXISTS outlet (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    UNIQUE (name, host)
) STRICT;

CREATE TABLE IF NOT EXISTS language (
    id INTEGER PRIMARY KEY,                         -- 0, 1, 2 …
    code TEXT NOT NULL UNIQUE
) STRICT;

-- In how many chunks a token stands: the sum of what each generation up to one's own added and took away.
CREATE TABLE IF NOT EXISTS frequency (
    collection INTEGER NOT NULL REFERENCES collection (number),
    word INTEGER NOT NULL,                          -- as ``tokenizer.key`` makes it
    generation INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    PRIMARY KEY (collection, word, generation)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS frequency_by_generation ON frequency (generation);

-- Articles that carry the text of another one, which has a lower id; all others are a story of their own.
CREATE TABLE IF NOT EXISTS story (
    article_id INTEGER NOT NULL,
    story INTEGER NOT NULL,                         -- that other one's id
    added INTEGER NOT NULL,                         -- generations, as in ``passage``
    retired INTEGER,
    PRIMARY KEY (article_id, added)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_by_story ON story (story);
