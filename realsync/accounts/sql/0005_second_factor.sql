-- Second factors, invitations and the rules about administrators. Identity tables: the web's login
-- role signs people in with them; no scope role and no worker reads a secret.
GRANT INSERT ON users TO realsync_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator, invitations TO realsync_web;

-- Found by any part of a name or address. Inlined by the planner, hence the index is found.
CREATE FUNCTION user_text(name text, email text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT name || ' ' || email $$;
CREATE INDEX idx_users_text ON users USING gin (user_text(name, email) gin_trgm_ops);
COMMENT ON INDEX idx_users_text IS 'UserQuerySet.matching';

-- Each request asks whether its person has a second factor: the answer rides along with the user.
CREATE FUNCTION note_second_factor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
    UPDATE users SET has_second_factor = EXISTS (
        SELECT FROM mfa_authenticator WHERE user_id = person AND type IN ('totp', 'webauthn')
    ) WHERE id = person;
    RETURN NULL;
END
$$;
CREATE TRIGGER mfa_authenticator_noted AFTER INSERT OR DELETE ON mfa_authenticator
FOR EACH ROW EXECUTE FUNCTION note_second_factor();

-- Somebody must be able to let people in. An administrator who never chose a password cannot.
-- Two who deactivate each other take turns: the lock makes the second one count anew.
CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('users.last_admin'));
    IF NOT EXISTS (
        SELECT FROM users WHERE role = 'admin' AND is_active AND password NOT LIKE '!%' AND id <> OLD.id
    ) THEN
        RAISE EXCEPTION 'The last active administrator stays.'
            USING ERRCODE = '23514', CONSTRAINT = 'users_last_admin', TABLE = 'users';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER users_last_admin_changes BEFORE UPDATE OF role, is_active ON users FOR EACH ROW
WHEN (OLD.role = 'admin' AND OLD.is_active AND OLD.password NOT LIKE '!%'
      AND (NEW.role <> 'admin' OR NOT NEW.is_active))
EXECUTE FUNCTION keep_an_administrator();
CREATE TRIGGER users_last_admin_goes BEFORE DELETE ON users FOR EACH ROW
WHEN (OLD.role = 'admin' AND OLD.is_active AND OLD.password NOT LIKE '!%')
EXECUTE FUNCTION keep_an_administrator();

-- undo
DROP TRIGGER users_last_admin_goes ON users;
DROP TRIGGER users_last_admin_changes ON users;
DROP FUNCTION keep_an_administrator();
DROP TRIGGER mfa_authenticator_noted ON mfa_authenticator;
DROP FUNCTION note_second_factor();
DROP INDEX idx_users_text;
DROP FUNCTION user_text(text, text);
REVOKE ALL ON mfa_authenticator, invitations FROM realsync_web;
REVOKE INSERT ON users FROM realsync_web;
