-- Versions, states and copies of quotes, their lines and price lists. Fires for every writer.
-- The number is left out: it is given once, by the transaction that creates the quote.
CREATE TRIGGER quotes_version BEFORE UPDATE ON quotes FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id, OLD.revision, OLD.revises_id, OLD.status, OLD.owner_id,
       OLD.contact_id, OLD.title, OLD.discount_percent, OLD.valid_until, OLD.terms, OLD.sent_at,
       OLD.answered_at, OLD.purchase_order, OLD.decline_reason, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.branch_id, NEW.revision, NEW.revises_id, NEW.status, NEW.owner_id,
       NEW.contact_id, NEW.title, NEW.discount_percent, NEW.valid_until, NEW.terms, NEW.sent_at,
       NEW.answered_at, NEW.purchase_order, NEW.decline_reason, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER quote_lines_version BEFORE UPDATE ON quote_lines FOR EACH ROW
WHEN ((OLD.quote_id, OLD.position, OLD.service_id, OLD.equipment_id, OLD.plan_id, OLD.description,
       OLD.quantity, OLD.unit, OLD.unit_price, OLD.tax_rate, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.quote_id, NEW.position, NEW.service_id, NEW.equipment_id, NEW.plan_id, NEW.description,
       NEW.quantity, NEW.unit, NEW.unit_price, NEW.tax_rate, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER company_prices_version BEFORE UPDATE ON company_prices FOR EACH ROW
WHEN ((OLD.company_id, OLD.service_id, OLD.price, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.service_id, NEW.price, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- Nobody writes the copy of the name: it is read from the branch, which has it from the company.
CREATE FUNCTION quote_takes_company_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_name INTO NEW.company_name FROM branches WHERE id = NEW.branch_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER quotes_company_name
BEFORE INSERT OR UPDATE OF company_id, branch_id, company_name ON quotes
FOR EACH ROW EXECUTE FUNCTION quote_takes_company_name();
-- SECURITY DEFINER: whoever may rename a company need not see its quotes, yet their copies of the
-- name must follow. It writes nothing but that name.
CREATE FUNCTION branch_company_name_spreads() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE quotes SET company_name = NEW.company_name WHERE branch_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION branch_company_name_spreads() FROM PUBLIC;
CREATE TRIGGER branches_company_name_spreads AFTER UPDATE ON branches FOR EACH ROW
WHEN (OLD.company_name IS DISTINCT FROM NEW.company_name)
EXECUTE FUNCTION branch_company_name_spreads();

-- Only these moves: draft to sent, sent to each answer. The answer of the whole is that of every
-- line; in part, it is given by line before the quote moves.
CREATE FUNCTION quote_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.status = 'draft' AND NEW.status = 'sent'
            OR OLD.status = 'sent' AND NEW.status IN
               ('accepted', 'part_accepted', 'declined', 'expired', 'withdrawn')) THEN
        RAISE EXCEPTION 'A quote does not move from % to %.', OLD.status, NEW.status
            USING ERRCODE = '23514', CONSTRAINT = 'quotes_move_allowed';
    END IF;
    IF NEW.status = 'sent' THEN
        IF NOT EXISTS (SELECT FROM quote_lines WHERE quote_id = NEW.id AND is_active) THEN
            RAISE EXCEPTION 'A quote without lines is not sent.'
                USING ERRCODE = '23514', CONSTRAINT = 'quotes_sent_with_lines';
        END IF;
        NEW.sent_at := coalesce(NEW.sent_at, clock_timestamp());
        UPDATE quote_lines SET is_sent = true WHERE quote_id = NEW.id;
    ELSIF NEW.status IN ('accepted', 'part_accepted', 'declined') THEN
        NEW.answered_at := coalesce(NEW.answered_at, clock_timestamp());
        IF NEW.status <> 'part_accepted' THEN
            UPDATE quote_lines SET is_accepted = (NEW.status = 'accepted')
            WHERE quote_id = NEW.id AND is_active;
        ELSIF (SELECT count(*) FILTER (WHERE is_accepted) IN (0, count(*)) FROM quote_lines
               WHERE quote_id = NEW.id AND is_active) THEN
            RAISE EXCEPTION 'In part: some lines are accepted, and some are not.'
                USING ERRCODE = '23514', CONSTRAINT = 'quotes_part_by_line';
        ELSE
            UPDATE quote_lines SET is_accepted = false
            WHERE quote_id = NEW.id AND is_active AND is_accepted IS NULL;
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER quotes_move BEFORE UPDATE ON quotes FOR EACH ROW
WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION quote_moves();

-- What was sent is a paper: its words and numbers stay. Its place follows a merge, its owner may
-- hand it over, and it is answered.
CREATE FUNCTION quote_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A quote that was sent does not change; revise it.'
        USING ERRCODE = '23514', CONSTRAINT = 'quotes_sent_stays';
END
$$;
CREATE TRIGGER quotes_paper BEFORE UPDATE ON quotes FOR EACH ROW
WHEN (OLD.status <> 'draft'
      AND (OLD.revision, OLD.revises_id, OLD.title, OLD.discount_percent, OLD.valid_until,
           OLD.terms, OLD.sent_at)
          IS DISTINCT FROM
          (NEW.revision, NEW.revises_id, NEW.title, NEW.discount_percent, NEW.valid_until,
           NEW.terms, NEW.sent_at)
      OR OLD.status NOT IN ('draft', 'sent')
      AND (OLD.answered_at, OLD.purchase_order, OLD.decline_reason)
          IS DISTINCT FROM
          (NEW.answered_at, NEW.purchase_order, NEW.decline_reason)
      OR OLD.number <> '' AND OLD.number IS DISTINCT FROM NEW.number)
EXECUTE FUNCTION quote_stays();

-- A quote has its number when the transaction that creates it ends.
CREATE FUNCTION quote_is_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM quotes WHERE id = NEW.id AND number = '') THEN
        RAISE EXCEPTION 'Quote % has no number.', NEW.id
            USING ERRCODE = '23514', CONSTRAINT = 'quotes_numbered';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER quotes_numbered AFTER INSERT ON quotes
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION quote_is_numbered();

-- A line takes its place from its quote, and changes while that is a draft; answered it is while
-- the quote waits for it.
CREATE FUNCTION quote_line_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place record;
BEGIN
    SELECT company_id, branch_id, status INTO place FROM quotes WHERE id = NEW.quote_id;
    NEW.company_id := place.company_id;
    NEW.branch_id := place.branch_id;
    IF place.status <> 'draft' THEN
        PERFORM quote_line_refused();
    END IF;
    NEW.is_sent := false;
    NEW.is_accepted := NULL;
    RETURN NEW;
END
$$;
CREATE FUNCTION quote_line_refused() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The lines of a quote that was sent do not change; revise it.'
        USING ERRCODE = '23514', CONSTRAINT = 'quotes_sent_stays';
END
$$;
CREATE FUNCTION quote_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    SELECT status INTO state FROM quotes WHERE id = OLD.quote_id;
    IF TG_OP = 'DELETE' THEN
        IF state <> 'draft' THEN  -- NULL: the quote itself has gone
            PERFORM quote_line_refused();
        END IF;
        RETURN OLD;
    END IF;
    IF state <> 'draft' AND (
        (OLD.quote_id, OLD.position, OLD.service_id, OLD.equipment_id, OLD.plan_id, OLD.description,
         OLD.quantity, OLD.unit, OLD.unit_price, OLD.tax_rate, OLD.is_active, OLD.is_sent)
        IS DISTINCT FROM
        (NEW.quote_id, NEW.position, NEW.service_id, NEW.equipment_id, NEW.plan_id, NEW.description,
         NEW.quantity, NEW.unit, NEW.unit_price, NEW.tax_rate, NEW.is_active, NEW.is_sent)
    ) OR state IS DISTINCT FROM 'sent' AND OLD.is_accepted IS DISTINCT FROM NEW.is_accepted THEN
        PERFORM quote_line_refused();
    END IF;
    IF OLD.quote_id IS DISTINCT FROM NEW.quote_id THEN
        RAISE EXCEPTION 'A line stays in its quote.'
            USING ERRCODE = '23514', CONSTRAINT = 'quote_lines_stay';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER quote_lines_place BEFORE INSERT ON quote_lines
FOR EACH ROW EXECUTE FUNCTION quote_line_takes_place();
CREATE TRIGGER quote_lines_paper BEFORE UPDATE OR DELETE ON quote_lines
FOR EACH ROW EXECUTE FUNCTION quote_line_stays();

-- undo
DROP TRIGGER quote_lines_paper ON quote_lines;
DROP TRIGGER quote_lines_place ON quote_lines;
DROP FUNCTION quote_line_stays();
DROP FUNCTION quote_line_refused();
DROP FUNCTION quote_line_takes_place();
DROP TRIGGER quotes_numbered ON quotes;
DROP FUNCTION quote_is_numbered();
DROP TRIGGER quotes_paper ON quotes;
DROP FUNCTION quote_stays();
DROP TRIGGER quotes_move ON quotes;
DROP FUNCTION quote_moves();
DROP TRIGGER branches_company_name_spreads ON branches;
DROP FUNCTION branch_company_name_spreads();
DROP TRIGGER quotes_company_name ON quotes;
DROP FUNCTION quote_takes_company_name();
DROP TRIGGER company_prices_version ON company_prices;
DROP TRIGGER quote_lines_version ON quote_lines;
DROP TRIGGER quotes_version ON quotes;
