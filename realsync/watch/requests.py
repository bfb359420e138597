"""Each request leaves its duration in the counts and one line in the log, which names nobody: the
person by number, the page by the name of its view, never by its address."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponseBase

from realsync.watch import counters

METHODS = frozenset({"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
# In the scope of the front: when the request had arrived whole. It may have waited for a thread.
ARRIVED = "realsync.arrived"
log = logging.getLogger("realsync.requests")


class Statements:
    """A wrapper of statements that counts them."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += perf_counter() - began


def watch_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def run(request: HttpRequest) -> HttpResponseBase:
        began = request.META.get("asgi.scope", {}).get(ARRIVED) or perf_counter()
        statements = Statements()
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(statements):
            response = get_response(request)
        _note(request, response.status_code, perf_counter() - began, statements)
        return response

    return run


def _note(request: HttpRequest, status: int, seconds: float, statements: Statements) -> None:
    view = view_of(request)
    method = request.method if request.method in METHODS else "other"
    counters.REQUESTS.labels(view, method).observe(seconds)
    counters.ANSWERS.labels(status).inc()
    counters.STATEMENTS.inc(statements.count)
    counters.STATEMENT_SECONDS.inc(statements.seconds)
    counters.still_counting()
    facts = {
        "person": getattr(request, "person_id", None),
        "view": view,
        "method": method,
        "status": status,
        "ms": round(1000 * seconds, 1),
        "sql": statements.count,
        "sql_ms": round(1000 * statements.seconds, 1),
    }
    log.info("request", extra={"facts": facts})


def view_of(request: HttpRequest) -> str:
    if request.resolver_match:
        return request.resolver_match.view_name or request.resolver_match._func_path
    return "static" if request.path.startswith(settings.STATIC_URL) else "unknown"
