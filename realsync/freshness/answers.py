"""What an answer says of itself: how long it is fresh, what it was made of, and its fingerprint,
which is known before anything is rendered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from realsync.freshness.marks import Marks
from realsync.freshness.release import release
from realsync.freshness.times import Freshness

NO_STORE = "no-store"
# What pages show that is neither in the database nor in their address.
COOKIES = ("theme",)
# Of the last transaction in which this browser wrote.
WROTE = "realsync_wrote"
TOKEN = b"csrfmiddlewaretoken"


@dataclass
class Answer:
    """One to `request`, made of `tags`; `marks` are the fingerprint of what these let one read."""

    request: HttpRequest
    policy: Freshness
    tags: tuple[str, ...]
    scope_key: str
    marks: Marks
    # Of its oldest part.
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = self.marks.total

    @property
    def wrote(self) -> int:
        """The last transaction in which this browser wrote."""
        last = self.request.COOKIES.get(WROTE, "")
        return int(last) if last.isdecimal() and last.isascii() else 0

    def shows_only(self, rows: dict[str, int]) -> None:
        self.tags = tuple(f"{tag}:{rows[tag]}" if tag in rows else tag for tag in self.tags)

    def was_made_of(self, marks: Marks) -> None:
        """Some of it was read earlier: as a whole it is no newer than that."""
        self.total = min(self.total, marks.total)

    @property
    def etag(self) -> str:
        request, now = self.request, timezone.localtime()
        shown = [
            release(),
            request.get_full_path(),
            [request.COOKIES.get(name) for name in COOKIES],
            self.scope_key,
            getattr(request.user, "shown", ""),
            self.total,
            f"{now:%Y-%m-%d %H:%M}" if self.policy.tells_minutes else f"{now:%Y-%m-%d %H}",
        ]
        return f'W/"{sha256(repr(shown).encode()).hexdigest()[:32]}"'

    def unchanged(self) -> HttpResponseBase | None:
        """304, where the browser has this answer already."""
        if not self.policy.keeps or len(get_messages(self.request)):
            return None
        if self.request.headers.get("If-None-Match") != self.etag:
            return None
        return self._named(HttpResponse(status=HTTPStatus.NOT_MODIFIED))

    def told(self, response: HttpResponseBase) -> None:
        """Says on `response` what a browser may do with it."""
        if not self.policy.keeps or self._is_of_the_moment(response):
            response.headers.setdefault("Cache-Control", NO_STORE)
        elif response.status_code == HTTPStatus.OK and NO_STORE not in response.headers.get(
            "Cache-Control", ""
        ):
            self._named(response)
            if settings.FRESHNESS_WORKER:
                response["RealSync-Tags"] = " ".join(self.tags)

    def _named(self, response: HttpResponseBase) -> HttpResponseBase:
        response["Cache-Control"] = "private, no-cache"
        response["ETag"] = self.etag
        if settings.FRESHNESS_WORKER:
            response["RealSync-Fresh"] = str(self.policy)
        return response

    def _is_of_the_moment(self, response: HttpResponseBase) -> bool:
        """It holds a token, or a message that is shown once, or tells the page what to do."""
        return (
            TOKEN in getattr(response, "content", b"")
            or len(get_messages(self.request)) > 0
            or any(name.lower().startswith("hx-") for name in response.headers)
        )


_current: ContextVar[Answer | None] = ContextVar("answer", default=None)


@contextmanager
def making(answer: Answer) -> Iterator[None]:
    token = _current.set(answer)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Answer | None:
    """What is being made; nothing outside a view that reads."""
    return _current.get()


def shows_only(**rows: int) -> None:
    """Of these tables the answer shows one row each, named by its id: what is written in others of
    them leaves it as it is. For a view that reads, once it knows."""
    answer = _current.get()
    if answer:
        answer.shows_only(rows)
