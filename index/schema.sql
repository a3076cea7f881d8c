-- The truth. Versions are immutable; AUTOINCREMENT never gives an id twice, plain INTEGER PRIMARY KEY would.

CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    version_id INTEGER REFERENCES version (id)      -- what answers are made from; NULL: withdrawn
) STRICT;

CREATE TABLE IF NOT EXISTS version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    content BLOB NOT NULL,                          -- sha256 over all that follows
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    published INTEGER,                              -- seconds since 1970 UTC; NULL: unknown
    author TEXT,
    UNIQUE (article_id, content)
) STRICT;

-- Which source holds which version of an article, so that one that no source holds any more can be told.
CREATE TABLE IF NOT EXISTS sighting (
    article_id INTEGER NOT NULL REFERENCES article (id),
    location TEXT NOT NULL,
    version_id INTEGER NOT NULL REFERENCES version (id),
    run INTEGER NOT NULL,                           -- the sync that saw it last
    raw BLOB,                                       -- sha256 of what it was read from, and by which rules; NULL: unknown
    PRIMARY KEY (article_id, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sighting_by_location ON sighting (location);
CREATE INDEX IF NOT EXISTS sighting_by_raw ON sighting (raw);

CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES version (id),
    recipe TEXT NOT NULL,                           -- model and splitting it was made for
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentences BLOB NOT NULL,                        -- int32 start and end of each in the version's text
    embedded BLOB NOT NULL,                         -- sha256 of all that its vectors are made of: header, text, sentences
    retired INTEGER                                 -- first generation without it; NULL: in the newest, or new
) STRICT;
CREATE INDEX IF NOT EXISTS chunk_by_version ON chunk (version_id, recipe);
CREATE INDEX IF NOT EXISTS chunk_by_embedded ON chunk (embedded);
CREATE INDEX IF NOT EXISTS chunk_by_retired ON chunk (retired) WHERE retired IS NOT NULL;

-- With rowids: rows are kilobytes, and whether a vector is there is asked for more often than the vector.
CREATE TABLE IF NOT EXISTS embedding (
    model TEXT NOT NULL,
    precision TEXT NOT NULL,
    embedded BLOB NOT NULL,                         -- sha256 of all that they are made of
    vector BLOB NOT NULL,                           -- the chunk's: float16, unit length
    sentences BLOB NOT NULL,                        -- those of its sentences: int8, a multiple of unit length
    UNIQUE (embedded, model, precision)
) STRICT;
