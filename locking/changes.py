"""Who saved a record last, as the log has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from realsync.activity.models import Activity
from realsync.activity.titles import name_of_person
from realsync.db.scope import Person

# Of the entries about a record, those that moved no field of it.
NO_CHANGE = ("lock_broken",)


@dataclass(frozen=True)
class Saved:
    user_id: int | None
    name: str | None  # None: the system
    at: datetime

    @property
    def shown_name(self) -> str:
        return self.name or "RealSync"

    def as_news(self, me: int) -> dict[str, Any]:
        is_me = self.user_id == me
        return {"name": self.shown_name, "me": is_me, "at": self.at.isoformat()}


def last_saved(entity: str, pk: int, user: Person) -> Saved | None:
    entries = Activity.objects.visible_to(user).about(entity, [pk])
    changes = entries.filter(verb__startswith=f"{entity}.").exclude(
        verb__in=[f"{entity}.{each}" for each in NO_CHANGE]
    )
    found: Any = changes.annotate(actor_name=name_of_person("actor_id"))
    row = found.values_list("actor_id", "actor_name", "created_at").first()
    return Saved(*row) if row else None
