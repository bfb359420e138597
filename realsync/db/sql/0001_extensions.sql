-- Substring search (search_companies, search_equipment). A trusted extension: the owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- undo
DROP EXTENSION pg_trgm;
