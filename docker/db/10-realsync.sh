#!/bin/bash
# Run once by the postgres image, on an empty volume: roles, their passwords, the database, and what
# counts its statements.
set -eu
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --quiet --file /realsync/roles.sql
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --quiet <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv web WEB_PASSWORD
\getenv worker WORKER_PASSWORD
ALTER ROLE realsync_owner PASSWORD :'owner';
ALTER ROLE realsync_web PASSWORD :'web';
ALTER ROLE realsync_worker PASSWORD :'worker';
CREATE DATABASE realsync OWNER realsync_owner;
SQL
psql --username "$POSTGRES_USER" --dbname realsync --set ON_ERROR_STOP=1 --quiet --file /realsync/statistics.sql
