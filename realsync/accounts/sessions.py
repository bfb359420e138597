"""Sessions in PostgreSQL: a restart of Redis signs nobody out. Session and person are one query."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import SimpleLazyObject

from realsync.accounts.viewing import viewed_person

if TYPE_CHECKING:
    from realsync.accounts.models import Session, User

LONGEST_BROWSER = 400
NOTICED_EVERY = timedelta(minutes=5)
SEEN = "UPDATE sessions SET seen_at = %s WHERE session_key = %s"


class SessionStore(DatabaseStore):
    row: "Session | None" = None
    # Of the browser that asks; kept with a session when it begins.
    browser = ""
    address = ""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        from realsync.accounts.models import Session

        return Session

    def _get_session_from_db(self) -> "Session | None":
        row = session_with_person(self.session_key or "")
        if row is None:
            self._session_key = None
            return None
        self.row = row
        return row

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.browser = self.browser[:LONGEST_BROWSER]
        row.address = self.address
        if self.row is not None and self.row.user_id == row.user_id:
            row.created_at = self.row.created_at  # a new key is no new sign-in
        return row


def session_with_person(key: str) -> "Session | None":
    """The session of that key, unless it has expired, with its user and what is granted to them.

    Each request asks for it, and writing the SQL anew would cost more than the query does.
    """
    from realsync.accounts.models import Session, User

    if not (key.isascii() and key.isalnum()):
        return None
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_select_session(), [key, timezone.now()])
        values = cursor.fetchone()
    if values is None:
        return None
    columns, of_user = _columns(Session), _columns(User)
    end, end_of_user = len(columns), len(columns) + len(of_user)
    row = Session.from_db(DEFAULT_DB_ALIAS, columns, values[:end])
    if row.user_id is not None:
        row.user = _user(of_user, values[end:end_of_user])
        row.user.granted = values[-2]
    if row.viewing_id is not None:
        row.viewing = _user(of_user, values[end_of_user:-2])
        row.viewing.granted = values[-1]
    return row


def _user(columns: list[str], values: Sequence[Any]) -> "User":
    from realsync.accounts.models import User

    user = User.from_db(DEFAULT_DB_ALIAS, columns, values)
    user.list_settings = json.loads(user.list_settings)  # a cursor gives jsonb as text
    return user


@cache
def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _select_session() -> str:
    from realsync.accounts.granted import select_granted
    from realsync.accounts.models import Session, User

    wanted = [f's."{name}"' for name in _columns(Session)]
    wanted += [f'{who}."{name}"' for who in ("u", "v") for name in _columns(User)]
    wanted += [select_granted(f"{who}.role", f"{who}.id") for who in ("u", "v")]
    return (
        f'SELECT {", ".join(wanted)} FROM "sessions" s'  # noqa: S608 - names of our columns
        ' LEFT JOIN "users" u ON u.id = s.user_id LEFT JOIN "users" v ON v.id = s.viewing_id'
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


def handle_of(key: str) -> str:
    """Names a session on a page; nobody signs in with it."""
    return salted_hmac("realsync.accounts.session", key).hexdigest()[:20]


class PersonMiddleware(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        request.session.browser = request.headers.get("User-Agent", "")  # type: ignore[attr-defined]
        request.session.address = request.META.get("REMOTE_ADDR", "")  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]


def person_of(request: HttpRequest) -> "User | AnonymousUser":
    """Who is signed in, or as whom an administrator looks at the application."""
    user_id = request.session.get(SESSION_KEY)
    row: Session | None = getattr(request.session, "row", None)
    person = row.user if row else None
    if row is None or person is None or str(person.pk) != str(user_id):
        return AnonymousUser()
    if not person.is_active or not _same_password(request, person):
        return AnonymousUser()
    notice_presence(row)
    viewed = viewed_person(row, person)
    if viewed is None and row.viewing_id is not None:
        end_lapsed_viewing(row, person)
    person = viewed or person
    request.person_id = person.pk  # type: ignore[attr-defined] # for the log of requests
    person.active_company_id = request.session.get("company_id")
    return person


def _same_password(request: HttpRequest, person: "User") -> bool:
    """Whether the password is still the one of the sign-in."""
    stored = request.session.get(HASH_SESSION_KEY, "")
    return constant_time_compare(stored, person.get_session_auth_hash())


def notice_presence(row: "Session") -> None:
    """Note when the browser was last here, seldom; that it cannot be noted stops nobody."""
    now = timezone.now()
    connection = connections[DEFAULT_DB_ALIAS]
    if now - row.seen_at < NOTICED_EVERY or connection.in_atomic_block:
        return
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(SEEN, [now, row.session_key])


def end_lapsed_viewing(row: "Session", admin: "User") -> None:
    """The time is over, or one of the two lost what it takes: the log says when it was noticed."""
    from realsync.accounts.actions.viewing import stop_viewing

    if connections[DEFAULT_DB_ALIAS].in_atomic_block or row.viewing is None:
        return
    with suppress(DatabaseError):
        stop_viewing(by=admin, person=row.viewing, key=row.session_key)
