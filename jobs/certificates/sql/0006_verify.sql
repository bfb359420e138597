-- Whoever holds a paper asks whether it is ours, by the token in its QR: what DESIGN §8 lets
-- everybody know, and no client's name. No row for an unknown token or one of a draft. Used by
-- views/verify.py.
-- SECURITY DEFINER: who asks has no account, hence no scope. It reads the one row of that token.
CREATE FUNCTION verify_certificate(given text) RETURNS TABLE (
    number text, status text, issued_on date, serial_end text, pdf_sha256 text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.number, c.status, c.issued_on, right(c.serial, 4), c.pdf_sha256
    FROM certificates c
    WHERE c.token = given AND c.status IN ('approved', 'superseded', 'withdrawn')
$$;
REVOKE ALL ON FUNCTION verify_certificate(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verify_certificate(text) TO realsync_web;

-- undo
DROP FUNCTION verify_certificate(text);
