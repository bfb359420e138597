"""What each process is told. The owner's address goes to commands, never to a server."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from realsync.embedded.dev.leftovers import marked
from realsync.embedded.folder import var
from realsync.embedded.problems import Problem
from realsync.embedded.servers import Servers

SCALES = ("small", "full")
FOR_COMMANDS_ONLY = ("DATABASE_OWNER_URL", "DATABASE_WORKER_URL")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
FOR_WEB_ONLY = "DATABASE_DIRECT_URL"


def for_commands(servers: Servers) -> dict[str, str]:
    """Of our own making; an environment for a process is this upon os.environ."""
    return servers.environment() | {
        "REALSYNC_VAR": str(var()),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _secret_key(),
        "BIND": host(),
        "PORT": str(port()),
    }


def for_command(ours: dict[str, str]) -> dict[str, str]:
    return os.environ | ours | marked()


def for_web(ours: dict[str, str]) -> dict[str, str]:
    return _for_server(ours | {"PGAPPNAME": "realsync-web"}, FOR_COMMANDS_ONLY)


def for_worker(ours: dict[str, str]) -> dict[str, str]:
    own = {"DATABASE_URL": ours["DATABASE_WORKER_URL"], "PGAPPNAME": "realsync-worker"}
    return _for_server(ours | own, (*FOR_COMMANDS_ONLY, FOR_WEB_ONLY))


def counts() -> Path:
    """Where web, worker and beat count together (realsync.watch.counters): in memory, where there
    is some, for a disk that is full would end whoever counts on it."""
    if not MEMORY.is_dir():
        return var() / "counts"
    return MEMORY / f"realsync-{sha256(str(var()).encode()).hexdigest()[:16]}"


def _for_server(ours: dict[str, str], withheld: tuple[str, ...]) -> dict[str, str]:
    told = os.environ | ours | marked() | {"PROMETHEUS_MULTIPROC_DIR": str(counts())}
    return {name: value for name, value in told.items() if name not in withheld}


def host() -> str:
    return os.environ.get("BIND") or "127.0.0.1"


def port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Problem(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def scale() -> str:
    given = os.environ.get("SCALE") or SCALES[0]
    if given not in SCALES:
        raise Problem(f"SCALE must be one of {', '.join(SCALES)}, not {given!r}.")
    return given


def address() -> str:
    shown = "127.0.0.1" if host() in ("0.0.0.0", "::") else host()  # noqa: S104 - compared, not bound
    return f"http://{shown}:{port()}/"


def _secret_key() -> str:
    """Kept, so that a restart signs nobody out."""
    path = var() / "secret_key"
    if not path.exists() or not path.read_text():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
