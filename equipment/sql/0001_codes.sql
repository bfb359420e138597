-- The defaults of services.code and equipment.code draw from these.
CREATE SEQUENCE service_codes;
CREATE SEQUENCE equipment_codes;

-- undo
DROP SEQUENCE service_codes;
DROP SEQUENCE equipment_codes;
