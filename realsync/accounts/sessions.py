"""Sessions in PostgreSQL: a restart of Redis signs nobody out. Session and person are one query."""

from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from realsync.accounts.models import Session, User


class SessionStore(DatabaseStore):
    person: "User | None" = None

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        from realsync.accounts.models import Session

        return Session

    def _get_session_from_db(self) -> "Session | None":
        row = session_with_person(self.session_key or "")
        if row is None:
            self._session_key = None
            return None
        self.person = row.user
        return row

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


def session_with_person(key: str) -> "Session | None":
    """The session of that key, unless it has expired, with its user.

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
    row = Session.from_db(DEFAULT_DB_ALIAS, columns, values[: len(columns)])
    if row.user_id is not None:
        row.user = User.from_db(DEFAULT_DB_ALIAS, of_user, values[len(columns) :])
    return row


@cache
def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _select_session() -> str:
    from realsync.accounts.models import Session, User

    wanted = [f's."{name}"' for name in _columns(Session)]
    wanted += [f'u."{name}"' for name in _columns(User)]
    return (
        f'SELECT {", ".join(wanted)} FROM "sessions" s'  # noqa: S608 - names of our columns
        ' LEFT JOIN "users" u ON u.id = s.user_id'
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


class PersonMiddleware(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]


def person_of(request: HttpRequest) -> "User | AnonymousUser":
    """Who is signed in: an active person whose password is still the one of the sign-in."""
    user_id = request.session.get(SESSION_KEY)
    person: User | None = getattr(request.session, "person", None)
    if person is None or str(person.pk) != str(user_id) or not person.is_active:
        return AnonymousUser()
    stored = request.session.get(HASH_SESSION_KEY, "")
    if not constant_time_compare(stored, person.get_session_auth_hash()):
        return AnonymousUser()
    person.active_company_id = request.session.get("company_id")
    return person
