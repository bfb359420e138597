"""The records that writers meet on, and how each kind is read and changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from companies.actions.company import change_company
from companies.models import Company
from equipment.actions.equipment import change_equipment
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.db.record import Record
from tests.world import World


@dataclass(frozen=True)
class Place:
    """A record by its kind and id; `fields` are texts that marks are appended to."""

    entity: str
    pk: int
    fields: tuple[str, ...]

    def read(self, user: User) -> Any:
        rows: Any = MODELS[self.entity]._default_manager
        return rows.visible_to(user).get(pk=self.pk)

    def values(self, record: Record) -> dict[str, str]:
        return {name: getattr(record, name) for name in self.fields}

    def change(self, record: Any, *, by: User, version: int, changes: Mapping[str, Any]) -> None:
        CHANGES[self.entity](record, by=by, version=version, changes=changes)


MODELS: dict[str, type[Record]] = {"company": Company, "equipment": Equipment}
CHANGES: dict[str, Callable[..., Any]] = {
    "company": lambda record, **rest: change_company(company=record, **rest),
    "equipment": lambda record, **rest: change_equipment(equipment=record, **rest),
}


def make_places(world: World, size: int) -> list[Place]:
    """One company to four instruments."""
    return [_company(n) if n % 5 == 0 else _instrument(world, n) for n in range(size)]


def _company(number: int) -> Place:
    made = Company.objects.using("owner").create(name=f"Crowded {number}")
    return Place("company", made.pk, ("trading_name", "billing_address"))


def _instrument(world: World, number: int) -> Place:
    made = Equipment.objects.using("owner").create(
        company_id=world.aster.pk, branch=world.north, description=f"Crowded {number}"
    )
    return Place("equipment", made.pk, ("description", "location", "asset_number"))
