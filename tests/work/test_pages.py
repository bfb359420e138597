"""Jobs as people meet them: pages, forms, moves, goods, exports."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections, transaction
from django.test import Client

from jobs.work.choices import MOVES, JobStatus
from jobs.work.models import Job, JobItem
from jobs.work.moves import BY_NOUN
from jobs.work.moves import MOVES as NOUNS
from jobs.work.views.staff import MOST_ITEMS_SHOWN
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.editing.sent import form_of, opened
from tests.made.words import ELSEWHERE
from tests.work.test_scope import grant
from tests.work.test_states import HOUR, MONDAY, owned, put_into, schedule
from tests.world import World

SignIn = Callable[[User], Client]
STATES = list(JobStatus)
GIVEN = {
    "schedule": {"starts_at": "2027-01-04T08:00", "ends_at": "2027-01-04T10:00"},
    "cancellation": {"cancel_reason": "The client has moved"},
}


def make(client: Client, world: World, job: Job, noun: str, **more: object) -> int:
    sent = {"version": owned(job).version, **GIVEN.get(noun, {}), **more}
    if noun == "schedule":
        sent.setdefault("technician", world.staff[Role.TECHNICIAN].pk)
    return client.post(f"/jobs/{job.pk}/{noun}/", sent).status_code


@pytest.mark.parametrize("before", STATES)
def test_the_square_of_states_by_page(world: World, sign_in: SignIn, before: str) -> None:
    """Each noun in each state: made where the move exists, refused with 409 where it does not."""
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    reached = set()
    for move in NOUNS:
        put_into(world, job, before)
        offered = f"/jobs/{job.pk}/{move.noun}/" in client.get(f"/jobs/{job.pk}/").content.decode()
        status = make(client, world, job, move.noun)
        assert offered == (status == 302), move.noun
        assert status in (302, 409)
        if status == 302:
            assert owned(job).status == move.to
            reached.add(str(move.to))
        else:
            assert owned(job).status == before
    assert reached - {before} == set(MOVES.get(before, ()))


def test_every_move_has_a_noun() -> None:
    assert set().union(*MOVES.values()) == {move.to for move in NOUNS}


def test_a_technician_works_on_their_own_and_plans_nothing(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.TECHNICIAN]), world.jobs["own"]
    put_into(world, job, JobStatus.SCHEDULED)
    assert make(client, world, job, "cancellation") == 403
    assert make(client, world, job, "schedule") == 403
    assert make(client, world, job, "start") == 302
    assert make(client, world, job, "review") == 302
    assert make(client, world, job, "completion") == 403
    assert make(client, world, world.jobs["other"], "start") == 404
    grant(world, world.jobs["other"])
    assert client.get(f"/jobs/{world.jobs['other'].pk}/").status_code == 200
    assert make(client, world, world.jobs["other"], "start") == 403
    assert client.get(f"/jobs/{world.jobs['other'].pk}/edit/").status_code == 403


def test_a_technicians_list_holds_their_own(world: World, sign_in: SignIn) -> None:
    text = sign_in(world.staff[Role.TECHNICIAN]).get("/jobs/").content.decode()
    assert "Visit in spring" in text
    assert ELSEWHERE not in text
    for place, pk in (("companies", world.aster.pk), ("branches", world.north.pk)):
        card = sign_in(world.staff[Role.TECHNICIAN]).get(f"/{place}/{pk}/jobs/").content.decode()
        assert "Visit in spring" in card
        assert ELSEWHERE not in card


def test_the_list_is_filtered_and_sorted(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    put_into(world, world.jobs["own"], JobStatus.COMPLETED)
    for query, count in (
        ("", 4), ("?status=open", 3), ("?status=completed", 1), ("?q=autumn", 1),
        (f"?company={world.aster.pk}", 3), (f"?branch={world.north.pk}", 2),
        (f"?technician={world.staff[Role.TECHNICIAN].pk}", 1), ("?sort=starts_at", 4),
        ("?sort=-company_name", 4), (f"?equipment={world.equipment[0].pk}", 1),
    ):  # fmt: skip
        page = client.get(f"/jobs/{query}")
        assert page.status_code == 200, query
        assert page.content.decode().count('<tr class="row"') == count, query
    assert client.get("/jobs/?technician=1").status_code == 400


def test_a_double_booking_is_explained_with_the_other_job(world: World, sign_in: SignIn) -> None:
    schedule(world.jobs["own"], world.staff[Role.TECHNICIAN].pk, MONDAY + HOUR)
    job = world.jobs["other"]
    sent = {**GIVEN["schedule"], "technician": world.staff[Role.TECHNICIAN].pk, "version": 9}
    sent["version"] = owned(job).version
    page = sign_in(world.staff[Role.SCHEDULER]).post(f"/jobs/{job.pk}/schedule/", sent)
    text = page.content.decode()
    assert page.status_code == 409
    assert world.jobs["own"].number in text
    assert f"/jobs/{world.jobs['own'].pk}/" in text
    assert owned(job).status == JobStatus.NEW


def test_a_page_that_is_older_is_refused(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    assert make(client, world, job, "acceptance", version=job.version - 1) == 409
    assert owned(job).status == JobStatus.NEW


def test_a_new_job_has_items_prices_and_a_number(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    form = client.get(f"/jobs/new/?branch={world.north.pk}")
    assert form.status_code == 200
    sent = {
        "title": "Yearly visit",
        "branch": world.north.pk,
        "priority": "high",
        "items-count": 2,
        "items-0-equipment": world.equipment[2].pk,
        "items-0-service": world.service.pk,
        "items-0-quantity": "2",
        "items-0-unit": "item",
        "items-1-description": "The way",
        "items-1-quantity": "1",
        "items-1-unit": "flat",
        "items-1-unit_price": "35.50",
    }
    page = client.post(f"/jobs/new/?branch={world.north.pk}", sent)
    assert page.status_code == 302, page.content.decode()
    job = Job.objects.using("owner").get(title="Yearly visit")
    assert job.number.startswith("JOB-")
    assert (job.version, job.company_id, job.status) == (1, world.aster.pk, "new")
    items = JobItem.objects.using("owner").filter(job=job).in_order()
    assert [(each.description, str(each.amount)) for each in items] == [
        (world.service.name, "199.00"),
        ("The way", "35.50"),
    ]
    verbs = Activity.objects.using("owner").filter(entity_type="job", entity_id=job.pk)
    assert [entry.verb for entry in verbs] == ["job.created"]


def test_a_job_is_changed_with_its_items(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    page = client.get(f"/jobs/{job.pk}/edit/")
    assert page.status_code == 200
    form = page.context["sheet"]
    sent = {"title": "Other words", "priority": "normal", "version": job.version,
            "original": form.form.sealed_original, "items-count": 0}  # fmt: skip
    page = client.post(f"/jobs/{job.pk}/edit/", sent)
    assert page.status_code == 302
    assert owned(job).title == "Other words"
    put_into(world, job, JobStatus.COMPLETED)
    assert client.get(f"/jobs/{job.pk}/edit/").status_code == 403


def test_an_accepted_quote_becomes_one_job(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["sent"]
    address = f"/quotes/{quote.pk}/job/"
    assert client.post(address).status_code == 409
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE quote_lines SET is_accepted = position < 3 WHERE quote_id = %s", [quote.pk]
        )
        cursor.execute("UPDATE quotes SET status = 'part_accepted' WHERE id = %s", [quote.pk])
    page, card = f"/quotes/{quote.pk}/", f"{address}card/"
    assert card in client.get(page).content.decode()
    assert address in client.get(card).content.decode()
    first, again = client.post(address), client.post(address)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    job = Job.objects.using("owner").get(quote=quote)
    items = JobItem.objects.using("owner").filter(job=job)
    assert (job.status, items.count()) == ("accepted", 2)
    shown = client.get(card).content.decode()
    assert (f"/jobs/{job.pk}/" in shown, address in shown) == (True, False)
    assert page in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_quote_leads_to_its_job_only_once_it_is_accepted(world: World, sign_in: SignIn) -> None:
    page = f"/quotes/{world.quotes['sent'].pk}/"
    client = sign_in(world.staff[Role.SALES])
    assert f"{page}job/" not in client.get(page).content.decode()
    assert f'{page}job/"' not in client.get(f"{page}job/card/").content.decode()
    for role in (Role.ONBOARDING, Role.TECHNICIAN):
        assert sign_in(world.staff[role]).get(f"{page}job/card/").status_code == 403


def test_goods_come_and_go(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.TECHNICIAN]), world.jobs["own"]
    item = JobItem.objects.using("owner").filter(job=job).in_order()[0]
    address = f"/jobs/{job.pk}/goods/"
    assert client.get(address).status_code == 200
    assert client.post(address, {f"{item.pk}-shelf": "B2"}).status_code == 422
    sent = {f"{item.pk}-received_on": "2026-11-02", f"{item.pk}-shelf": "B2"}
    assert client.post(address, sent).status_code == 302
    sent[f"{item.pk}-returned_on"] = "2026-11-01"
    assert client.post(address, sent).status_code == 422
    item.refresh_from_db(using="owner")
    assert (item.shelf, item.is_here) == ("B2", True)
    assert "Shelf B2" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_goods_are_noted_by_two_at_once_and_both_stay(world: World, sign_in: SignIn) -> None:
    job, address = world.jobs["own"], f"/jobs/{world.jobs['own'].pk}/goods/"
    first, second = JobItem.objects.using("owner").filter(job=job).in_order()
    alone, other = (sign_in(world.staff[role]) for role in (Role.TECHNICIAN, Role.SCHEDULER))
    page, older = opened(alone, address), opened(alone, address)
    theirs = {f"{first.pk}-received_on": "2026-11-02", f"{first.pk}-shelf": "B2"}
    assert other.post(address, opened(other, address) | theirs).status_code == 302
    mine = page | {f"{second.pk}-received_on": "2026-11-03"}
    assert alone.post(address, mine).status_code == 302
    first.refresh_from_db(using="owner")
    second.refresh_from_db(using="owner")
    assert (str(first.received_on), first.shelf) == ("2026-11-02", "B2")
    assert str(second.received_on) == "2026-11-03"
    # Both have noted a shelf: the later one is told, and decides.
    answer = alone.post(address, older | {f"{first.pk}-shelf": "C7"})
    assert answer.status_code == 422
    assert "Somebody has noted “B2” here meanwhile" in answer.content.decode()
    assert alone.post(address, form_of(answer.content.decode())).status_code == 302
    first.refresh_from_db(using="owner")
    assert first.shelf == "C7"


def test_a_long_job_shows_its_items_page_by_page(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    JobItem.objects.using("owner").bulk_create(
        JobItem(job=job, company_id=job.company_id, branch_id=job.branch_id, position=position,
                description=f"Point {position}", unit_price=1)
        for position in range(3, MOST_ITEMS_SHOWN + 6)
    )  # fmt: skip
    assert "first 200 of 205" in client.get(f"/jobs/{job.pk}/").content.decode()
    goods = f"/jobs/{job.pk}/goods/"
    assert '"?items=5#items">201\u2013205' in client.get(goods).content.decode()
    last = JobItem.objects.using("owner").filter(job=job).in_order().last()
    assert last is not None
    noted = opened(client, f"{goods}?items=5") | {f"{last.pk}-received_on": "2026-11-02"}
    assert client.post(f"{goods}?items=5", noted).status_code == 302
    form = opened(client, f"/jobs/{job.pk}/edit/?items=9")
    assert form["items-4-id"] == [str(last.pk)]
    changed = form | {"items-4-quantity": "7"}
    assert client.post(f"/jobs/{job.pk}/edit/?items=9", changed).status_code == 302
    last.refresh_from_db(using="owner")
    assert (str(last.received_on), last.quantity) == ("2026-11-02", Decimal(7))
    items = JobItem.objects.using("owner").filter(job=job)
    assert (items.count(), items.filter(received_on=None).count()) == (205, 204)


def test_accounting_gets_what_is_not_yet_invoiced(world: World, sign_in: SignIn) -> None:
    job, quote = world.jobs["own"], world.quotes["sent"]
    with connections["owner"].cursor() as cursor:  # what was sent does not change
        cursor.execute("ALTER TABLE quotes DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE quotes SET discount_percent = 7.5, status = 'accepted' WHERE id = %s",
            [quote.pk],
        )
        cursor.execute("ALTER TABLE quotes ENABLE TRIGGER USER")
    Job.objects.using("owner").filter(pk=job.pk).update(quote=quote)
    JobItem.objects.using("owner").filter(job=job).update(description="=cmd()")
    put_into(world, job, JobStatus.COMPLETED)
    client = sign_in(world.staff[Role.SCHEDULER])
    text = client.get("/jobs/not-invoiced/").content.decode("utf-8-sig")
    header, *lines = text.splitlines()
    assert header.startswith("job,completed,company")
    assert len(lines) == 2
    assert all(line.startswith(job.number) and "'=cmd()" in line for line in lines)
    assert all(line.endswith(f",{quote.number},7.50") for line in lines)
    logged = Activity.objects.using("owner").filter(verb="job.exported")
    assert [entry.entity_id for entry in logged] == [job.pk]
    assert make(client, world, job, "invoice", invoice_number="R-7") == 302
    assert len(client.get("/jobs/not-invoiced/").content.splitlines()) == 1
    assert sign_in(world.staff[Role.SALES]).get("/jobs/not-invoiced/").status_code == 403


def test_times_are_read_in_the_zone_of_whoever_plans(world: World, sign_in: SignIn) -> None:
    scheduler = world.staff[Role.SCHEDULER]
    User.objects.using("owner").filter(pk=scheduler.pk).update(time_zone="Europe/Zurich")
    assert make(sign_in(scheduler), world, world.jobs["own"], "schedule") == 302
    assert owned(world.jobs["own"]).starts_at == MONDAY - timedelta(hours=1)
    assert BY_NOUN["schedule"].is_offered(owned(world.jobs["own"]))
