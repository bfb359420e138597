"""PostgreSQL and Redis for as long as somebody uses them: those of this folder, or given ones."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from realsync.embedded import database, folder, postgres, redis_server
from realsync.embedded.given import given_environment
from realsync.embedded.ledger import Ledger
from realsync.embedded.locks import Shared, alone


@dataclass(frozen=True)
class Servers:
    """None for a server whose address was given."""

    postgres: postgres.Postgres | None
    redis: redis_server.Redis | None

    def environment(self) -> dict[str, str]:
        found = given_environment()
        if self.postgres:
            found |= {
                "DATABASE_URL": self.postgres.url("realsync_web"),
                "DATABASE_WORKER_URL": self.postgres.url("realsync_worker"),
                "DATABASE_DIRECT_URL": self.postgres.url("realsync_web"),
                "DATABASE_OWNER_URL": self.postgres.url("realsync_owner"),
            }
        if self.redis:
            found["REDIS_URL"] = self.redis.url()
        return found


@contextmanager
def running() -> Iterator[Servers]:
    """Starts what does not run; the last user of this folder's servers stops them."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield Servers(None, None)
        return
    home = folder.servers_home()
    with alone(home / "starting.lock"):
        users = Shared(home / "users.lock")
        servers = start()
    try:
        yield servers
    finally:
        with alone(home / "starting.lock"):
            if users.leave():
                stop(servers)


def start() -> Servers:
    home = folder.servers_home()
    cluster = cache = None
    if not os.environ.get("DATABASE_URL"):
        cluster = postgres.start(postgres.at(home, Ledger.of(home)))
        database.prepare(cluster)
    if not os.environ.get("REDIS_URL"):
        cache = redis_server.start(redis_server.at(home, Ledger.of(home)))
    return Servers(cluster, cache)


def stop(servers: Servers) -> None:
    if servers.redis:
        redis_server.stop(servers.redis)
    if servers.postgres:
        postgres.stop(servers.postgres)
