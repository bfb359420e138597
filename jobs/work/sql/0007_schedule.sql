-- Absences, holidays, skills and calendar feeds: whoever they name has an account, versions move, and
-- nobody is away twice at one time. Also the index for whether somebody is away on a day. Used by
-- the schedule, and by every booking.
ALTER TABLE absences
    ADD CONSTRAINT absences_technician_known FOREIGN KEY (technician_id) REFERENCES users (id),
    ADD CONSTRAINT absences_once EXCLUDE USING gist
        (technician_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (is_active);
ALTER TABLE skills
    ADD CONSTRAINT skills_technician_known FOREIGN KEY (technician_id) REFERENCES users (id);
ALTER TABLE calendar_feeds
    ADD CONSTRAINT calendar_feeds_user_known FOREIGN KEY (user_id) REFERENCES users (id);

CREATE TRIGGER absences_version BEFORE UPDATE ON absences FOR EACH ROW
WHEN ((OLD.technician_id, OLD.first_on, OLD.last_on, OLD.kind, OLD.note, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.technician_id, NEW.first_on, NEW.last_on, NEW.kind, NEW.note, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
CREATE TRIGGER holidays_version BEFORE UPDATE ON holidays FOR EACH ROW
WHEN ((OLD.held_on, OLD.region, OLD.name, OLD.is_active, OLD.version)
      IS DISTINCT FROM (NEW.held_on, NEW.region, NEW.name, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- undo
DROP TRIGGER holidays_version ON holidays;
DROP TRIGGER absences_version ON absences;
ALTER TABLE calendar_feeds DROP CONSTRAINT calendar_feeds_user_known;
ALTER TABLE skills DROP CONSTRAINT skills_technician_known;
ALTER TABLE absences DROP CONSTRAINT absences_once, DROP CONSTRAINT absences_technician_known;
