"""Audit packs: what was in force on a day, one file of it, and whose it is."""

import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.test import Client
from django.utils import timezone

from companies.models import BranchGrant, CompanyGrant
from equipment.models import CalibrationPlan, Equipment
from jobs.certificates.models import AuditPack, Certificate
from jobs.certificates.packs import building, sweep
from jobs.certificates.packs.in_force import certificates_in_force, gaps_on
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_system, open_scope, scope_of
from realsync.files import shelf
from realsync.inbox.models import InboxItem
from tests.certificates.making import work_off
from tests.certificates.papers import issued, move
from tests.database import as_worker
from tests.guards.database import rows
from tests.made.words import FENCED
from tests.world import World

SignIn = Callable[[User], Client]
PACKS = "/portal/packs/"
MARCH, JUNE, TODAY = date(2024, 3, 3), date(2024, 6, 1), date(2026, 6, 1)
# What validities say of a day, where nothing has been superseded or withdrawn since.
HOLDING = """
SELECT v.certificate_id FROM validities v JOIN certificates c ON c.id = v.certificate_id
WHERE v.company_id = %s AND v.during @> %s::date AND c.issued_on <= %s
"""


@pytest.fixture
def instrument(world: World) -> Equipment:
    """With a plan of a year, and no certificate; all of them have been there for years."""
    found = world.equipment[2]
    CalibrationPlan.objects.using("owner").create(
        company_id=found.company_id, branch_id=found.branch_id, equipment=found,
        service=world.service, interval_count=12, interval_unit="months",
    )  # fmt: skip
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    Equipment.objects.using("owner").update(created_at=long_ago)
    return found


def in_force(world: World, day: date) -> set[int]:
    with as_worker(), as_system("test"):
        both = [world.north.pk, world.south.pk]
        return set(certificates_in_force(world.aster.pk, both, day))


def missing(world: World, day: date) -> set[int]:
    with as_worker(), as_system("test"):
        found = gaps_on(world.aster.pk, [world.north.pk, world.south.pk], day)
    return {gap.equipment_id for gap in found}


def log(record: Any, verb: str, at: datetime) -> None:
    Activity.objects.using("owner").create(
        entity_type=verb.split(".")[0], entity_id=record.pk, verb=verb, created_at=at,
        company_id=record.company_id, branch_id=record.branch_id,
    )  # fmt: skip


def test_what_was_in_force_on_a_day(world: World, instrument: Equipment) -> None:
    march = issued(world, MARCH, instrument=instrument)
    assert [in_force(world, day) for day in (date(2024, 3, 2), MARCH)] == [set(), {march.pk}]
    assert in_force(world, date(2025, 3, 3)) == {march.pk}
    assert in_force(world, date(2025, 3, 4)) == set()
    # It is amended in June, without another calibration: until then the first one was in force.
    move(march, status="superseded")
    amended = issued(
        world, MARCH, instrument=instrument, issued_on=JUNE, amends=march,
        amends_number=march.number, amendment_reason="Typing error",
    )  # fmt: skip
    assert in_force(world, date(2024, 5, 31)) == {march.pk}
    assert in_force(world, JUNE) == {amended.pk}
    # Withdrawn on 1 July; a withdrawal that nobody has logged is no certificate of any day.
    move(amended, status="withdrawn", withdrawal_reason="Wrong instrument")
    assert in_force(world, date(2024, 6, 30)) == set()
    log(amended, "certificate.withdrawn", datetime(2024, 7, 1, 10, tzinfo=UTC))
    assert in_force(world, date(2024, 6, 30)) == {amended.pk}
    assert in_force(world, date(2024, 7, 1)) == set()
    # Out of its limits in August; calibrated anew on 1 September, on paper since the tenth.
    issued(world, date(2024, 8, 1), instrument=instrument, verdict="fail")
    anew = issued(world, date(2024, 9, 1), instrument=instrument, issued_on=date(2024, 9, 10))
    assert in_force(world, date(2024, 9, 9)) == set()
    assert in_force(world, date(2024, 9, 10)) == {anew.pk}
    assert in_force(world, TODAY) == {pk for (pk,) in rows(HOLDING, world.aster.pk, TODAY, TODAY)}
    assert len(in_force(world, TODAY)) == 3  # the world's


