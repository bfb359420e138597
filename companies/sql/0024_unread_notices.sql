-- Used by every page of the portal, in the statement that opens its scope (realsync/db/scope.py): the
-- notices that a client has yet to read, 99 at most. Nobody of theirs has acknowledged what is to be
-- acknowledged; what is not, as long as it is news, this person has not read. (The release before, which
-- does not say how long that is, still runs while this one is brought in: it counts no news then.) It runs
-- as the client, so that the policies hold, and in PL/pgSQL, so that it is planned once per connection:
-- one statement for each role, as a plan is made anew where another role runs it.
CREATE FUNCTION unread_notices(
    company bigint, branches bigint[], person bigint, news interval DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF branches IS NULL THEN
        RETURN (SELECT count(*) FROM (
            SELECT FROM notices n
            WHERE n.company_id = company AND n.withdrawn_at IS NULL
            AND CASE WHEN n.needs_acknowledgement
                THEN NOT EXISTS (SELECT FROM acknowledgements a WHERE a.notice_id = n.id)
                ELSE n.created_at > now() - news AND NOT EXISTS (
                    SELECT FROM acknowledgements a WHERE a.notice_id = n.id AND a.user_id = person)
                END
            LIMIT 99
        ) AS unread);
    END IF;
    RETURN (SELECT count(*) FROM (
        SELECT FROM notices n
        WHERE n.company_id = company AND n.branch_id = ANY (branches) AND n.withdrawn_at IS NULL
        AND CASE WHEN n.needs_acknowledgement
            THEN NOT EXISTS (SELECT FROM acknowledgements a WHERE a.notice_id = n.id)
            ELSE n.created_at > now() - news AND NOT EXISTS (
                SELECT FROM acknowledgements a WHERE a.notice_id = n.id AND a.user_id = person)
            END
        LIMIT 99
    ) AS unread);
END
$$;
REVOKE ALL ON FUNCTION unread_notices(bigint, bigint[], bigint, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unread_notices(bigint, bigint[], bigint, interval)
    TO realsync_web, realsync_company, realsync_branch;

-- undo
DROP FUNCTION unread_notices(bigint, bigint[], bigint, interval);
