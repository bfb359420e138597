-- The office withdraws a notice, and says why. Nothing else of it changes once it is published.
GRANT UPDATE (withdrawn_at, withdrawn_for) ON notices TO realsync_office;

-- undo
REVOKE UPDATE (withdrawn_at, withdrawn_for) ON notices FROM realsync_office;
