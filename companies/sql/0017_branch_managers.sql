-- Used by companies.actions.branch_manager, for company managers who look after their own people.
-- SECURITY DEFINER: no role may write grants, and the web's login role sees no branch. It asks the
-- rights anew, whoever calls: the manager acts for the company now, the account is a branch
-- manager's with rights here or none at all, the branches are the company's own. It writes nothing
-- but that person's grants of this company, and answers how many grants they have left anywhere.
CREATE FUNCTION set_branch_manager(manager_id bigint, of_company bigint, person_id bigint, wanted bigint[])
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM FROM company_grants g JOIN users u ON u.id = g.user_id
    WHERE g.user_id = manager_id AND g.content_object_id = of_company
      AND u.is_active AND u.role = 'company_manager' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Not the manager of this company.'
            USING ERRCODE = '23514', CONSTRAINT = 'branch_managers_by_manager';
    END IF;
    PERFORM FROM users u WHERE u.id = person_id AND u.role = 'branch_manager' FOR UPDATE;
    IF NOT FOUND
       OR EXISTS (SELECT FROM branch_grants WHERE user_id = person_id)
          AND NOT EXISTS (SELECT FROM branch_grants WHERE user_id = person_id AND company_id = of_company) THEN
        RAISE EXCEPTION 'Not an account of this company.'
            USING ERRCODE = '23514', CONSTRAINT = 'branch_managers_own';
    END IF;
    IF EXISTS (SELECT FROM unnest(wanted) AS w (id) WHERE NOT EXISTS (
                   SELECT FROM branches b WHERE b.id = w.id AND b.company_id = of_company AND b.is_active)) THEN
        RAISE EXCEPTION 'Not a branch of this company.'
            USING ERRCODE = '23514', CONSTRAINT = 'branch_managers_branches';
    END IF;
    DELETE FROM branch_grants
    WHERE user_id = person_id AND company_id = of_company AND content_object_id <> ALL (wanted);
    INSERT INTO branch_grants (user_id, content_object_id, permission_id)
    SELECT person_id, w.id, p.id
    FROM unnest(wanted) AS w (id), auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE p.codename = 'represent_branch' AND t.app_label = 'companies' AND t.model = 'branch'
    ON CONFLICT DO NOTHING;
    RETURN (SELECT count(*) FROM branch_grants WHERE user_id = person_id);
END
$$;
REVOKE ALL ON FUNCTION set_branch_manager(bigint, bigint, bigint, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION set_branch_manager(bigint, bigint, bigint, bigint[]) TO realsync_web;

-- undo
DROP FUNCTION set_branch_manager(bigint, bigint, bigint, bigint[]);
