"""`@reads` and `@writes`: how a view reaches the database."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from psycopg.pq import TransactionStatus

from realsync.db.scope import open_scope, scope_of

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
READING = ("GET", "HEAD")


class DoomedTransaction(RuntimeError):
    """A view swallowed a database error: PostgreSQL would turn its COMMIT into a ROLLBACK."""


def reads(view: View[P]) -> View[P]:
    """Run the view, and render its answer, in a read-only transaction in the person's scope."""
    return _in_scope(view, read_only=True)


def writes(view: View[P]) -> View[P]:
    """Run the view, and render its answer, in one transaction in the person's scope.

    It is rolled back when the view raises or answers with a status of 400 or above.
    """
    return _in_scope(view, read_only=False)


def unscoped(view: View[P]) -> View[P]:
    """Run the view as the login role, which sees no business row at all."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    run.reaches_database = "unscoped"  # type: ignore[attr-defined]
    return run


def _in_scope(view: View[P], *, read_only: bool) -> View[P]:
    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if read_only and request.method not in READING:
            return HttpResponseNotAllowed(READING)
        with open_scope(scope_of(request.user), read_only=read_only):  # type: ignore[arg-type]
            response = view(request, *args, **kwargs)
            _render_inside(response)
            _refuse_doomed()
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    run.reaches_database = "reads" if read_only else "writes"  # type: ignore[attr-defined]
    return run


def _render_inside(response: HttpResponseBase) -> None:
    """A TemplateResponse would otherwise render after COMMIT, outside the scope."""
    if isinstance(response, StreamingHttpResponse):
        raise TypeError("Nothing streams inside a scoped transaction.")
    render = getattr(response, "render", None)
    if callable(render):
        render()


def _refuse_doomed() -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    status = connection.connection.info.transaction_status
    if connection.needs_rollback or status == TransactionStatus.INERROR:
        raise DoomedTransaction("A database error was swallowed; nothing was saved.")