def test_gaps_are_active_instruments_without_one(world: World, instrument: Equipment) -> None:
    everything = {each.pk for each in (*world.equipment, *world.fenced_equipment)}
    issued(world, MARCH, instrument=instrument)
    assert missing(world, MARCH) == everything - {instrument.pk}
    assert missing(world, date(2019, 12, 31)) == set()  # nothing was registered yet
    gone = world.fenced_equipment[2]
    Equipment.objects.using("owner").filter(pk=gone.pk).update(is_active=False)
    log(gone, "equipment.retired", datetime(2024, 5, 1, 10, tzinfo=UTC))
    assert gone.pk in missing(world, date(2024, 4, 30))
    assert gone.pk not in missing(world, date(2024, 5, 1))
    covered = rows("SELECT equipment_id FROM certificates WHERE id = ANY (%s)",
                   list(in_force(world, TODAY)))  # fmt: skip
    assert missing(world, TODAY) == everything - {gone.pk} - {pk for (pk,) in covered}


def ask(client: Client, day: date, **also: Any) -> None:
    answer = client.post(PACKS, {"held_on": day.isoformat(), "which": "all", **also})
    assert answer.status_code == 302


def made() -> AuditPack:
    return AuditPack.objects.using("owner").latest("pk")


def fetched(client: Client, pack: AuditPack) -> bytes:
    answer: Any = client.get(f"{PACKS}{pack.pk}/file/")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def cells(archive: zipfile.ZipFile, sheet: int) -> str:
    with zipfile.ZipFile(BytesIO(archive.read("index.xlsx"))) as book:
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert not [node for node in root.iter() if node.tag.endswith("}f")]
    return "\n".join(text for text in root.itertext() if text.strip())


