"""The points of a service: how they are typed and read."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from equipment.measuring import points_of, template_of, text_of
from equipment.models import Service
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.editing.sent import form_of
from tests.world import World

TYPED = "DC voltage | V | 0.1, 10.00 | ±0.5 % | 0.1 % | 2.1"


def test_limits_lie_around_the_nominal_values() -> None:
    small, large = points_of(template_of(TYPED))
    assert (small.lower_limit, small.upper_limit) == (Decimal("0.0995"), Decimal("0.1005"))
    assert (large.lower_limit, large.upper_limit) == (Decimal("9.95"), Decimal("10.05"))
    assert (large.expanded_uncertainty, large.coverage_factor) == (Decimal("0.01"), Decimal("2.1"))


@pytest.mark.parametrize(
    ("typed", "lower", "upper"),
    [
        ("±0.02", "9.98", "10.02"),
        ("+-0.02", "9.98", "10.02"),
        ("9.8 to 10.2", "9.8", "10.2"),
        ("9.8…10.2", "9.8", "10.2"),
        ("<= 10.2", None, "10.2"),
        ("≥ 9.8", "9.8", None),
        ("", None, None),
    ],
)
def test_limits_are_typed_as_people_write_them(typed: str, lower: str, upper: str) -> None:
    template = template_of(f"Length | mm | 10 | {typed}")
    (point,) = points_of(template)
    assert [point.lower_limit, point.upper_limit] == [
        None if each is None else Decimal(each) for each in (lower, upper)
    ]
    assert template_of(text_of(template)) == template  # what is shown is what is stored


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Length", "“Length”: write quantity | unit | nominal values | limits | U | k."),
        ("Length | mm | ten", "Length: “ten” is no number."),
        ("Length | mm | 1 | 3 to 2", "Length: the lower limit is above the upper one."),
        ("Length | mm | 1 | about 2", "Length: write limits as"),
        ("Length | mm | 1 | ±1 | wide", "Length: write the uncertainty as 0.02 or 0.1 %."),
        ("Length | mm | 1 | ±1 | 1 | 0", "Length: k is above nothing."),
        (" | mm | 1", "A point needs a quantity."),
        ("Length | mm | " + ", ".join("1" * 51), "At most 50 points."),
    ],
)
def test_a_line_that_is_wrong_is_named(text: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        template_of(text)
    assert told in " ".join(refused.value.messages)


@pytest.mark.parametrize("stored", [None, [], {"points": 1}, {"points": ["x"]}, {"points": [{}]}])
def test_a_stored_template_that_nobody_can_read(stored: object) -> None:
    with pytest.raises(ValidationError):
        points_of(stored)
    assert text_of(stored) == ""


@pytest.mark.usefixtures("restored")
def test_the_form_of_a_service_says_its_points(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    client, at = sign_in(world.staff[Role.MANAGEMENT]), f"/services/{world.service.pk}/edit/"
    page = client.get(at)
    sent = {**form_of(page.content.decode()), "measurement_template": "Length"}
    answer = client.post(at, sent)
    assert (answer.status_code, "write quantity" in answer.content.decode()) == (422, True)
    sent = {**form_of(page.content.decode()), "measurement_template": TYPED}
    assert client.post(at, sent).status_code == 302
    service = Service.objects.using("owner").get(pk=world.service.pk)
    assert len(points_of(service.measurement_template)) == 2
    assert "10.00 | 9.95 to 10.05" in client.get(f"/services/{service.pk}/").content.decode()
