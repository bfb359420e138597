-- Names of people for the staff's pages: authors, colleagues to mention, who changed what.
-- The view is its owner's, so that nobody in a scope needs a right on users and its secrets.
CREATE VIEW people AS SELECT id, name, email, role, is_active FROM users;
GRANT SELECT ON people TO realsync_office, realsync_onboarding, realsync_technician, realsync_system;

-- undo
DROP VIEW people;
