-- Who ended a kind of mail by its link is remembered: what must reach them does so all the same.
-- SECURITY DEFINER: as before, whoever holds the mail has no account.
CREATE OR REPLACE FUNCTION end_mail(given text, request uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH link AS (
        SELECT c.id, l.purpose, c.purposes AS before
        FROM unsubscribe_links l JOIN contacts c ON c.id = l.contact_id
        WHERE l.token = given AND l.purpose = ANY (c.purposes)
        FOR UPDATE OF c
    ), ended AS (
        UPDATE contacts c SET purposes = array_remove(c.purposes, link.purpose),
               ended = array_append(array_remove(c.ended, link.purpose), link.purpose)
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

-- undo
CREATE OR REPLACE FUNCTION end_mail(given text, request uuid) RETURNS void
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
