"""Sessions in PostgreSQL: a restart of Redis signs nobody out. Session and person are one query."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import SuspiciousOperation
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
        sessions = self.get_model_class().objects.select_related("user")
        try:
            row = sessions.get(session_key=self.session_key, expire_date__gt=timezone.now())
        except (sessions.model.DoesNotExist, SuspiciousOperation):
            self._session_key = None
            return None
        self.person = row.user
        return row

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


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
