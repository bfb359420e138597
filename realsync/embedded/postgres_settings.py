"""How the embedded PostgreSQL is set up, said on its command line."""

import os

from realsync.embedded.ledger import LOCAL, Ledger

# Beside these, three connections stay reserved for the superuser.
CONNECTIONS = 60
TEST_CONNECTIONS = 200
RESERVED = 3

SETTINGS = {
    "listen_addresses": LOCAL,
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What takes longest, for /ops/ (realsync/db/sql/statistics.sql).
    "shared_preload_libraries": "pg_stat_statements",
    "password_encryption": "scram-sha-256",
}
# A crash of the machine may cost the data: for tests only.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def arguments(ledger: Ledger) -> list[str]:
    settings = SETTINGS | {"port": str(ledger.postgres_port)}
    connections = CONNECTIONS
    if os.environ.get("REALSYNC_FAST_TESTS"):
        settings |= FAST
        connections = TEST_CONNECTIONS
    settings["max_connections"] = str(connections + RESERVED)
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
