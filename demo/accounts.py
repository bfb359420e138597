"""The accounts to sign in with: one per role, and clients of other companies."""

import os
from dataclasses import dataclass

from realsync.accounts.roles import CLIENT_ROLES, Role

PASSWORD = "realsync-demo"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`id` is the user's; `role_label` says what the account shows."""

    id: int
    local: str
    name: str
    role: Role
    role_label: str

    @property
    def email(self) -> str:
        return f"{self.local}@demo.example"

    @property
    def is_client(self) -> bool:
        return self.role in CLIENT_ROLES


_PEOPLE = (
    ("admin", "Ada Marlowe", Role.ADMIN, "Administrator"),
    ("management", "Henrik Solberg", Role.MANAGEMENT, "Management"),
    ("scheduler", "Sarah Chen", Role.SCHEDULER, "Scheduler"),
    ("sales", "Tomás Herrera", Role.SALES, "Sales"),
    ("onboarding", "Zuzana Malá", Role.ONBOARDING, "Onboarding"),
    ("technician", "Dele Adeyemi", Role.TECHNICIAN, "Technician"),
    ("company_manager", "Ingrid Vestergaard", Role.COMPANY_MANAGER,
     "Company manager, largest company"),
    ("company_manager2", "Marek Zieliński", Role.COMPANY_MANAGER,
     "Company manager, smallest company"),
    ("branch_manager", "Noémie Carrel", Role.BRANCH_MANAGER,
     "Branch manager, largest company"),
    ("branch_manager2", "Owen Prichard", Role.BRANCH_MANAGER,
     "Branch manager, another company"),
)  # fmt: skip

ACCOUNTS = tuple(DemoAccount(at, *person) for at, person in enumerate(_PEOPLE, start=1))


def demo_accounts() -> list[tuple[str, str]]:
    """What the account shows, and its e-mail address."""
    return [(account.role_label, account.email) for account in ACCOUNTS]


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or PASSWORD
