"""Labels of instruments: what is printed, and where their code leads whom."""

import subprocess
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from equipment.labels.sheet import FORMATS, pdf_of
from equipment.models import Equipment, EquipmentLabel
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]
PRINTED = {"on": "a4_24", "skip": "0", "portion": "0"}


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=20
    )
    return done.stdout.decode()


@pytest.mark.parametrize("place", ["equipment", "branches", "jobs"])
def test_labels_are_printed_for_an_instrument_a_branch_and_a_job(
    world: World, sign_in: SignIn, place: str
) -> None:
    pk = {
        "equipment": world.equipment[0].pk,
        "branches": world.north.pk,
        "jobs": world.jobs["own"].pk,
    }[place]
    expected = world.equipment if place == "branches" else world.equipment[:1]
    client = sign_in(world.staff[Role.TECHNICIAN])
    path = f"/{place}/{pk}/labels/"
    assert f"/{place}/{pk}/labels/" in client.get(f"/{place}/{pk}/").content.decode()
    answer = client.post(path, PRINTED)
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert text.count("EQP-") == len(expected)
    assert all(each.code in text for each in expected)
    labels = EquipmentLabel.objects.using("owner").filter(equipment__in=expected)
    tokens = set(labels.values_list("token", flat=True))
    assert len(tokens) == len(expected)
    assert all(len(token) == 16 for token in tokens)
    # Printed again, they are the same.
    client.post(path, PRINTED)
    assert set(labels.values_list("token", flat=True)) == tokens
    for wrong in ({"skip": "24"}, {"skip": "-1"}, {"on": "a5"}, {"portion": "240"}):
        assert client.post(path, {**PRINTED, **wrong}).status_code == 422


def test_a_label_leads_those_who_may_to_its_page_and_others_to_its_code(
    world: World, sign_in: SignIn, settings: Settings
) -> None:
    settings.HOUSE_PHONE = "030 1234 567"
    instrument, merged = world.equipment[0], world.equipment[1]
    for each, token in ((instrument, "a-token"), (merged, "its-other-token")):
        EquipmentLabel.objects.using("owner").create(equipment=each, token=token)
    rows = Equipment.objects.using("owner").filter(pk=merged.pk)
    rows.update(is_active=False, merged_into=instrument)
    for token in ("a-token", "its-other-token"):
        path = f"/i/{token}/"
        for person, page in (
            (world.staff[Role.TECHNICIAN], f"/equipment/{instrument.pk}/"),
            (world.alice, f"/portal/equipment/{instrument.pk}/"),
            (world.bob, f"/portal/equipment/{instrument.pk}/"),
        ):
            assert sign_in(person).get(path)["Location"] == page
        for stranger in (sign_in(world.charlie), sign_in(world.frank), Client()):
            answer = stranger.get(path)
            assert answer.status_code == 200
            assert 'href="tel:0301234567"' in answer.content.decode()
            assert instrument.code in answer.content.decode()
            assert "Multimeter" not in answer.content.decode()
            assert "Aster" not in answer.content.decode()
    assert Client().get("/i/another-token/").status_code == 404


def test_what_people_wrote_stays_text_and_the_sheet_is_archivable(world: World) -> None:
    hostile = Equipment.objects.using("owner").get(pk=world.equipment[0].pk)
    hostile.description = '#panic("x") $x$ <a> *bold* "quoted" \\ ' + "long " * 60
    made = pdf_of([(hostile, "https://x/t")], FORMATS["roll_62"], skip=0)
    assert '#panic("x") $x$' in text_of(made).replace("\n", " ").replace("”", '"').replace("“", '"')
    assert b"pdfaid" in made
    assert text_of(made).count("\f") == 1
