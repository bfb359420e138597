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
from realsync.freshness.answers import Answer, making
from realsync.freshness.times import Freshness

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
READING = ("GET", "HEAD")


class DoomedTransaction(RuntimeError):
    """A view swallowed a database error: PostgreSQL would turn its COMMIT into a ROLLBACK."""


def reads(
    policy: Freshness, *names: str, counted_by: tuple[str, ...] = ()
) -> Callable[[View[P]], View[P]]:
    """Run the view, and render its answer, in a read-only transaction in the person's scope.

    `names` say what the answer is made of, so that a browser may keep it until one of them is
    written: `branch` for all that the table holds, `company:{pk}` for the record of the address.
    `counted_by`: those that alone change how many rows its list has.
    An answer that the browser has already is not even made.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in READING:
                return HttpResponseNotAllowed(READING)
            scope = scope_of(request.user)  # type: ignore[arg-type]
            tags = tuple(name.format(**kwargs) for name in names)
            bare = [tag.partition(":")[0] for tag in tags]
            opened = open_scope(scope, read_only=True, names=bare, counted_by=counted_by)
            with opened as marks:
                answer = Answer(request, policy, tags, scope.key, marks)
                response = answer.unchanged()
                if response is None:
                    with making(answer):
                        response = _answer_inside(view(request, *args, **kwargs))
                    answer.told(response)
            return response

        run.reaches_database = "reads"  # type: ignore[attr-defined]
        run.policy, run.names = policy, names  # type: ignore[attr-defined]
        return run

    return decorate


def writes(view: View[P]) -> View[P]:
    """Run the view, and render its answer, in one transaction in the person's scope.

    It is rolled back when the view raises or answers with a status of 400 or above.
    """

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with open_scope(scope_of(request.user)):  # type: ignore[arg-type]
            return _answer_inside(view(request, *args, **kwargs))

    run.reaches_database = "writes"  # type: ignore[attr-defined]
    return run


def unscoped(view: View[P]) -> View[P]:
    """Run the view as the login role, which sees no business row at all."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    run.reaches_database = "unscoped"  # type: ignore[attr-defined]
    return run


def _answer_inside(response: HttpResponseBase) -> HttpResponseBase:
    _render_inside(response)
    _refuse_doomed()
    if response.status_code >= 400:
        transaction.set_rollback(True)
    return response


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
