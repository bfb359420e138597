-- Used by realsync.watch and /ops/: nothing here is about a company, so rights are enough. Login roles
-- write outside any scope: an error is noted after its transaction is gone, a sign of life in none.
GRANT SELECT, INSERT, UPDATE ON signs_of_life TO realsync_worker;
GRANT SELECT ON signs_of_life TO realsync_web, realsync_office, realsync_system;
GRANT SELECT, INSERT, DELETE ON operations_samples TO realsync_system;
GRANT SELECT ON operations_samples TO realsync_office;
GRANT SELECT, INSERT, UPDATE ON failures TO realsync_web, realsync_worker;
GRANT SELECT, DELETE ON failures TO realsync_system;
GRANT SELECT ON failures TO realsync_office;
-- The office raises as well: that the worker is silent is noticed by the web.
GRANT SELECT, INSERT ON alerts TO realsync_office;
GRANT SELECT, INSERT, DELETE ON alerts TO realsync_system;

-- Used by failures that are counted again, many times a second where something is wrong.
ALTER TABLE failures SET (fillfactor = 70);

-- undo
REVOKE ALL ON alerts FROM realsync_office, realsync_system;
REVOKE ALL ON failures FROM realsync_web, realsync_worker, realsync_office, realsync_system;
REVOKE ALL ON operations_samples FROM realsync_office, realsync_system;
REVOKE ALL ON signs_of_life FROM realsync_web, realsync_worker, realsync_office, realsync_system;
