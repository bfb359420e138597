-- The totals of a quote, to the cent. Used by the trigger `quotes_totals`; jobs/quotes/totals.py
-- says the same in Python (tests/quotes/test_totals.py holds both together).
-- Each line is rounded half up (quote_lines.amount), and so is the discount on their sum. The
-- discount is shared out over the tax rates so that the shares add up to it: each is the rise of
-- the rounded discount of all rates so far. Tax is rounded once per rate, on what is left of it.
-- Hundredths are multiplied, not divided: a quotient would be rounded twice.
CREATE FUNCTION quote_totals(
    quote bigint, percent numeric,
    OUT subtotal numeric, OUT discount numeric, OUT tax numeric, OUT total numeric
) LANGUAGE sql STABLE AS $$
    WITH rates AS (
        SELECT l.tax_rate, sum(l.amount) AS base FROM quote_lines l
        WHERE l.quote_id = quote AND l.is_active GROUP BY l.tax_rate
    ), sums AS (
        SELECT tax_rate, base, sum(base) OVER (ORDER BY tax_rate) AS base_so_far FROM rates
    ), shares AS (
        SELECT tax_rate, base,
               round(base_so_far * percent * 0.01, 2)
                   - round((base_so_far - base) * percent * 0.01, 2) AS share
        FROM sums
    ), summed AS (
        SELECT coalesce(sum(base), 0) AS base, coalesce(sum(share), 0) AS share,
               coalesce(sum(round((base - share) * tax_rate * 0.01, 2)), 0) AS due
        FROM shares
    )
    SELECT base, share, due, base - share + due FROM summed
$$;

-- Nobody writes the totals: whoever tries gets what the lines say.
CREATE FUNCTION quote_takes_totals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT * INTO NEW.subtotal, NEW.discount, NEW.tax, NEW.total
    FROM quote_totals(NEW.id, NEW.discount_percent);
    RETURN NEW;
END
$$;
CREATE TRIGGER quotes_totals
BEFORE INSERT OR UPDATE OF discount_percent, subtotal, discount, tax, total ON quotes
FOR EACH ROW EXECUTE FUNCTION quote_takes_totals();

-- Lines that changed reach their quotes once per statement: the totals follow, and the version
-- moves, so that the lock holds lines, too, and open pages hear of it. A quote that is only being
-- created has no number yet and stays at its first version.
CREATE FUNCTION lines_reach_quotes(touched bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE quotes SET subtotal = subtotal,
        version = CASE WHEN number = '' THEN version ELSE version + 1 END
    WHERE id = ANY (touched)
$$;
CREATE FUNCTION added_lines_reach_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lines_reach_quotes(array_agg(DISTINCT quote_id)) FROM lines_after;
    RETURN NULL;
END
$$;
CREATE FUNCTION removed_lines_reach_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lines_reach_quotes(array_agg(DISTINCT quote_id)) FROM lines_before;
    RETURN NULL;
END
$$;
-- Not where a line only follows its quote, or is answered.
CREATE FUNCTION changed_lines_reach_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lines_reach_quotes(array_agg(DISTINCT n.quote_id))
    FROM lines_before o JOIN lines_after n ON n.id = o.id
    WHERE o.version IS DISTINCT FROM n.version;
    RETURN NULL;
END
$$;
CREATE TRIGGER quote_lines_added AFTER INSERT ON quote_lines
REFERENCING NEW TABLE AS lines_after
FOR EACH STATEMENT EXECUTE FUNCTION added_lines_reach_quotes();
CREATE TRIGGER quote_lines_removed AFTER DELETE ON quote_lines
REFERENCING OLD TABLE AS lines_before
FOR EACH STATEMENT EXECUTE FUNCTION removed_lines_reach_quotes();
CREATE TRIGGER quote_lines_changed AFTER UPDATE ON quote_lines
REFERENCING OLD TABLE AS lines_before NEW TABLE AS lines_after
FOR EACH STATEMENT EXECUTE FUNCTION changed_lines_reach_quotes();

-- undo
DROP TRIGGER quote_lines_changed ON quote_lines;
DROP TRIGGER quote_lines_removed ON quote_lines;
DROP TRIGGER quote_lines_added ON quote_lines;
DROP FUNCTION changed_lines_reach_quotes();
DROP FUNCTION removed_lines_reach_quotes();
DROP FUNCTION added_lines_reach_quotes();
DROP FUNCTION lines_reach_quotes(bigint[]);
DROP TRIGGER quotes_totals ON quotes;
DROP FUNCTION quote_takes_totals();
DROP FUNCTION quote_totals(bigint, numeric);
