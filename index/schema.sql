-- The truth. Versions are immutable; AUTOINCREMENT never gives an id twice, plain INTEGER PRIMARY KEY would.
-- As SQLite takes it; index/postgres_translation.py makes it PostgreSQL's. No REFERENCES: SQLite would not look, and
-- PostgreSQL would look through a table for each row that goes.

CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    version_id INTEGER                              -- what answers are made from; NULL: withdrawn
) STRICT;
CREATE INDEX IF NOT EXISTS article_by_version ON article (version_id);

CREATE TABLE IF NOT EXISTS version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL,
    content BLOB NOT NULL,                          -- sha256 over all that follows
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    published INTEGER,                              -- seconds since 1970 UTC; NULL: unknown
    author TEXT,
    updated INTEGER,                                -- seconds since 1970 UTC, after published; NULL: not, or unknown
    date_source TEXT,                               -- who says published; NULL: unknown
    origin TEXT,                                    -- address or name of what a copy was taken from; NULL: none named
    UNIQUE (article_id, content)
) STRICT;

-- Which source holds which version of an article, so that one that no source holds any more can be told.
CREATE TABLE IF NOT EXISTS sighting (
    article_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    version_id INTEGER NOT NULL,
    run INTEGER NOT NULL,                           -- the sync that saw it last
    raw BLOB,                                       -- sha256 of what it was read from, and by which rules; NULL: unknown
    PRIMARY KEY (article_id, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sighting_by_location ON sighting (location);
CREATE INDEX IF NOT EXISTS sighting_by_raw ON sighting (raw);
CREATE INDEX IF NOT EXISTS sighting_by_run ON sighting (run);

-- What a round leaves to be looked at, so that none looks at everything; kept, for a round may be killed.
-- Articles whose sightings changed since it was last settled which version is current.
CREATE TABLE IF NOT EXISTS unsettled (
    article_id INTEGER NOT NULL PRIMARY KEY
) STRICT;
-- Versions of articles that were settled since garbage was last collected.
CREATE TABLE IF NOT EXISTS touched (
    version_id INTEGER NOT NULL PRIMARY KEY
) STRICT;
-- What was done for all chunks, but those of touched versions.
CREATE TABLE IF NOT EXISTS done (
    step TEXT PRIMARY KEY,                          -- chunked, embedded, retired, published
    what TEXT NOT NULL                              -- for which recipe and model; to which engine, '': the folder
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL,
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

-- What was named to be read again and again: an address, or an absolute path.
CREATE TABLE IF NOT EXISTS source (
    location TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Feeds, sitemaps, lists of feeds, sites and pages: those that were named, and those that they name.
CREATE TABLE IF NOT EXISTS listing (
    url TEXT PRIMARY KEY,
    parent TEXT,                                    -- the listing, or local list, that names it; NULL: somebody did
    kind TEXT,                                      -- NULL: never read
    tried INTEGER NOT NULL,                         -- seconds since 1970 UTC
    succeeded INTEGER,                              -- when it was last read; NULL: never
    failure TEXT,                                   -- why the last try failed; NULL: it did not
    moved TEXT,                                     -- where it is for good now; NULL: there
    etag TEXT,
    last_modified TEXT,
    content_type TEXT,
    charset TEXT,
    body BLOB,                                      -- as it was last read, deflated: a server may say «as it was»
    dropped INTEGER NOT NULL DEFAULT 0              -- what named it does so no more
) STRICT;

-- Pages of articles, as listings name them.
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY,
    listing TEXT NOT NULL,                          -- that named it first
    entry TEXT NOT NULL,                            -- what it says of the page, as JSON
    came_from TEXT,                                 -- where it was in the end, after redirects; NULL: never read
    etag TEXT,
    last_modified TEXT,
    asked INTEGER NOT NULL,                         -- seconds since 1970 UTC
    changed INTEGER NOT NULL,                       -- when another text, or none, was met last
    rules BLOB,                                     -- by which it was read; NULL: never
    content BLOB,                                   -- sha256 of the article's text when there was one; NULL: never
    size INTEGER,                                   -- characters of that text
    name TEXT,                                      -- of the outlet, as was said of the source; NULL: nothing was
    language TEXT,                                  -- likewise
    updated INTEGER,                                -- when a change was met of which the page says no time
    whole INTEGER NOT NULL,                         -- its text was in the listing
    failing INTEGER,                                -- since when it cannot be fetched; NULL: it can
    refused TEXT,                                   -- why what is there is no article; NULL: it is one, or is gone
    gone TEXT                                       -- why it is withdrawn; NULL: it is not
) STRICT;
CREATE INDEX IF NOT EXISTS page_by_listing ON page (listing, asked);
CREATE INDEX IF NOT EXISTS listing_by_parent ON listing (parent);

-- What hosts ask of those who fetch from them.
CREATE TABLE IF NOT EXISTS robots (
    origin TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    fetched INTEGER NOT NULL                        -- seconds since 1970 UTC
) STRICT;
CREATE TABLE IF NOT EXISTS host (
    name TEXT PRIMARY KEY,
    not_before INTEGER NOT NULL                     -- seconds since 1970 UTC: what it told to wait for
) STRICT;
