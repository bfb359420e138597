"""Lists as files: exactly what is seen, to those who see it, and nothing that runs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from companies.models import Branch, BranchGrant, Company, CompanyGrant
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.exports import building, sweep
from realsync.exports.models import Export
from realsync.files import shelf
from realsync.inbox.models import InboxItem
from realsync.outbox.models import OutboxRow
from tests.database import as_worker
from tests.exports.reading import csv_rows, xlsx_rows
from tests.made.words import CANARY, FENCED
from tests.worker import work_off
from tests.world import World

pytestmark = pytest.mark.usefixtures("files")
SignIn = Callable[[User], Client]
EQUIPMENT, PORTAL = "/equipment/export/", "/portal/equipment/export/"
LONG = f"?q={'x' * 201}"
DAY = date(1899, 12, 30).toordinal()


def export(client: Client, address: str, form: str = "csv") -> Any:
    return client.post(address, {"format": form})


def fetched(client: Client, export: Export) -> tuple[int, bytes]:
    answer: Any = client.get(f"/exports/{export.pk}/file/")
    content = b"".join(answer) if answer.streaming else b""
    answer.close()
    return answer.status_code, content


def made() -> Export:
    return Export.objects.using("owner").latest("pk")


def branch_of(company: Company) -> Branch:
    return Branch.objects.using("owner").create(company=company, name="West")


def work_off_all() -> None:
    while OutboxRow.objects.using("owner").filter(done_at=None).exists():
        work_off()


@pytest.fixture
def large(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is a large one, of two rows a slice and one slice a portion."""
    settings.EXPORT_ROWS_AT_ONCE = 0
    monkeypatch.setattr(building, "PORTION_SECONDS", 0.0)
    monkeypatch.setattr(building, "SLICE", 2)


