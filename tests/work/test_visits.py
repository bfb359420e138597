"""From what falls due to a visit: the list, the page, the quote or job that is made of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from companies.models import Branch
from companies.retiring.refused import Refused
from equipment.models import CalibrationPlan, Equipment
from jobs.quotes.models import Quote, QuoteLine
from jobs.work.actions.item import change_item
from jobs.work.actions.visit import job_visit
from jobs.work.models import Job, JobItem
from jobs.work.visits.figures import Figures, figures_of
from jobs.work.visits.filters import due_until, first_due
from jobs.work.visits.planned import planned
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.models import Setting
from realsync.db.scope import as_user
from tests.world import World

SignIn = Callable[[User], Client]
KEY = "11111111-1111-4111-8111-111111111111"


def due_at(world: World, role: Role = Role.SCHEDULER, *, within: int = 30) -> dict[int, Figures]:
    """What the list says, by branch."""
    person = User.objects.get(pk=world.staff[role].pk)
    until = timezone.localdate() + timedelta(days=within)
    with as_user(person):
        plans = due_until(CalibrationPlan.objects.visible_to(person).active(), until)
        branches = list(first_due(plans).values_list("branch_id", flat=True))
        return dict(zip(branches, figures_of(branches, within), strict=True))


def plans_of(branch: Branch) -> list[CalibrationPlan]:
    rows = CalibrationPlan.objects.using("owner").filter(branch=branch)
    return list(rows.order_by("next_due_on", "pk"))


def make(client: Client, branch: Branch, what: str, plans: list[Any], **more: Any) -> Any:
    sent = {"plan": [getattr(plan, "pk", plan) for plan in plans], **more}
    return client.post(f"/branches/{branch.pk}/visit/{what}/", sent)


def test_what_is_due_at_a_branch_in_numbers(world: World) -> None:
    """North: one instrument is overdue, one is due in a month; 99.50 is what Aster pays."""
    minutes = world.service.estimated_minutes
    north = due_at(world)[world.north.pk]
    assert north == Figures(2, 1, 2 * minutes, Decimal("199.00"), 0)
    assert due_at(world, within=29)[world.north.pk].due == 1


def test_the_base_price_holds_where_none_is_agreed(world: World) -> None:
    from jobs.quotes.models import CompanyPrice

    CompanyPrice.objects.using("owner").filter(company=world.aster).update(is_active=False)
    assert due_at(world)[world.north.pk].price == 2 * world.service.base_price


def test_instruments_count_once_and_retired_ones_not_at_all(world: World, sign_in: SignIn) -> None:
    overdue, later = plans_of(world.north)
    page = sign_in(world.staff[Role.SCHEDULER]).get(f"/branches/{world.north.pk}/visit/")
    assert shown(page) == {overdue.pk, later.pk}
    Equipment.objects.using("owner").filter(pk=overdue.equipment_id).update(is_active=False)
    found = due_at(world)[world.north.pk]
    assert (found.due, found.overdue) == (1, 0)
    page = sign_in(world.staff[Role.SCHEDULER]).get(f"/branches/{world.north.pk}/visit/")
    assert shown(page) == {later.pk}
    CalibrationPlan.objects.using("owner").filter(pk=later.pk).update(is_active=False)
    assert world.north.pk not in due_at(world)


def shown(page: Any) -> set[int]:
    return {int(pk) for pk in re.findall(r'name="plan" value="(\d+)"', page.content.decode())}


@pytest.mark.parametrize("what", ["job", "quote"])
def test_a_visit_is_made_once_and_its_plans_count_as_planned(
    world: World, sign_in: SignIn, what: str
) -> None:
    client, plans = sign_in(world.staff[Role.SALES]), plans_of(world.north)
    answer = make(client, world.north, what, plans, idempotency_key=KEY)
    again = make(client, world.north, what, plans, idempotency_key=KEY)
    assert answer.status_code == again.status_code == 302
    assert answer["Location"] == again["Location"]
    model: Any = {"job": Job, "quote": Quote}[what]
    made = model.objects.using("owner").get(title="Calibration of 2 instruments")
    assert answer["Location"] == f"/{what}s/{made.pk}/"
    rows: Any = (
        JobItem.objects.using("owner").filter(job=made)
        if what == "job"
        else QuoteLine.objects.using("owner").filter(quote=made)
    )
    found = rows.in_order().values_list("plan_id", "equipment_id", "service_id", "unit_price")
    price = Decimal("99.50")
    assert list(found) == [(p.pk, p.equipment_id, p.service_id, price) for p in plans]
    assert world.north.pk not in due_at(world)
    page = client.get(f"/branches/{world.north.pk}/visit/").content.decode()
    assert page.count(f'href="{answer["Location"]}">{made.number}') == 2
    assert 'name="plan"' not in page


def test_what_was_planned_meanwhile_is_not_planned_twice(world: World, sign_in: SignIn) -> None:
    first, second = plans_of(world.north)
    assert make(sign_in(world.staff[Role.SALES]), world.north, "quote", [first]).status_code == 302
    client = sign_in(world.staff[Role.SCHEDULER])
    answer = make(client, world.north, "job", [first, second])
    quote = Quote.objects.using("owner").get(title="Calibration of 1 instrument")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="/quotes/{quote.pk}/">{quote.number}' in page
    assert f'value="{second.pk}" checked' in page
    assert not Job.objects.using("owner").filter(title__startswith="Calibration of").exists()


def test_of_two_who_plan_the_same_at_once_one_is_told(world: World, restored: None) -> None:
    plans = [plan.pk for plan in plans_of(world.north)]
    people = [User.objects.get(pk=world.staff[role].pk) for role in (Role.SALES, Role.SCHEDULER)]
    outcomes: list[str] = []
    together = Barrier(len(people))

    def plan(person: User) -> None:
        try:
            with as_user(person):
                branch = Branch.objects.get(pk=world.north.pk)
                together.wait()
                outcomes.append(job_visit(by=person, branch=branch, plans=plans).number)
        except Refused as refused:
            outcomes.append(refused.sentence)
        finally:
            connection.close()

    threads = [Thread(target=plan, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [job] = Job.objects.using("owner").filter(title="Calibration of 2 instruments")
    told = f"{world.equipment[0]} has been planned meanwhile: {job.number}."
    assert sorted(outcomes) == sorted([job.number, told])


def test_what_a_plan_waits_for(world: World, sign_in: SignIn) -> None:
    """From quote to job: planned in each live state, and no more when that comes to nothing."""
    admin = sign_in(world.staff[Role.ADMIN])
    plans = plans_of(world.north)
    make(admin, world.north, "quote", plans)
    quote = Quote.objects.using("owner").get(title__startswith="Calibration of")
    lines = list(QuoteLine.objects.using("owner").filter(quote=quote).in_order())

    def post(path: str, **data: Any) -> None:
        quote.refresh_from_db(using="owner")
        answer = admin.post(path, {"version": quote.version, **data})
        assert answer.status_code == 302

    def is_planned() -> list[bool]:
        person = User.objects.get(pk=world.staff[Role.ADMIN].pk)
        with as_user(person):
            known = planned(person, [plan.pk for plan in plans])
        listed = due_at(world).get(world.north.pk, Figures(0, 0, 0, Decimal(), 2))
        assert listed.planned == len(known)  # the list and the page say the same
        return [plan.pk in known for plan in plans]

    assert is_planned() == [True, True]
    post(f"/quotes/{quote.pk}/sending/", to="buyer@client.example")
    assert is_planned() == [True, True]
    post(f"/quotes/{quote.pk}/acceptance/", lines=[lines[0].pk])
    assert is_planned() == [True, False]
    post(f"/quotes/{quote.pk}/job/")
    assert is_planned() == [True, False]
    job = Job.objects.using("owner").get(quote=quote)
    admin.post(
        f"/jobs/{job.pk}/cancellation/", {"version": job.version, "cancel_reason": "Not now"}
    )
    assert is_planned() == [False, False]


def test_a_withdrawn_quote_and_a_line_taken_out_plan_nothing(world: World, sign_in: SignIn) -> None:
    admin, plans = sign_in(world.staff[Role.ADMIN]), plans_of(world.north)
    make(admin, world.north, "quote", plans)
    quote = Quote.objects.using("owner").get(title__startswith="Calibration of")
    lines = QuoteLine.objects.using("owner").filter(quote=quote)
    lines.filter(plan=plans[0]).update(is_active=False)
    assert due_at(world)[world.north.pk].due == 1
    quote.refresh_from_db(using="owner")
    admin.post(f"/quotes/{quote.pk}/retirement/", {"version": quote.version, "agreed": "1"})
    assert due_at(world)[world.north.pk].due == 2


def test_a_job_by_hand_plans_what_it_names(world: World, sign_in: SignIn) -> None:
    """Whoever chooses instrument and service means the plan of these two."""
    overdue, _later = plans_of(world.north)
    sent = {
        "title": "By hand",
        "branch": world.north.pk,
        "priority": "normal",
        "items-count": "1",
        "items-0-equipment": overdue.equipment_id,
        "items-0-service": overdue.service_id,
        "items-0-quantity": "1",
        "items-0-unit": "item",
    }
    client = sign_in(world.staff[Role.SCHEDULER])
    assert client.post("/jobs/new/", sent).status_code == 302
    item = JobItem.objects.using("owner").get(job__title="By hand")
    assert item.plan_id == overdue.pk
    assert due_at(world)[world.north.pk].due == 1
    person = User.objects.get(pk=world.staff[Role.SCHEDULER].pk)
    with as_user(person):
        other = Equipment.objects.get(pk=world.equipment[1].pk)
        mine = JobItem.objects.get(pk=item.pk)
        change_item(item=mine, by=person, version=item.version, changes={"equipment": other})
        assert JobItem.objects.get(pk=item.pk).plan.equipment_id == other.pk  # type: ignore[union-attr]


def test_totals_follow_the_ticks(world: World, sign_in: SignIn) -> None:
    client, plans = sign_in(world.staff[Role.SCHEDULER]), plans_of(world.north)
    path = f"/branches/{world.north.pk}/visit/totals/"
    page = client.post(path, {"plan": [plans[0].pk], "due_within": "30"}).content.decode()
    assert "99.50" in page
    assert "<dd>1</dd>" in page
    assert "0.00" in client.post(path, {}).content.decode()


def test_due_is_ticked_soon_is_not_and_neither_is_what_is_missing(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    overdue, later = plans_of(world.north)
    path = f"/branches/{world.north.pk}/visit/"
    CalibrationPlan.objects.using("owner").filter(pk=later.pk).update(
        next_due_on=timezone.localdate() + timedelta(days=50)
    )
    page = client.get(path).content.decode()
    assert f'value="{overdue.pk}" checked' in page
    assert f'value="{later.pk}">' in page
    assert f'value="{later.pk}" checked' in client.get(f"{path}?due_within=60").content.decode()
    Equipment.objects.using("owner").filter(pk=overdue.equipment_id).update(status="missing")
    assert f'value="{overdue.pk}">' in client.get(path).content.decode()


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 30, "1e3"])
@pytest.mark.parametrize("what", ["job", "quote"])
def test_nothing_to_plan_is_said(world: World, sign_in: SignIn, what: str, sent: str) -> None:
    client = sign_in(world.staff[Role.SALES])
    answer = make(client, world.north, what, [sent], due_within=sent)
    assert answer.status_code == 422
    assert "Tick at least one instrument." in answer.content.decode()


def test_a_plan_of_another_branch_is_not_taken(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    plans = [*plans_of(world.north), *plans_of(world.foreign_branch)]
    assert make(client, world.north, "job", plans).status_code == 409
    assert not Job.objects.using("owner").filter(title__startswith="Calibration of").exists()


def test_the_scheduler_makes_jobs_and_no_quotes(world: World, sign_in: SignIn) -> None:
    client, plans = sign_in(world.staff[Role.SCHEDULER]), plans_of(world.north)
    assert "Make a quote" not in client.get(f"/branches/{world.north.pk}/visit/").content.decode()
    assert make(client, world.north, "quote", plans).status_code == 403
    assert make(client, world.north, "job", plans).status_code == 302


def test_the_list_by_region_company_and_distance(world: World, sign_in: SignIn) -> None:
    branches = Branch.objects.using("owner")
    branches.filter(pk=world.north.pk).update(latitude="52.52", longitude="13.40", region="Spree")
    Setting.objects.using("owner").create(
        name="laboratory_place", value={"latitude": 48.14, "longitude": 11.58}
    )
    client = sign_in(world.staff[Role.SCHEDULER])
    everywhere = client.get("/visits/").content.decode()
    assert f"/branches/{world.north.pk}/visit/" in everywhere
    assert f"/branches/{world.foreign_branch.pk}/visit/" in everywhere
    assert "504 km" in everywhere  # Munich to Berlin
    for query in ("region=Spree", f"company={world.aster.pk}", "q=North"):
        page = client.get(f"/visits/?{query}").content.decode()
        assert f"/branches/{world.north.pk}/visit/" in page, query
        assert f"/branches/{world.foreign_branch.pk}/visit/" not in page, query
    for query in ("due_within=31", "due_within=x", "sort=price", "region=" + "x" * 200):
        assert client.get(f"/visits/?{query}").status_code == 400, query


def test_the_nearest_of_the_region_come_first(world: World, sign_in: SignIn) -> None:
    branches = Branch.objects.using("owner")
    for branch, latitude in ((world.north, "52.5"), (world.south, "48.0"),
                             (world.foreign_branch, "52.0")):  # fmt: skip
        branches.filter(pk=branch.pk).update(latitude=latitude, longitude="13", region="Here")
    client = sign_in(world.staff[Role.SCHEDULER])
    page = client.get(f"/branches/{world.north.pk}/visit/nearby/").content.decode()
    near, far = (f"/branches/{each.pk}/visit/" for each in (world.foreign_branch, world.south))
    assert -1 < page.index(near) < page.index(far)
    assert "56 km" in page
    assert f'"/branches/{world.north.pk}/visit/"' not in page
