-- Django's cache in the database: allauth counts sign-in attempts in it, also when Redis is gone.
CREATE TABLE cache_entries (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX idx_cache_entries_expires ON cache_entries (expires);
COMMENT ON INDEX idx_cache_entries_expires IS 'Culling of expired entries';

-- undo
DROP TABLE cache_entries;
