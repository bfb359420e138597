"""Certificates and instruments as clients see them: lists, pages, papers, and labels."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from companies.models import BranchGrant
from equipment.models import EquipmentLabel
from jobs.certificates.models import Certificate
from realsync.accounts.models import User
from realsync.activity.models import Activity
from tests.certificates.making import work_off
from tests.certificates.papers import issued, move
from tests.world import World

SignIn = Callable[[User], Client]
LIST = "/portal/certificates/"


def test_the_list_finds_and_tells_what_counts(world: World, sign_in: SignIn) -> None:
    instrument = world.equipment[2]
    first = issued(world, date(2025, 3, 3), instrument=instrument, serial="SN-4711-B",
                   asset_number="HALL-9")  # fmt: skip
    move(first, status="superseded")
    second = issued(
        world, date(2025, 3, 3), instrument=instrument, issued_on=date(2025, 4, 1), amends=first,
        amends_number=first.number, amendment_reason="Typing error", serial="SN-4711-B",
    )  # fmt: skip
    alice, bob = sign_in(world.alice), sign_in(world.bob)
    for query in ("4711", "hall-9", first.number[-6:]):
        assert first.number in bob.get(LIST, {"q": query}).content.decode()
    cases: tuple[tuple[dict[str, Any], list[Certificate], list[Certificate]], ...] = (
        ({}, [first, second], []),
        ({"status": "superseded"}, [first], [second]),
        ({"status": "approved", "verdict": "pass"}, [second], [first]),
        ({"branch": world.north.pk, "q": "4711"}, [first, second], [world.certificates["own"]]),
        ({"issued": "30"}, [], [world.certificates["own"]]),
    )
    for wanted, there, gone in cases:
        text = alice.get(LIST, wanted).content.decode()
        assert all(each.number in text for each in there), wanted
        assert not any(each.number in text for each in gone), wanted
    for wrong in (
        {"status": "draft"},
        {"branch": str(world.foreign_branch.pk)},
        {"sort": "client_name"},
    ):
        assert alice.get(LIST, wrong).status_code == 400
    assert bob.get(LIST, {"branch": world.south.pk}).status_code == 400
    page = alice.get(f"{LIST}{first.pk}/").content.decode()
    assert f'href="{LIST}{second.pk}/">{second.number}' in page
    assert "Superseded: do not use it any more" in page
    page = alice.get(f"{LIST}{second.pk}/").content.decode()
    assert f'href="{LIST}{first.pk}/">{first.number}' in page
    assert f"/verify/{second.token}/" in page
    move(second, status="withdrawn", withdrawal_reason="Our clerk was careless")
    page = alice.get(f"{LIST}{second.pk}/").content.decode()
    assert "Withdrawn: do not use it any more" in page
    assert "careless" not in page  # written for the house


def test_the_paper_is_one_click_away_and_logged(world: World, sign_in: SignIn) -> None:
    own, bob = world.certificates["own"], sign_in(world.bob)
    at_once: Any = bob.get(f"{LIST}{own.pk}/pdf/")  # before the file was kept
    first = b"".join(at_once.streaming_content)
    assert at_once["Content-Disposition"] == f'attachment; filename="{own.number}.pdf"'
    assert at_once["Content-Security-Policy"].startswith("sandbox")
    work_off()
    assert Certificate.objects.using("owner").get(pk=own.pk).pdf
    later: Any = bob.get(f"{LIST}{own.pk}/pdf/")
    assert b"".join(later.streaming_content) == first
    entries = Activity.objects.using("owner").filter(verb="certificate.downloaded")
    assert list(entries.values_list("actor_id", "entity_id")) == [(world.bob.pk, own.pk)] * 2
    for name in ("fenced", "foreign", "draft", "pending"):
        assert bob.get(f"{LIST}{world.certificates[name].pk}/pdf/").status_code == 404
    BranchGrant.objects.using("owner").filter(user=world.bob).delete()
    assert sign_in(world.bob).get(f"{LIST}{own.pk}/pdf/").status_code == 404


def test_what_is_scanned_leads_to_the_instrument(world: World, sign_in: SignIn) -> None:
    own, fenced = world.equipment[0], world.fenced_equipment[0]
    for each in (own, fenced, world.foreign_equipment[0]):
        EquipmentLabel.objects.using("owner").create(equipment=each, token=f"token-{each.pk}")
    bob, to = sign_in(world.bob), f"/portal/equipment/{own.pk}/"
    label = f"https://crm.example/i/token-{own.pk}/"
    for code in (label, own.code.lower(), own.serial, own.asset_number, f" {own.serial} "):
        assert bob.get("/portal/scan/", {"code": code})["Location"] == to
    assert bob.get(f"/i/token-{own.pk}/")["Location"] == to
    paper = world.certificates["own"]
    assert bob.get("/portal/scan/", {"code": paper.number})["Location"] == f"{LIST}{paper.pk}/"
    for path in ("/portal/equipment/", LIST):
        assert "/portal/scan/?code=" in bob.get(path, {"q": label})["Location"]
        answer = bob.get(path, {"q": label}, headers={"HX-Request": "true"})
        assert "/portal/scan/?code=" in answer["HX-Redirect"]
    for other in (fenced, world.foreign_equipment[0]):
        answer = bob.get("/portal/scan/", {"code": f"https://crm.example/i/token-{other.pk}/"})
        assert "not of an instrument of yours" in answer.content.decode()
        assert (
            "Search for a part" in bob.get("/portal/scan/", {"code": other.serial}).content.decode()
        )
    page = bob.get(to).content.decode()
    assert page.index(f"{LIST}{paper.pk}/pdf/") < page.index("Calibration plans")
    assert "Propose a change" in page
