"""Who may watch a record over a stream: whoever could open its page just now, of the staff."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from realsync.accounts.models import User
from realsync.accounts.sessions import session_with_person
from realsync.db.scope import as_user
from realsync.records.kinds import Kind, kind_of


def may_watch(session_key: str, entity: str, pk: int) -> bool:
    kind, person = _live_kind(entity), _watching_person(session_key)
    if kind is None or person is None or not person.may(kind.see):
        return False
    with as_user(person, read_only=True):
        rows = kind.model._default_manager.visible_to(person)  # type: ignore[attr-defined]
        return bool(rows.filter(pk=pk).exists())


def _live_kind(entity: str) -> Kind | None:
    try:
        kind = kind_of(entity)
    except KeyError:
        return None
    return kind if kind.is_live else None


def _watching_person(session_key: str) -> User | None:
    """Nobody of the clients, nobody who looks as somebody else or owes a second factor."""
    row = session_with_person(session_key)
    if row is None or row.viewing_id is not None or row.user is None:
        return None
    person, kept = row.user, row.get_decoded()
    is_signed_in = str(kept.get(SESSION_KEY)) == str(person.pk) and constant_time_compare(
        kept.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    )
    if not is_signed_in or not person.is_active or person.must_enrol or person.side != "staff":
        return None
    return person
