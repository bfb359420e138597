"""What operators set for quotes, in the table `settings`: tax, validity, authority, terms."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from realsync.accounts.roles import Role
from realsync.db.models import Setting

HUNDRED = Decimal(100)
PREFIX = "quote_"
AUTHORITY = {Role.ADMIN.value: 100, Role.MANAGEMENT.value: 30, Role.SALES.value: 10}


@dataclass(frozen=True)
class Terms:
    """`quote_tax_rate`, `quote_valid_days`, `quote_authority` (per cent by role), `quote_terms`.

    `quote_follow_up_days` after it was sent, a quote that nobody answered is asked about.
    """

    tax_rate: Decimal = Decimal("15.00")
    valid_days: int = 30
    authority: dict[str, Any] = field(default_factory=dict)
    terms: str = ""
    follow_up_days: int = 7

    def most_discount(self, role: str) -> Decimal:
        """Per cent that somebody in this role gives without asking."""
        given = {**AUTHORITY, **self.authority}.get(role, 0)
        return HUNDRED if role == Role.ADMIN else Decimal(str(given))


def terms_now() -> Terms:
    """One query. A scope must be open."""
    stored = dict(Setting.objects.filter(pk__startswith=PREFIX).values_list("pk", "value"))
    found = {name.removeprefix(PREFIX): value for name, value in stored.items()}
    plain = ("valid_days", "authority", "terms", "follow_up_days")
    known: dict[str, Any] = {name: found[name] for name in plain if name in found}
    if "tax_rate" in found:
        known["tax_rate"] = Decimal(str(found["tax_rate"]))
    return Terms(**known)
