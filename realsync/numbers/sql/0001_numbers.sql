-- Used by realsync.numbers.series (number_series) and by the codes of companies, branches,
-- equipment and services (next_code).

-- Quotes, jobs and certificates are made by the office, or by the system on a client's answer.
GRANT SELECT, INSERT, UPDATE ON number_series TO realsync_office, realsync_system;

-- next_code('CMP-', 'company_codes', 6) is CMP-000001. lpad() alone would cut the millionth code.
CREATE FUNCTION next_code(prefix text, sequence regclass, digits integer) RETURNS text
LANGUAGE sql VOLATILE STRICT
AS $$
    SELECT prefix || lpad(n::text, greatest(digits, length(n::text)), '0')
    FROM nextval(sequence) AS n
$$;

-- undo
DROP FUNCTION next_code(text, regclass, integer);
REVOKE ALL ON number_series FROM realsync_office, realsync_system;
