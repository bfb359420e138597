"""What is compared to find out whether a record moved: its version and the token of its lock."""

from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from realsync.live.gate import Topic, may_watch

CHANNEL = "live"
STATES = "SELECT entity_type, entity_id, version, token FROM live_versions(%s, %s)"
KNOCK = "SELECT pg_notify(%s, %s)"


class State(NamedTuple):
    version: int
    token: int  # 0: nobody edits


# Of a record that is not there any more.
GONE = State(0, 0)


# These three run in a thread of Django's, as a request does.


def look(session_key: str, topic: Topic) -> State | None:
    """How the record stands; None where this session may not watch it."""
    close_old_connections()
    try:
        return _state_of(topic) if may_watch(session_key, topic) else None
    finally:
        close_old_connections()


def still_may(session_key: str, topic: Topic) -> bool:
    close_old_connections()
    try:
        return may_watch(session_key, topic)
    finally:
        close_old_connections()


def knock(word: str) -> None:
    """Say a word on the channel, from another connection than the one that listens."""
    close_old_connections()
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(KNOCK, [CHANNEL, word])
    finally:
        close_old_connections()


def _state_of(topic: Topic) -> State:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(STATES, [[topic.entity], [topic.pk]])
        row = cursor.fetchone()
    return State(row[2], row[3]) if row else GONE
