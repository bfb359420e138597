-- Versions of companies, branches and contacts; copies of a company's name. Fires for every writer.
CREATE TRIGGER companies_version BEFORE UPDATE ON companies FOR EACH ROW
WHEN ((OLD.code, OLD.name, OLD.trading_name, OLD.tax_number, OLD.billing_address, OLD.home_region,
       OLD.default_interval_count, OLD.default_interval_unit, OLD.payment_terms_days, OLD.tags,
       OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.name, NEW.trading_name, NEW.tax_number, NEW.billing_address, NEW.home_region,
       NEW.default_interval_count, NEW.default_interval_unit, NEW.payment_terms_days, NEW.tags,
       NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER branches_version BEFORE UPDATE ON branches FOR EACH ROW
WHEN ((OLD.company_id, OLD.code, OLD.name, OLD.address, OLD.city, OLD.postal_code, OLD.country,
       OLD.latitude, OLD.longitude, OLD.region, OLD.opening_hours, OLD.site_requirements,
       OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.code, NEW.name, NEW.address, NEW.city, NEW.postal_code, NEW.country,
       NEW.latitude, NEW.longitude, NEW.region, NEW.opening_hours, NEW.site_requirements,
       NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER contacts_version BEFORE UPDATE ON contacts FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id, OLD.name, OLD.job_title, OLD.email, OLD.phone, OLD.purposes,
       OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.branch_id, NEW.name, NEW.job_title, NEW.email, NEW.phone, NEW.purposes,
       NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- Nobody writes the copy of the name: it is read from the company.
CREATE FUNCTION branch_takes_company_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT name INTO NEW.company_name FROM companies WHERE id = NEW.company_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER branches_company_name BEFORE INSERT OR UPDATE OF company_id, company_name ON branches
FOR EACH ROW EXECUTE FUNCTION branch_takes_company_name();

-- SECURITY DEFINER: whoever may rename a company may not write grants, yet their copies
-- of the name must follow. It writes nothing but that name.
CREATE FUNCTION company_name_spreads() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE branches SET company_name = NEW.name WHERE company_id = NEW.id;
    UPDATE company_grants SET company_name = NEW.name WHERE content_object_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER companies_name_spreads AFTER UPDATE OF name ON companies FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION company_name_spreads();

CREATE FUNCTION company_grant_takes_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT name INTO NEW.company_name FROM companies WHERE id = NEW.content_object_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER company_grants_name BEFORE INSERT OR UPDATE ON company_grants
FOR EACH ROW EXECUTE FUNCTION company_grant_takes_name();

CREATE FUNCTION branch_grant_takes_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id INTO NEW.company_id FROM branches WHERE id = NEW.content_object_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER branch_grants_company BEFORE INSERT OR UPDATE ON branch_grants
FOR EACH ROW EXECUTE FUNCTION branch_grant_takes_company();

-- undo
DROP TRIGGER branch_grants_company ON branch_grants;
DROP FUNCTION branch_grant_takes_company();
DROP TRIGGER company_grants_name ON company_grants;
DROP FUNCTION company_grant_takes_name();
DROP TRIGGER companies_name_spreads ON companies;
DROP FUNCTION company_name_spreads();
DROP TRIGGER branches_company_name ON branches;
DROP FUNCTION branch_takes_company_name();
DROP TRIGGER contacts_version ON contacts;
DROP TRIGGER branches_version ON branches;
DROP TRIGGER companies_version ON companies;
