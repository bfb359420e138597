"""Rules about single records of this app."""

from companies.models import Note
from realsync.accounts.models import User
from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Audience

# A technician reads the staff notes of their own jobs, and writes none.
NOTE_WRITERS = GRANTED[Permission.STAFF_NOTE_SEE] - {Role.TECHNICIAN}


def may_write_notes(user: User) -> bool:
    return user.role in NOTE_WRITERS


def may_change_note(user: User, note: Note) -> bool:
    """Whoever wrote it, and an administrator."""
    return may_write_notes(user) and (user.pk == note.author_id or user.role == Role.ADMIN)


def may_read_note(role: str, audience: str) -> bool:
    """Of the staff: what is meant for clients, everybody; what is not, those who write notes."""
    return role in (STAFF_ROLES if audience == Audience.CLIENT else NOTE_WRITERS)
