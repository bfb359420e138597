"""The company's name on its instruments: a copy that nobody writes and everybody may order by."""

from django.db import connections

from equipment.models import Equipment
from tests.world import World


def owner_sql(statement: str, *values: str | int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)


def now(instrument: Equipment) -> Equipment:
    return Equipment.objects.using("owner").get(pk=instrument.pk)


def test_a_renamed_company_is_renamed_on_its_instruments(world: World) -> None:
    instrument = world.equipment[0]
    assert now(instrument).company_name == "Aster Foods"
    owner_sql("UPDATE companies SET name = 'Zeta' WHERE id = %s", world.aster.pk)
    assert (now(instrument).company_name, now(instrument).version) == ("Zeta", instrument.version)
    assert now(world.foreign_equipment[0]).company_name == world.borealis.name


def test_nobody_writes_the_copy(world: World) -> None:
    instrument = world.equipment[0]
    owner_sql("UPDATE equipment SET company_name = 'Mine' WHERE id = %s", instrument.pk)
    assert now(instrument).company_name == "Aster Foods"