def test_a_pack_is_one_file_that_proves_itself(
    world: World,
    instrument: Equipment,
    sign_in: SignIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(building, "PORTION_SECONDS", 0.0)  # a portion for each paper
    issued(world, date(2026, 3, 1), instrument=instrument, serial="=1+1", asset_number="A/7: x")
    alice = sign_in(world.alice)
    ask(alice, TODAY)
    pack = made()
    assert "Waiting for its turn" in alice.get(f"{PACKS}rows/").content.decode()
    work_off()
    pack = made()
    assert (pack.state, pack.gaps, pack.packed) == ("done", 2, 4)
    content = fetched(alice, pack)
    assert sha256(content).hexdigest() == pack.sha256
    assert len(content) == pack.size_bytes
    archive = zipfile.ZipFile(BytesIO(content))
    assert archive.testzip() is None
    names = archive.namelist()
    assert f"North {world.north.code}/A 7 x Multimeter number 2 CRT" in " ".join(names)
    stored = set(
        Certificate.objects.using("owner")
        .filter(pk__in=pack.certificate_ids)
        .values_list("pdf_sha256", flat=True)
    )
    papers = [name for name in names if name.endswith(".pdf")]
    assert {sha256(archive.read(name)).hexdigest() for name in papers} == stored
    assert all(archive.getinfo(name).compress_type == zipfile.ZIP_STORED for name in papers)
    archive.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert checked.stdout.count(b": OK") == len(papers) + 1
    listed = cells(archive, 1)
    assert "=1+1" in listed
    assert world.south.name in listed
    assert "We had issued none by then." in cells(archive, 2)
    # Who asks again gets this one, until something has changed.
    ask(alice, TODAY)
    assert made() == pack
    ask(alice, TODAY, which="chosen", branches=[world.north.pk])
    ask(alice, date(2026, 6, 2))
    move(world.certificates["own"], status="withdrawn", withdrawal_reason="Wrong")
    ask(alice, TODAY)
    assert AuditPack.objects.using("owner").filter(company=world.aster).count() == 2 + 4
    entries = Activity.objects.using("owner").filter(verb__startswith="pack.")
    verbs = list(entries.order_by("pk").values_list("verb", "actor_id"))
    asked, got = ("pack.asked", world.alice.pk), ("pack.downloaded", world.alice.pk)
    assert verbs == [asked, got, asked, asked, asked]


def test_a_pack_is_for_those_whose_branches_are_in_it(
    world: World, instrument: Equipment, sign_in: SignIn
) -> None:
    alice, bob, charlie = (sign_in(each) for each in (world.alice, world.bob, world.charlie))
    ask(alice, TODAY, which="chosen", branches=[world.north.pk])
    ask(bob, TODAY)
    work_off()
    bobs, alices = AuditPack.objects.using("owner").order_by("-pk")[:2]
    assert bobs.branch_ids == alices.branch_ids == [world.north.pk]
    content = fetched(bob, bobs)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert FENCED not in " ".join(archive.namelist())
        assert FENCED not in cells(archive, 1) + cells(archive, 2)
    fetched(alice, bobs)
    for client, pack in ((bob, alices), (charlie, bobs), (charlie, alices)):
        assert client.get(f"{PACKS}{pack.pk}/file/").status_code == 404
    tampered = {"held_on": TODAY.isoformat(), "which": "chosen", "branches": [world.south.pk]}
    assert bob.post(PACKS, tampered).status_code == 422
    assert bob.post(PACKS, {"held_on": "3000-01-01", "which": "all"}).status_code == 422
    BranchGrant.objects.using("owner").filter(user=world.bob).delete()
    CompanyGrant.objects.using("owner").filter(user=world.alice).delete()
    assert sign_in(world.bob).get(f"{PACKS}{bobs.pk}/file/").status_code == 404
    assert sign_in(world.alice).get(f"{PACKS}{alices.pk}/file/").status_code == 404


def test_raw_sql_asks_for_no_file_of_others(world: World) -> None:
    """As each client role, past all of our code."""
    both = AuditPack.objects.using("owner").get(pk=world.packs["own"].pk)
    both.pk, both.branch_ids = None, [world.north.pk, world.south.pk]
    both.save(using="owner")  # of somebody who managed both branches
    insert = """
    INSERT INTO audit_packs (company_id, branch_id, branch_ids, held_on, user_id, fingerprint,
                             state, file, settled_at)
    VALUES (%s, %s, %s, '2026-06-01', %s, '', %s, %s, %s)
    """
    bob, alice = (User.objects.get(pk=each.pk) for each in (world.bob, world.alice))
    aster, north, south = world.aster.pk, world.north.pk, world.south.pk
    ready = ["done", "documents/2026-01-01/secret", timezone.now()]
    cases: list[tuple[User, list[Any]]] = [
        (bob, [aster, north, [north, south], bob.pk, "open", "", None]),
        (bob, [aster, None, [north], bob.pk, "open", "", None]),
        (bob, [aster, north, [north], alice.pk, "open", "", None]),
        (bob, [aster, north, [north], bob.pk, *ready]),
        (alice, [world.borealis.pk, None, [world.foreign_branch.pk], alice.pk, "open", "", None]),
        (alice, [aster, None, [north], alice.pk, *ready]),
    ]
    for person, values in cases:
        with pytest.raises(Error), open_scope(scope_of(person)), connection.cursor() as cursor:
            cursor.execute(insert, values)
    with open_scope(scope_of(bob)), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_packs")
        assert cursor.fetchall() == [(world.packs["own"].pk,)]


def test_a_pack_goes_after_its_week(
    world: World, instrument: Equipment, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = sign_in(world.alice)
    ask(alice, TODAY)
    work_off()
    pack = made()
    assert default_storage.exists(pack.file)
    AuditPack.objects.using("owner").update(expires_at=timezone.now())
    assert alice.get(f"{PACKS}{pack.pk}/file/").status_code == 404
    assert "Its week is over" in alice.get(PACKS).content.decode()
    monkeypatch.setattr(shelf, "YOUNG", -timedelta(minutes=1))
    with as_worker():
        assert sweep.sweep() == 2  # the pack, and the part that it was made of
    assert not default_storage.exists(pack.file)
    ask(alice, TODAY)
    assert made() != pack


def test_a_file_that_is_not_as_issued_spoils_the_pack(
    world: World, instrument: Equipment, sign_in: SignIn
) -> None:
    alice = sign_in(world.alice)
    ask(alice, TODAY)
    work_off()
    spoilt = Certificate.objects.using("owner").get(pk=world.certificates["own"].pk)
    Path(default_storage.path(spoilt.pdf)).write_bytes(b"%PDF-1.7 another")
    ask(alice, date(2026, 6, 2))
    work_off()
    pack = made()
    assert (pack.state, pack.file) == ("refused", "")
    assert (
        f"The file of {spoilt.number} is not as it was issued" in alice.get(PACKS).content.decode()
    )
    told = InboxItem.objects.using("owner").get(verb="pack.spoilt")
    assert told.user_id == world.staff[Role.ADMIN].pk
