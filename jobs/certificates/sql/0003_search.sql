-- Search of certificates by any part of a word. Inlined by the planner, so that a query that calls
-- it finds the trigram index. Used by CertificateQuerySet.matching.
CREATE FUNCTION certificate_text(number text, client_name text, equipment_code text,
                                 description text, manufacturer text, model text, serial text,
                                 asset_number text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT number || ' ' || client_name || ' ' || equipment_code || ' ' || description || ' '
        || manufacturer || ' ' || model || ' ' || serial || ' ' || asset_number
$$;
CREATE INDEX idx_certificates_text ON certificates USING gin (
    certificate_text(number, client_name, equipment_code, description, manufacturer, model, serial,
                     asset_number) gin_trgm_ops
);
COMMENT ON INDEX idx_certificates_text IS 'CertificateQuerySet.matching';

-- undo
DROP INDEX idx_certificates_text;
DROP FUNCTION certificate_text(text, text, text, text, text, text, text, text);
