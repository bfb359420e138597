from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections

READ = "SELECT * FROM verify_certificate(%s)"


@dataclass(frozen=True)
class Paper:
    """What anybody may know of an issued certificate."""

    number: str
    status: str
    issued_on: date
    serial_end: str
    sha256: str


def verified(token: str) -> Paper | None:
    """As the login role."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(READ, [token])
        row = cursor.fetchone()
    return Paper(*row) if row else None
