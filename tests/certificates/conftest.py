from pathlib import Path

import pytest

from jobs.certificates.models import Certificate
from jobs.work.models import JobItem
from realsync.accounts.roles import Role
from realsync.db.models import Setting
from tests.certificates import making
from tests.world import World


@pytest.fixture(autouse=True)
def _stored(files: Path) -> None:
    """All of them store files."""


@pytest.fixture
def house(world: World) -> None:
    """What the papers say of the house."""
    scope = {"quantity": "DC voltage", "unit": "V", "from": "0", "to": "10", "best": "0.01"}
    for name, value in (
        ("laboratory_address", "1 Laboratory Way\nBirmingham"),
        ("accreditation", {"body": "UKAS", "number": "0000", "scope": [scope]}),
    ):
        Setting.objects.using("owner").create(name=name, value=value)


@pytest.fixture
def item(world: World) -> JobItem:
    """Of a job of the technician's, measured by them: three points, all within their limits."""
    return making.measured(world, making.job_of(world), world.staff[Role.TECHNICIAN])


@pytest.fixture
def waiting(world: World, item: JobItem) -> Certificate:
    """Drafted by the technician and handed in."""
    return making.handed_in(world, item)


@pytest.fixture
def issued(world: World, house: None, waiting: Certificate) -> Certificate:
    """Approved by management, with its paper."""
    making.approved(world, waiting)
    making.work_off()
    return making.now(waiting)
