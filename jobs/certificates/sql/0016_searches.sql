-- Used by CertificateQuerySet.matching_within and the palette: ids of the scope's company (and
-- branches) whose issued certificates hold every pattern, `most` of them or all.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy no index serves it and every
-- row of a company would be tried. It answers with ids of the places whose scope is open and
-- nothing else; the caller's own policies still decide which of them are seen.
CREATE FUNCTION certificates_matching_within_company(patterns text[], most int DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- As equipment_matching_within_company (equipment/sql/0021_client_search.sql).
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    company bigint := NULLIF(current_setting('realsync.company_id', true), '')::bigint;
    branches bigint[] := NULLIF(NULLIF(current_setting('realsync.branch_ids', true), ''), '{}')::bigint[];
    found bigint[];
BEGIN
    -- A common word, of one in fifty at least, is met in the order of the list: to merge the whole
    -- table's lists of its letters, and to rank all that hold it, takes ten times as long. Numbers
    -- are no words: what begins with one may stand anywhere.
    IF most IS NOT NULL AND array_to_string(patterns, '') !~ '[0-9]' THEN
        SELECT array_agg(f.id) INTO found
        FROM (
            SELECT * FROM certificates c
            WHERE c.company_id = company AND (branches IS NULL OR c.branch_id = ANY (branches))
              AND c.number <> ''
            ORDER BY c.number DESC, c.id DESC
            LIMIT most
        ) AS f
        WHERE certificate_text(f.number, f.client_name, f.equipment_code, f.description,
                               f.manufacturer, f.model, f.serial, f.asset_number)
              ILIKE ALL (patterns);
        IF cardinality(found) >= most / 50 THEN
            RETURN QUERY SELECT unnest(found);
            RETURN;
        END IF;
    END IF;
    RETURN QUERY
    SELECT c.id FROM certificates c
    WHERE c.company_id = company AND (branches IS NULL OR c.branch_id = ANY (branches))
      AND c.number <> ''
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number) ILIKE patterns[1]
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number) ILIKE ALL (patterns[2:])
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION certificates_matching_within_company(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificates_matching_within_company(text[], int)
    TO realsync_company, realsync_branch;

-- Used by CertificateQuerySet.matching_for and the palette: the same for a technician. It asks what
-- the policy of 0004_scope.sql asks, and that still decides.
CREATE FUNCTION certificates_matching_of_technician(patterns text[], most int DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    me bigint := NULLIF(current_setting('realsync.user_id', true), '')::bigint;
    granted bigint[] := NULLIF(current_setting('realsync.job_ids', true), '')::bigint[];
BEGIN
    RETURN QUERY
    SELECT c.id FROM certificates c
    WHERE (c.technician_id = me OR c.job_id = ANY (granted))
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number) ILIKE patterns[1]
      AND certificate_text(c.number, c.client_name, c.equipment_code, c.description,
                           c.manufacturer, c.model, c.serial, c.asset_number)
          ILIKE ALL (patterns[2:])
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION certificates_matching_of_technician(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificates_matching_of_technician(text[], int) TO realsync_technician;

-- undo
DROP FUNCTION certificates_matching_of_technician(text[], int);
DROP FUNCTION certificates_matching_within_company(text[], int);
