-- Whoever holds a mail of ours ends that kind of mail, by the token in its address. The system makes
-- the addresses as it writes the mails; nobody else reads them. Used by views/unsubscribing.py.
ALTER TABLE unsubscribe_links ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON unsubscribe_links TO realsync_system;
CREATE POLICY system ON unsubscribe_links TO realsync_system USING (true);

-- What would be ended, and for which address. No row for an unknown token.
-- SECURITY DEFINER: who asks has no account, hence no scope. It reads the one row of that token.
CREATE FUNCTION mail_to_end(given text) RETURNS TABLE (purpose text, email text, is_ended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.purpose, c.email, NOT (c.is_active AND l.purpose = ANY (c.purposes))
    FROM unsubscribe_links l JOIN contacts c ON c.id = l.contact_id
    WHERE l.token = given
$$;

-- Takes that one purpose from that one contact, and logs it; a second time nothing happens. The staff
-- give it back on the contact.
-- SECURITY DEFINER: as above. It writes nothing but that, whatever the caller gives it.
CREATE FUNCTION end_mail(given text, request uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH link AS (
        SELECT c.id, l.purpose, c.purposes AS before
        FROM unsubscribe_links l JOIN contacts c ON c.id = l.contact_id
        WHERE l.token = given AND l.purpose = ANY (c.purposes)
        FOR UPDATE OF c
    ), ended AS (
        UPDATE contacts c SET purposes = array_remove(c.purposes, link.purpose)
        FROM link WHERE c.id = link.id
        RETURNING c.id, c.company_id, c.branch_id, link.before, c.purposes AS after
    )
    INSERT INTO activity_log
        (entity_type, entity_id, verb, changes, company_id, branch_id, audience, request_id)
    SELECT 'contact', id, 'contact.unsubscribed',
           jsonb_build_object('purposes', jsonb_build_array(to_jsonb(before), to_jsonb(after))),
           company_id, branch_id, 'staff', request
    FROM ended
$$;
REVOKE ALL ON FUNCTION mail_to_end(text), end_mail(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_to_end(text), end_mail(text, uuid) TO realsync_web;

-- undo
DROP FUNCTION end_mail(text, uuid);
DROP FUNCTION mail_to_end(text);
DROP POLICY system ON unsubscribe_links;
REVOKE ALL ON unsubscribe_links FROM realsync_system;
ALTER TABLE unsubscribe_links DISABLE ROW LEVEL SECURITY;
