"""The server as one browser sees it: what was asked of it, and answers that take their time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase

LONGEST_SECONDS = 20


class Server:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        # What answers at an address say instead; None: nothing.
        self.statuses: dict[str, int] = {}
        self.headers: dict[str, dict[str, str | None]] = {}
        self._gates: dict[tuple[str, str], Event] = {}
        self._held: set[tuple[str, str]] = set()
        patch.setattr(BaseHandler, "get_response", self._answering(BaseHandler.get_response))

    def times(self, path: str) -> int:
        return sum(each == f"GET {path}" for each in self.asked)

    @contextmanager
    def held(self, asked: str, *, answered: bool = False, every: bool = False) -> Iterator[None]:
        """The next `GET /path/`, or each, waits: before it is read, or, `answered`, on its way."""
        key = ("after" if answered else "before", asked)
        gate = self._gates[key] = Event()
        if every:
            self._held.add(key)
        try:
            yield
        finally:
            gate.set()
            self._held.discard(key)

    def _answering(
        self, answer: Callable[[BaseHandler, HttpRequest], HttpResponseBase]
    ) -> Callable[[BaseHandler, HttpRequest], HttpResponseBase]:
        def get_response(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
            self.asked.append(f"{request.method} {request.path}")
            self._wait("before", request)
            response = answer(handler, request)
            self._wait("after", request)
            self._alter(request.path, response)
            return response

        return get_response

    def _alter(self, path: str, response: HttpResponseBase) -> None:
        response.status_code = self.statuses.get(path, response.status_code)
        for name, value in self.headers.get(path, {}).items():
            if value is None:
                del response[name]
            else:
                response[name] = value

    def _wait(self, when: str, request: HttpRequest) -> None:
        key = (when, f"{request.method} {request.path}")
        gate = self._gates.get(key) if key in self._held else self._gates.pop(key, None)
        if gate:
            gate.wait(LONGEST_SECONDS)
