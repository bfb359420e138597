"""Servers that exist and are named by the environment."""

import os
from urllib.parse import urlsplit, urlunsplit

DATABASE_NAMES = (
    "DATABASE_URL",
    "DATABASE_WORKER_URL",
    "DATABASE_DIRECT_URL",
    "DATABASE_OWNER_URL",
)


def given_environment() -> dict[str, str]:
    names = ("REDIS_URL", *(DATABASE_NAMES if os.environ.get("DATABASE_URL") else ()))
    found = {name: os.environ[name] for name in names if os.environ.get(name)}
    web = found.get("DATABASE_URL")
    if web:
        found.setdefault("DATABASE_DIRECT_URL", web)
        # The worker's login beside the web's, where only one password is kept for both.
        found.setdefault("DATABASE_WORKER_URL", _as_worker(web))
    return found


def _as_worker(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(
        parts._replace(netloc=parts.netloc.replace("realsync_web", "realsync_worker", 1))
    )
