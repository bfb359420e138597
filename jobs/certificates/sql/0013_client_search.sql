-- Used by CertificateQuerySet.matching_within: ids of the scope's company whose issued certificates
-- hold every pattern.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy no index serves it and every
-- row of a company would be tried. It answers with ids of the company whose scope is open and
-- nothing else; the caller's own policies still decide which of them are seen.
CREATE FUNCTION certificates_matching_within_company(patterns text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- As equipment_matching_within_company (equipment/sql/0007_client_search.sql).
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    company bigint := NULLIF(current_setting('realsync.company_id', true), '')::bigint;
BEGIN
    RETURN QUERY
    SELECT c.id FROM certificates c
    WHERE c.company_id = company AND c.number <> ''
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number) ILIKE patterns[1]
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number)
          ILIKE ALL (patterns[2:]);
END
$$;
REVOKE ALL ON FUNCTION certificates_matching_within_company(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificates_matching_within_company(text[])
    TO realsync_company, realsync_branch;

-- undo
DROP FUNCTION certificates_matching_within_company(text[]);
