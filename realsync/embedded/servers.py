"""PostgreSQL and Redis for as long as somebody uses them: those of this folder, or given ones."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from realsync.embedded import database, folder, postgres, redis_server
from realsync.embedded.given import given_environment
from realsync.embedded.ledger import Ledger
from realsync.embedded.locks import Shared, alone
from realsync.embedded.problems import Problem


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
    turn = home / "starting.lock"
    with alone(turn):
        users = Shared(home / "users.lock")
    try:
        with alone(turn):
            servers = _start(home)
        yield servers
    finally:
        with alone(turn):
            if users.leave():
                stop(home)


def _start(home: Path) -> Servers:
    cluster = cache = None
    if not os.environ.get("DATABASE_URL"):
        cluster = postgres.start(postgres.at(home, Ledger.of(home)))
        database.prepare(cluster)
    if not os.environ.get("REDIS_URL"):
        cache = redis_server.start(redis_server.at(home, Ledger.of(home)))
    return Servers(cluster, cache)


def stop(home: Path) -> None:
    ledger = Ledger.of(home)
    redis_server.stop(redis_server.at(home, ledger))
    postgres.stop(postgres.at(home, ledger))


def start_again_what_died(servers: Servers) -> list[str]:
    """The names of those that had died. Raises Problem if one cannot have its old port again."""
    died = []
    if servers.postgres and servers.postgres.pid() is None:
        _same_port(servers.postgres.ledger, postgres.start(servers.postgres).ledger)
        died.append("PostgreSQL")
    if servers.redis and servers.redis.process() is None:
        _same_port(servers.redis.ledger, redis_server.start(servers.redis).ledger)
        died.append("Redis")
    return died


def _same_port(before: Ledger, after: Ledger) -> None:
    if before != after:
        raise Problem("Another program took the port of a server that stopped: start again.")
