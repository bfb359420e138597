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
            return response

        return get_response

    def _wait(self, when: str, request: HttpRequest) -> None:
        key = (when, f"{request.method} {request.path}")
        gate = self._gates.get(key) if key in self._held else self._gates.pop(key, None)
        if gate:
            gate.wait(LONGEST_SECONDS)
