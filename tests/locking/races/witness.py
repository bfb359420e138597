"""Who saved while somebody else held the lock, judged by what the triggers of witness.sql saw."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

FORWARD, UNDO = (Path(__file__).parent / "witness.sql").read_text().split("\n-- undo\n")

# A lock is held from the commit that gave its token until the commit of the next event of its
# record that is no extension, or until it expired; a save stands from its commit. Where the
# server keeps no times of commits (`make test`), the times of the statements must do.
JUDGED = """
WITH events AS (
    SELECT *, {commit} AS committed FROM witness_locks
), tenures AS (
    SELECT entity_type, entity_id, token, min(id) AS id, min(committed) AS since,
           (array_agg(expires_at ORDER BY id DESC))[1] AS expires_at,
           min(committed) FILTER (WHERE op = 'DELETE') AS released
    FROM events GROUP BY entity_type, entity_id, token
), held AS (
    SELECT *, LEAST(expires_at, released,
                    lead(since) OVER (PARTITION BY entity_type, entity_id ORDER BY id)) AS until
    FROM tenures
)
SELECT count(*) FROM (SELECT *, {commit} AS committed FROM witness_saves) AS s
WHERE EXISTS (
    SELECT FROM held h
    WHERE h.entity_type = s.entity_type AND h.entity_id = s.entity_id
      AND h.token IS DISTINCT FROM s.token
      AND h.since < s.committed AND s.committed < h.until
)
"""


@contextmanager
def watching() -> Iterator[None]:
    _run(FORWARD)
    try:
        yield
    finally:
        _run(UNDO)


def saves_past_a_holder() -> int:
    """Saves that came to stand while another edit session held the record."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        kept = cursor.fetchone() == ("on",)
        commit = "pg_xact_commit_timestamp(xid::xid)" if kept else "at"
        cursor.execute(JUDGED.format(commit=commit))
        return int(cursor.fetchone()[0])


def _run(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
