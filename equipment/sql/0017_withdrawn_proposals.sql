-- A client withdraws a proposal: the system does it, as what follows from their asking.
GRANT UPDATE (state, settled_at) ON proposals TO realsync_system;
CREATE POLICY system_withdraws ON proposals FOR UPDATE TO realsync_system USING (true);

-- undo
DROP POLICY system_withdraws ON proposals;
REVOKE UPDATE (state, settled_at) ON proposals FROM realsync_system;
