-- Roles of the whole server, run by a superuser before the first migration: `make run`, docker/db, an operator.
-- Idempotent. Passwords are set by whoever starts the server, never here.
DO $roles$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'realsync_owner', 'realsync_web', 'realsync_worker',
        'realsync_office', 'realsync_onboarding', 'realsync_technician',
        'realsync_company', 'realsync_branch', 'realsync_system'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END
$roles$;

-- Login roles. The owner may make databases (tests do); none may bypass a policy.
ALTER ROLE realsync_owner WITH LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE realsync_web WITH LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE realsync_worker WITH LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

-- Scope roles, one per shape of scope.
ALTER ROLE realsync_office WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;
ALTER ROLE realsync_onboarding WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;
ALTER ROLE realsync_technician WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;
ALTER ROLE realsync_company WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;
ALTER ROLE realsync_branch WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;
ALTER ROLE realsync_system WITH NOLOGIN NOSUPERUSER NOBYPASSRLS;

-- INHERIT FALSE: without an open scope a login role sees nothing. The web can never become the system.
GRANT realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch
    TO realsync_web WITH INHERIT FALSE, SET TRUE, ADMIN FALSE;
GRANT realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch,
    realsync_system
    TO realsync_worker WITH INHERIT FALSE, SET TRUE, ADMIN FALSE;

-- On login roles, because SET ROLE ignores the settings of the role it takes.
ALTER ROLE realsync_web SET statement_timeout = '5s';
ALTER ROLE realsync_web SET lock_timeout = '3s';
ALTER ROLE realsync_web SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE realsync_web SET jit = off;
ALTER ROLE realsync_worker SET statement_timeout = '10min';
ALTER ROLE realsync_worker SET jit = off;
-- Work of a worker that was killed ends, so that its locks do.
ALTER ROLE realsync_worker SET client_connection_check_interval = '5s';
