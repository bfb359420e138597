"""What would fail later with a traceback is said now, in one sentence."""

import socket
import time
from urllib.parse import urlsplit

import psycopg
import redis

from realsync.embedded.given import DATABASE_NAMES, given_environment
from realsync.embedded.problems import Problem

PATIENCE_SECONDS = 5


def port_is_free(host: str, port: int, *, patience: float) -> None:
    """Waits `patience` seconds for whoever is about to leave it."""
    deadline = time.monotonic() + patience
    while (error := _taken(host, port)) and time.monotonic() < deadline:
        time.sleep(0.1)
    if error:
        raise Problem(
            f"Port {port} cannot be used ({error.strerror}): "
            "stop what runs there, or choose another one with PORT=…"
        ) from error


def _taken(host: str, port: int) -> OSError | None:
    try:
        with socket.create_server((host, port)):
            return None
    except OSError as error:
        return error


def given_servers_answer() -> None:
    given = given_environment()
    for name in DATABASE_NAMES:
        if name in given:
            _database_answers(name, given[name])
    if "DATABASE_URL" in given and "DATABASE_OWNER_URL" not in given:
        raise Problem(
            "DATABASE_URL is given, so DATABASE_OWNER_URL must be given, too: "
            "only the owner of the tables may migrate them."
        )
    if "REDIS_URL" in given:
        _redis_answers(given["REDIS_URL"])


def _database_answers(name: str, url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=PATIENCE_SECONDS).close()
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".")
        raise Problem(f"{name} cannot be reached at {_place(url)}: {reason}.") from error


def _redis_answers(url: str) -> None:
    try:
        with redis.Redis.from_url(url, socket_timeout=PATIENCE_SECONDS, retry=None) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise Problem(f"REDIS_URL cannot be reached at {_place(url)}: {error}.") from error


def _place(url: str) -> str:
    """Host and port, without the password."""
    return urlsplit(url).netloc.rpartition("@")[2] or "an address that names no host"
