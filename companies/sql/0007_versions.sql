-- Versions of companies and branches, which may now say what they were merged into; of notes
-- and documents. Fires for every writer.
DROP TRIGGER companies_version ON companies;
CREATE TRIGGER companies_version BEFORE UPDATE ON companies FOR EACH ROW
WHEN ((OLD.code, OLD.name, OLD.trading_name, OLD.tax_number, OLD.billing_address, OLD.home_region,
       OLD.default_interval_count, OLD.default_interval_unit, OLD.payment_terms_days, OLD.tags,
       OLD.merged_into_id, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.name, NEW.trading_name, NEW.tax_number, NEW.billing_address, NEW.home_region,
       NEW.default_interval_count, NEW.default_interval_unit, NEW.payment_terms_days, NEW.tags,
       NEW.merged_into_id, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

DROP TRIGGER branches_version ON branches;
CREATE TRIGGER branches_version BEFORE UPDATE ON branches FOR EACH ROW
WHEN ((OLD.company_id, OLD.code, OLD.name, OLD.address, OLD.city, OLD.postal_code, OLD.country,
       OLD.latitude, OLD.longitude, OLD.region, OLD.opening_hours, OLD.site_requirements,
       OLD.merged_into_id, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.code, NEW.name, NEW.address, NEW.city, NEW.postal_code, NEW.country,
       NEW.latitude, NEW.longitude, NEW.region, NEW.opening_hours, NEW.site_requirements,
       NEW.merged_into_id, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER notes_version BEFORE UPDATE ON notes FOR EACH ROW
WHEN ((OLD.entity_type, OLD.entity_id, OLD.audience, OLD.kind, OLD.text, OLD.is_pinned,
       OLD.author_id, OLD.mentions, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.entity_type, NEW.entity_id, NEW.audience, NEW.kind, NEW.text, NEW.is_pinned,
       NEW.author_id, NEW.mentions, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER documents_version BEFORE UPDATE ON documents FOR EACH ROW
WHEN ((OLD.entity_type, OLD.entity_id, OLD.audience, OLD.title, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.entity_type, NEW.entity_id, NEW.audience, NEW.title, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- undo
DROP TRIGGER documents_version ON documents;
DROP TRIGGER notes_version ON notes;
DROP TRIGGER branches_version ON branches;
CREATE TRIGGER branches_version BEFORE UPDATE ON branches FOR EACH ROW
WHEN ((OLD.company_id, OLD.code, OLD.name, OLD.address, OLD.city, OLD.postal_code, OLD.country,
       OLD.latitude, OLD.longitude, OLD.region, OLD.opening_hours, OLD.site_requirements,
       OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.code, NEW.name, NEW.address, NEW.city, NEW.postal_code, NEW.country,
       NEW.latitude, NEW.longitude, NEW.region, NEW.opening_hours, NEW.site_requirements,
       NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
DROP TRIGGER companies_version ON companies;
CREATE TRIGGER companies_version BEFORE UPDATE ON companies FOR EACH ROW
WHEN ((OLD.code, OLD.name, OLD.trading_name, OLD.tax_number, OLD.billing_address, OLD.home_region,
       OLD.default_interval_count, OLD.default_interval_unit, OLD.payment_terms_days, OLD.tags,
       OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.name, NEW.trading_name, NEW.tax_number, NEW.billing_address, NEW.home_region,
       NEW.default_interval_count, NEW.default_interval_unit, NEW.payment_terms_days, NEW.tags,
       NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
