"""What was granted to people of some roles beside the role itself: it comes with the session."""

import json
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from realsync.accounts.models import User
from realsync.accounts.roles import Role

# A function of the database for each of these roles: of a person's id, as JSON.
functions: dict[Role, str] = {}


def register_granted(role: Role, function: str) -> None:
    """An app says in `ready()` which function tells what was granted."""
    functions[role] = function


def granted_to(user: User) -> Any:
    """As it was found with the session; asked for where there is none."""
    if user.granted is not None:
        return json.loads(user.granted)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {functions[Role(user.role)]}(%s)", [user.pk])
        return json.loads(cursor.fetchone()[0])


def select_granted(role: str, pk: str) -> str:
    """SQL for what was granted to a person in a larger statement, by its columns."""
    cases = " ".join(f"WHEN '{each}' THEN {name}({pk})" for each, name in functions.items())
    return f"CASE {role} {cases} END"
