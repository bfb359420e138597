"""A number for each request, so that all entries of the log that it wrote are found together."""

from collections.abc import Callable
from contextvars import ContextVar
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponseBase

_current: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def request_id() -> UUID | None:
    """That of the request which is being answered; None outside of one."""
    return _current.get()


def number_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def run(request: HttpRequest) -> HttpResponseBase:
        token = _current.set(uuid4())
        try:
            return get_response(request)
        finally:
            _current.reset(token)

    return run
