"""What a request asks of the database, seen from inside, as realsync_web.

Reads requests as JSON from standard input and prints what each one asked. Its queries are all
statements but BEGIN, COMMIT, SAVEPOINT and the one that opens the scope.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django

from tests.bench.saving import beat_of, changed

REPEATS = 5
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]

ENCODED = "application/x-www-form-urlencoded"


@dataclass
class Recorder:
    queries: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(
        self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begun
            if not is_wrapping(sql):
                self.queries.append(sql)


def is_wrapping(sql: str) -> bool:
    """True for what surrounds a request's queries: savepoints, and the scope statement."""
    if sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")):
        return True
    return sql.startswith("SELECT set_config(")


def is_uncapped_count(sql: str) -> bool:
    upper = sql.upper()
    return "COUNT(" in upper and "LIMIT" not in upper


def examine(request: dict[str, Any]) -> dict[str, object]:
    runs = [recorded(request) for _ in range(REPEATS)]
    queries = runs[-1].queries
    return {
        "queries": len(queries),
        "database_ms": min(run.seconds for run in runs) * 1000,
        "uncapped_counts": sum(map(is_uncapped_count, queries)),
    }


def recorded(request: dict[str, Any]) -> Recorder:
    from django.db import connection
    from django.test import Client

    headers = {"host": "127.0.0.1", "cookie": request["cookie"]}
    if request["fragment"]:
        headers["hx-request"] = "true"
    client, path, recorder = Client(headers=headers), request["path"], Recorder()
    sent = _posted(client, request)
    with connection.execute_wrapper(recorder):
        if sent is None:
            client.get(path)
        else:
            client.post(path, sent, content_type=ENCODED)
    return recorder


def _posted(client: Any, request: dict[str, Any]) -> str | None:
    path = request["path"]
    if request["beats"]:
        told = client.post(path, beat_of(""), content_type=ENCODED)["RealSync-Live"]
        return beat_of(json.loads(told)["key"])
    if request["saves"]:
        return changed(client.get(path).content.decode(), path, request["saves"])
    return None


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    # Django warns of each record that is not found, as some lines want it.
    logging.disable(logging.WARNING)
    print(json.dumps([examine(request) for request in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
