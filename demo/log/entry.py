from typing import Any, NamedTuple

# Field to [before, after].
Changes = dict[str, tuple[Any, Any]]


class Entry(NamedTuple):
    """What happened; `days_ago`: working days. `client`: whether clients see it, too."""

    days_ago: float
    actor_id: int
    entity_type: str
    entity_id: int
    verb: str
    changes: Changes
    request_id: str
    company_id: int | None
    branch_id: int | None
    client: bool


def request_id(bits: int) -> str:
    """A version 4 UUID of 128 drawn bits."""
    digits = f"{bits:032x}"
    return f"{digits[:12]}4{digits[13:16]}a{digits[17:]}"
