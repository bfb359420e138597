-- Identity tables: what the login roles need to sign somebody in. They see no business row.
GRANT SELECT, UPDATE ON users TO realsync_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, cache_entries TO realsync_web;
GRANT SELECT ON users TO realsync_worker, realsync_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_emailaddress, account_emailconfirmation TO realsync_web;
-- guardian names the permission that a grant gives; rows of the release, nobody's data.
GRANT SELECT ON django_content_type, auth_permission
    TO realsync_web, realsync_worker, realsync_office, realsync_system;
-- /readyz compares the migrations that ran with those of the release.
GRANT SELECT ON django_migrations TO realsync_web, realsync_worker;

-- undo
REVOKE ALL ON django_content_type, auth_permission
    FROM realsync_web, realsync_worker, realsync_office, realsync_system;
REVOKE ALL ON django_migrations FROM realsync_web, realsync_worker;
REVOKE ALL ON account_emailaddress, account_emailconfirmation FROM realsync_web;
REVOKE ALL ON users FROM realsync_worker, realsync_system;
REVOKE ALL ON sessions, cache_entries FROM realsync_web;
REVOKE ALL ON users FROM realsync_web;