def test_a_small_list_is_the_answer(world: World, sign_in: SignIn) -> None:
    instrument = world.equipment[1]
    instrument.next_due_on, instrument.serial = date(2030, 2, 3), "=1+1"
    instrument.save(using="owner")
    admin = sign_in(world.staff[Role.ADMIN])
    answer = export(admin, f"{EQUIPMENT}?sort=-next_due_on&branch={world.north.pk}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    today = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="Equipment {today}.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    heads, *rows = csv_rows(answer.content)
    assert heads == [
        "Instrument", "State", "Manufacturer", "Model", "Code", "Serial", "Asset number",
        "Category", "Company", "Branch", "Status", "Last calibrated", "Next due",
    ]  # fmt: skip
    shown = Equipment.objects.using("owner").filter(branch=world.north)
    order = sorted(shown, key=lambda each: (each.next_due_on or date.max, each.pk), reverse=True)
    assert [row[4] for row in rows] == [each.code for each in order]
    by_code = {row[4]: row for row in rows}
    assert by_code[instrument.code][5] == "'=1+1"
    assert by_code[instrument.code][12] == "2030-02-03"
    book = xlsx_rows(export(admin, f"{EQUIPMENT}?sort=-next_due_on", "xlsx").content)
    assert book[0] == heads
    cells = next(row for row in book if row[4] == instrument.code)
    assert (cells[5], cells[12]) == ("=1+1", date(2030, 2, 3).toordinal() - DAY)
    entry = Activity.objects.using("owner").filter(verb="list.exported").order_by("pk")[0]
    assert entry.actor_id == world.staff[Role.ADMIN].pk
    assert entry.changes["rows"] == [None, 3]
    assert entry.changes["list"] == [None, "Equipment"]
    assert "North" in entry.changes["filters"][1]


def test_each_sees_in_a_file_what_they_see_in_the_list(world: World, sign_in: SignIn) -> None:
    alice = export(sign_in(world.alice), PORTAL).content.decode()
    bob = export(sign_in(world.bob), PORTAL).content.decode()
    assert (CANARY in alice, FENCED in alice) == (False, True)
    assert (CANARY in bob, FENCED in bob, "Multimeter" in bob) == (False, False, True)
    entry = Activity.objects.using("owner").filter(verb="list.exported").latest("pk")
    assert (entry.actor_id, entry.company_id) == (world.bob.pk, world.aster.pk)
    assert export(sign_in(world.alice), EQUIPMENT).status_code == 404
    assert export(sign_in(world.staff[Role.ADMIN]), PORTAL).status_code == 404
    assert export(sign_in(world.staff[Role.ONBOARDING]), "/quotes/export/").status_code == 403
    people = csv_rows(export(sign_in(world.staff[Role.ADMIN]), "/users/export/").content)
    active = User.objects.using("owner").filter(is_active=True)
    assert len(people) == 1 + active.count()


def test_ticked_rows_and_chosen_columns(world: World, sign_in: SignIn, settings: Any) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    ticked = [world.equipment[2], world.equipment[0]]
    body = {"ids": ",".join(str(each.pk) for each in ticked)}
    kept = admin.post("/equipment/selection/", body).json()["selection"]
    address = f"{EQUIPMENT}?selection={kept}&columns=code,description&sort=-code"
    assert "Only selected" in admin.get(address).content.decode()
    heads, *rows = csv_rows(export(admin, address).content)
    assert heads == ["Code", "Instrument", "State", "Manufacturer", "Model"]
    assert [row[0] for row in rows] == sorted((each.code for each in ticked), reverse=True)
    assert csv_rows(export(sign_in(world.staff[Role.SALES]), address).content) == [heads, *rows]
    assert export(sign_in(world.alice), f"{PORTAL}?selection={kept}").status_code == 400
    settings.EXPORT_ROWS_AT_ONCE = 0
    export(admin, address)
    work_off_all()
    assert csv_rows(fetched(admin, made())[1]) == [heads, *rows]


@pytest.mark.parametrize("query", ["?sort=password", "?branch=x", "?status=none", LONG])
def test_what_no_page_sends_is_refused(world: World, sign_in: SignIn, query: str) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    assert export(admin, EQUIPMENT + query).status_code == 400
    assert admin.get(EQUIPMENT + query).status_code == 400


def test_there_are_two_formats(world: World, sign_in: SignIn) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    assert export(admin, EQUIPMENT, "pdf").status_code == 400
    assert admin.get(EQUIPMENT).status_code == 200
    assert admin.put(EQUIPMENT).status_code == 405
    assert not Activity.objects.using("owner").filter(verb__startswith="list.").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_large_list_is_made_in_portions(
    world: World, sign_in: SignIn, large: None, form: str
) -> None:
    admin = world.staff[Role.ADMIN]
    client = sign_in(admin)
    query = "?sort=-code&is_active=all"
    answer = export(client, EQUIPMENT + query, form)
    assert (answer.status_code, answer["Location"]) == (303, "/exports/")
    first = made()
    assert "Waiting for its turn" in client.get("/exports/rows/").content.decode()
    export(client, EQUIPMENT + query, form)  # a double click
    assert made() == first
    work_off()
    assert made().rows == 2
    assert "2 of 9 rows are written" in client.get("/exports/rows/").content.decode()
    work_off_all()
    done = made()
    assert (done.state, done.rows, done.total, done.parts) == ("done", 9, 9, [])
    page = client.get("/exports/").content.decode()
    assert f"/exports/{done.pk}/file/" in page
    _status, content = fetched(client, done)
    assert len(content) == done.size_bytes
    rows = (csv_rows if form == "csv" else xlsx_rows)(content)
    codes = Equipment.objects.using("owner").order_by("-code").values_list("code", flat=True)
    assert [row[4] for row in rows[1:]] == list(codes)
    told = InboxItem.objects.using("owner").get(verb="export.ready")
    assert (told.user_id, told.title) == (admin.pk, "Equipment")
    assert "Your export of Equipment is ready" in client.get("/inbox/").content.decode()
    assert client.get(f"/inbox/{told.pk}/")["Location"] == "/exports/"
    log = Activity.objects.using("owner").filter(entity_type="export", entity_id=done.pk)
    verbs = log.order_by("pk").values_list("verb", "actor_id")
    assert list(verbs) == [("list.exported", admin.pk), ("list.export_fetched", admin.pk)]


def test_a_file_is_its_persons_alone(world: World, sign_in: SignIn, large: None) -> None:
    export(sign_in(world.bob), PORTAL)
    work_off_all()
    bobs = made()
    assert fetched(sign_in(world.bob), bobs)[0] == 200
    for person in (world.alice, world.charlie, world.staff[Role.ADMIN]):
        other = sign_in(person)
        assert fetched(other, bobs)[0] == 404
        assert other.post(f"/exports/{bobs.pk}/cancellation/").status_code == 404
    BranchGrant.objects.using("owner").filter(user=world.bob).delete()
    assert fetched(sign_in(world.bob), bobs)[0] == 404


def test_a_right_that_is_withdrawn_ends_it(world: World, sign_in: SignIn, large: None) -> None:
    export(sign_in(world.alice), PORTAL)
    work_off()
    CompanyGrant.objects.using("owner").filter(user=world.alice).delete()
    work_off_all()
    assert (made().state, made().file) == ("refused", "")
    assert "rights have changed" in made().answer
    sales = world.staff[Role.SALES]
    export(sign_in(sales), "/quotes/export/")
    User.objects.using("owner").filter(pk=sales.pk).update(role=Role.ONBOARDING)
    work_off_all()
    assert (made().page, made().state) == ("quotes:list", "refused")


def test_a_manager_of_two_companies_gets_the_one_they_looked_at(
    world: World, sign_in: SignIn, large: None
) -> None:
    place = {"company": world.corona, "branch": branch_of(world.corona)}
    Equipment.objects.using("owner").create(description="Scale", specification={}, **place)
    erin = sign_in(world.erin)
    erin.post("/portal/company/", {"company": world.corona.pk})
    export(erin, PORTAL)
    work_off_all()
    assert (made().company_id, made().rows) == (world.corona.pk, 1)
    assert f"/exports/{made().pk}/file/" in erin.get("/exports/").content.decode()
    erin.post("/portal/company/", {"company": world.aster.pk})
    assert f"/exports/{made().pk}/file/" not in erin.get("/exports/").content.decode()
    assert fetched(erin, made())[0] == 404


def test_only_so_many_are_made_for_a_person_and_each_can_be_cancelled(
    world: World, sign_in: SignIn, large: None, settings: Any
) -> None:
    settings.EXPORTS_AT_ONCE = 1
    admin = sign_in(world.staff[Role.ADMIN])
    export(admin, EQUIPMENT)
    running = made()
    export(admin, "/companies/export/")
    assert made() == running
    assert "1 exports of yours are being made" in admin.get("/exports/").content.decode()
    assert admin.get(f"/exports/{running.pk}/cancellation/").status_code == 405
    admin.post(f"/exports/{running.pk}/cancellation/")
    work_off_all()
    assert (made().state, made().file, made().parts) == ("cancelled", "", [])
    export(admin, "/companies/export/")
    assert made() != running


def test_files_go_when_their_time_is_over(
    world: World, sign_in: SignIn, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    export(admin, EQUIPMENT)
    work_off_all()
    file = made().file
    assert default_storage.exists(file)
    export(admin, EQUIPMENT)
    long_ago = timezone.now() - timedelta(hours=7)
    Export.objects.using("owner").filter(state="open").update(created_at=long_ago)
    Export.objects.using("owner").filter(state="done").update(expires_at=timezone.now())
    assert fetched(admin, Export.objects.using("owner").get(file=file))[0] == 404
    assert "Its time is over" in admin.get("/exports/").content.decode()
    monkeypatch.setattr(shelf, "YOUNG", -timedelta(minutes=1))
    with as_worker():
        assert sweep.sweep(dry=True) == sweep.sweep() > 1  # it, and the parts that it was made of
        sweep.end_stuck()
    assert not default_storage.exists(file)
    assert (made().state, "could not be made" in made().answer) == ("refused", True)
