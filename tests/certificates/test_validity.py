"""How long a certificate keeps an instrument in calibration, and how its readings drift."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from equipment.models import CalibrationPlan, Equipment
from jobs.certificates.models import Certificate, Validity
from jobs.certificates.validity import answers_for
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.db.violations import in_words
from tests.certificates.papers import issued, move
from tests.world import World

SignIn = Callable[[User], Client]
Range = tuple[date, date | None]


@pytest.fixture
def instrument(world: World) -> Equipment:
    """With a plan of a year, and no certificate."""
    found = world.equipment[2]
    CalibrationPlan.objects.using("owner").create(
        company_id=found.company_id, branch_id=found.branch_id, equipment=found,
        service=world.service, interval_count=12, interval_unit="months",
    )  # fmt: skip
    return found


def ranges(instrument: Equipment) -> dict[int, Range | None]:
    rows = Validity.objects.using("owner").filter(equipment=instrument)
    return {
        row.certificate_id: None if row.during.isempty else (row.during.lower, row.during.upper)
        for row in rows
    }


def said(world: World, instrument: Equipment, on: date) -> str:
    person = User.objects.get(pk=world.staff[Role.SALES].pk)
    with as_user(person, read_only=True):
        return "; ".join(answer.sentence for answer in answers_for(person, instrument, on))


def test_a_calibration_holds_until_its_interval_ends_or_the_next_one(
    world: World, instrument: Equipment
) -> None:
    march = issued(world, date(2024, 3, 3), instrument=instrument)
    assert ranges(instrument) == {march.pk: (date(2024, 3, 3), date(2025, 3, 4))}
    assert said(world, instrument, date(2024, 3, 2)) == ""
    assert said(world, instrument, date(2025, 3, 3)) == "Yes, until 3 Mar 2025."
    assert said(world, instrument, date(2025, 3, 4)) == "No, only until 3 Mar 2025."
    june = issued(world, date(2024, 6, 1), instrument=instrument, verdict="fail")
    assert ranges(instrument) == {march.pk: (date(2024, 3, 3), date(2024, 6, 1))}
    assert (
        said(world, instrument, date(2024, 6, 1)) == "No: it was outside its limits on 1 Jun 2024."
    )
    july = issued(
        world, date(2024, 7, 1), instrument=instrument, verdict="conditional_pass",
        due_on=date(2024, 8, 1),
    )  # fmt: skip
    assert ranges(instrument)[july.pk] == (date(2024, 7, 1), date(2024, 8, 2))
    # One that is approved late, of before: it holds until the next calibration.
    early = issued(world, date(2024, 1, 1), instrument=instrument)
    assert ranges(instrument)[early.pk] == (date(2024, 1, 1), date(2024, 3, 3))
    # Two of one day: the later one says what holds.
    again = issued(world, date(2024, 7, 1), instrument=instrument)
    assert ranges(instrument)[july.pk] is None
    assert ranges(instrument)[again.pk] == (date(2024, 7, 1), date(2025, 7, 2))
    # One that is withdrawn never held, and shortened nothing.
    move(june, status="withdrawn", withdrawal_reason="Wrong instrument")
    assert ranges(instrument)[march.pk] == (date(2024, 3, 3), date(2024, 7, 1))
    move(again, status="superseded")
    assert ranges(instrument)[again.pk] is None
    assert ranges(instrument)[july.pk] == (date(2024, 7, 1), date(2024, 8, 2))


def test_no_day_has_two_certificates(world: World, instrument: Equipment) -> None:
    certificate = issued(world, date(2024, 3, 3), instrument=instrument)
    other = world.certificates["draft"]
    with pytest.raises(IntegrityError) as refused, transaction.atomic("owner"):
        Validity.objects.using("owner").create(
            equipment=instrument, service=world.service, certificate=other,
            company_id=other.company_id, branch_id=other.branch_id, job_id=other.job_id,
            during=(date(2025, 3, 3), None),
        )  # fmt: skip
    violation = in_words(refused.value)
    assert violation is not None
    assert "Another certificate" in str(violation.sentence)
    assert list(ranges(instrument)) == [certificate.pk]


def points(as_found: str) -> list[dict[str, str]]:
    limits = {"lower": "9.00", "upper": "", "as_left": "", "uncertainty": "0.10", "factor": "2"}
    one = {"quantity": "DC voltage", "nominal": "10", "unit": "V", "as_found": as_found}
    return [one | limits, one | limits | {"nominal": "100", "as_found": ""}]


def test_the_page_answers_for_a_day_and_shows_the_drift(
    world: World, sign_in: SignIn, instrument: Equipment
) -> None:
    first = issued(world, date(2024, 3, 3), instrument=instrument, results=points("9.98"))
    issued(
        world, date(2025, 3, 1), instrument=instrument, job=world.jobs["other"],
        results=points("10.0010"),
    )  # fmt: skip
    path = f"/equipment/{instrument.pk}/calibration/"
    office = sign_in(world.staff[Role.SCHEDULER])
    for address in (path, f"{path}card/"):
        text = office.get(address, {"on": "2024-03-03"}).content.decode()
        assert "Yes, until 28 Feb 2025." in text
        assert f'/certificates/{first.pk}/">{first.number}' in text
        assert "DC voltage 10 V" in text
        assert "DC voltage 100 V" not in text  # nothing was read there
        assert "10.0010" in text  # as it is printed
    assert "Enter a valid date" in office.get(path, {"on": "3 March"}).content.decode()
    # A technician: of their own jobs only, which the page says.
    text = sign_in(world.staff[Role.TECHNICIAN]).get(path, {"on": "2025-04-01"}).content.decode()
    assert "No, only until 3 Mar 2025." in text
    assert "your own jobs" in text
    assert "10.0010" not in text
    assert Certificate.objects.using("owner").filter(equipment=instrument).count() == 2
