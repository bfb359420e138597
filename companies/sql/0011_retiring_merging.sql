-- Used by the merge of two companies: when a branch changes its company, what stands at it follows.
ALTER TABLE contacts DROP CONSTRAINT contacts_branch_of_company;
ALTER TABLE contacts ADD CONSTRAINT contacts_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE NOT VALID;
ALTER TABLE contacts VALIDATE CONSTRAINT contacts_branch_of_company;

-- SECURITY DEFINER: whoever moves a branch may not write grants, yet the copy of the company in a
-- branch manager's grant must follow, or they would see nothing. It writes nothing but that copy.
CREATE FUNCTION branch_grants_follow_branch() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE branch_grants SET company_id = NEW.company_id WHERE content_object_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER branches_grants_follow AFTER UPDATE OF company_id ON branches FOR EACH ROW
WHEN (OLD.company_id IS DISTINCT FROM NEW.company_id)
EXECUTE FUNCTION branch_grants_follow_branch();

-- SECURITY DEFINER: a merge is announced with the number of client accounts that it concerns, and
-- no scope may read grants or users. It answers with that number and nothing else.
CREATE FUNCTION accounts_granted(entity text, record_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF entity = 'company' THEN
        RETURN (SELECT count(DISTINCT g.user_id) FROM company_grants g JOIN users u ON u.id = g.user_id
                WHERE g.content_object_id = record_id AND u.is_active);
    END IF;
    RETURN (SELECT count(DISTINCT g.user_id) FROM branch_grants g JOIN users u ON u.id = g.user_id
            WHERE entity = 'branch' AND g.content_object_id = record_id AND u.is_active);
END
$$;

-- SECURITY DEFINER: no scope may write grants. Those on a merged company or branch become grants on
-- the one that stayed: nobody can be given anything but what has just been declared the same, and
-- `merged_into_id` must say so. Whoever holds both keeps one; the other is answered, to be put back.
CREATE FUNCTION grants_follow_merge(entity text, merged bigint, kept bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    grants text := grants_of_merge(entity, merged, kept);
    dropped jsonb;
    moved jsonb;
BEGIN
    EXECUTE format(
        'WITH gone AS (DELETE FROM %I g USING %I k
             WHERE g.content_object_id = $1 AND k.content_object_id = $2
               AND k.user_id = g.user_id AND k.permission_id = g.permission_id
             RETURNING g.id, g.user_id, g.permission_id)
         SELECT coalesce(jsonb_agg(to_jsonb(gone) ORDER BY id), ''[]'') FROM gone', grants, grants)
    INTO dropped USING merged, kept;
    EXECUTE format(
        'WITH gone AS (UPDATE %I SET content_object_id = $2 WHERE content_object_id = $1 RETURNING id)
         SELECT coalesce(jsonb_agg(id ORDER BY id), ''[]'') FROM gone', grants)
    INTO moved USING merged, kept;
    RETURN jsonb_build_object('moved', moved, 'dropped', dropped);
END
$$;

-- SECURITY DEFINER: the same reason, for a merge that is undone. A grant goes back only if it still
-- stands on the one that stayed, and one that was dropped only to somebody who still holds the other.
CREATE FUNCTION grants_return(entity text, merged bigint, kept bigint, given jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    grants text := grants_of_merge(entity, merged, kept);
    returned bigint;
    restored bigint;
BEGIN
    EXECUTE format(
        'INSERT INTO %I (id, user_id, permission_id, content_object_id)
         SELECT d.id, k.user_id, k.permission_id, $1
         FROM jsonb_to_recordset($3) AS d (id bigint, user_id bigint, permission_id bigint)
         JOIN %I k ON k.user_id = d.user_id AND k.permission_id = d.permission_id
                  AND k.content_object_id = $2
         ON CONFLICT DO NOTHING', grants, grants)
    USING merged, kept, given -> 'dropped';
    GET DIAGNOSTICS restored = ROW_COUNT;
    EXECUTE format(
        'UPDATE %I SET content_object_id = $1 WHERE content_object_id = $2
         AND id IN (SELECT jsonb_array_elements_text($3)::bigint)', grants)
    USING merged, kept, given -> 'moved';
    GET DIAGNOSTICS returned = ROW_COUNT;
    RETURN returned + restored;
END
$$;

-- The table of grants on records of this kind. Raises unless one was merged into the other.
CREATE FUNCTION grants_of_merge(entity text, merged bigint, kept bigint) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF entity = 'company' AND EXISTS (
        SELECT FROM companies WHERE id = merged AND merged_into_id = kept) THEN
        RETURN 'company_grants';
    ELSIF entity = 'branch' AND EXISTS (
        SELECT FROM branches WHERE id = merged AND merged_into_id = kept) THEN
        RETURN 'branch_grants';
    END IF;
    RAISE EXCEPTION 'There is no merge of % % into %.', entity, merged, kept USING ERRCODE = '42501';
END
$$;
REVOKE ALL ON FUNCTION branch_grants_follow_branch(), accounts_granted(text, bigint),
    grants_follow_merge(text, bigint, bigint), grants_return(text, bigint, bigint, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_granted(text, bigint), grants_follow_merge(text, bigint, bigint),
    grants_return(text, bigint, bigint, jsonb) TO realsync_office;

-- Retirements lead to companies and are the staff's own; only the office retires what others hang on.
ALTER TABLE retirements ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON retirements TO realsync_office;
CREATE POLICY office ON retirements TO realsync_office USING (true);

-- undo
DROP POLICY office ON retirements;
REVOKE ALL ON retirements FROM realsync_office;
ALTER TABLE retirements DISABLE ROW LEVEL SECURITY;
DROP FUNCTION grants_return(text, bigint, bigint, jsonb);
DROP FUNCTION grants_follow_merge(text, bigint, bigint);
DROP FUNCTION grants_of_merge(text, bigint, bigint);
DROP FUNCTION accounts_granted(text, bigint);
DROP TRIGGER branches_grants_follow ON branches;
DROP FUNCTION branch_grants_follow_branch();
ALTER TABLE contacts DROP CONSTRAINT contacts_branch_of_company;
ALTER TABLE contacts ADD CONSTRAINT contacts_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id);
