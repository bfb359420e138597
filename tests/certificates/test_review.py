"""The review queue: who may, in which order, with what flags; one by one and many at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobs.certificates.models import Certificate
from jobs.work.models import Skill, Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.certificates.making import now
from tests.certificates.queue import fill
from tests.world import World

SignIn = Callable[[User], Client]
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def management(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


def approve(client: Client, certificate: Certificate, **more: str) -> dict[str, object]:
    path = f"/certificates/{certificate.pk}/approval/"
    sent = {"version": now(certificate).version, **more}
    answer = client.post(path, sent, headers=SCRIPT)
    return {"status": answer.status_code, **answer.json()}


def test_the_first_promised_comes_first_and_the_next_fifty_by_place(
    world: World, management: Client, waiting: Certificate
) -> None:
    world_own = world.certificates["pending"]
    made = fill(waiting, 60)
    page = management.get("/certificates/review/").content.decode()
    assert page.count("queue-item") == 50
    assert f'data-id="{world_own.pk}"' in page
    assert 'data-total="62"' in page
    rows = management.get("/certificates/review/rows/?from=50").content.decode()
    assert rows.count("queue-item") == 12
    assert f'data-id="{made[-1].pk}"' in rows
    assert 'aria-posinset="62"' in rows
    page = management.get(f"/certificates/review/?at={made[-1].pk}").content.decode()
    assert 'data-first="50"' in page
    assert "W-059" in page.partition('id="panel"')[2]
    assert management.get("/certificates/review/rows/?from=-1").status_code == 400
    assert management.get("/certificates/review/?at=999999999").status_code == 200


def test_flags_say_what_is_odd(world: World, management: Client, waiting: Certificate) -> None:
    panel = f"/certificates/{waiting.pk}/review/"
    # The world's service is of a category for which the technician has a competence.
    assert "No flags" in management.get(panel).content.decode()
    Skill.objects.using("owner").update(valid_until=date(2026, 1, 31))
    Standard.objects.using("owner").filter(pk=world.standard.pk).update(
        status="failed", failed_on=date(2026, 3, 1), failure="Worn"
    )
    page = management.get(panel).content.decode()
    assert "competence ended on 31 Jan 2026" in page
    assert f"Standard {world.standard.code} was found faulty" in page
    Skill.objects.using("owner").all().delete()
    assert "without competence for electrical" in management.get(panel).content.decode()


def test_a_point_that_wandered_is_a_flag_with_what_was_read_before(
    world: World, management: Client, waiting: Certificate
) -> None:
    results = [{**point, "as_found": point["nominal"]} for point in waiting.results]
    (before,) = fill(waiting, 1, results=results, performed_on=date(2025, 3, 3))
    Certificate.objects.using("owner").filter(pk=before.pk).update(
        status="approved", number="CRT-20250303-0001", issued_on=date(2025, 3, 3),
        approver=world.staff[Role.ADMIN], approver_name="Admin",
    )  # fmt: skip
    later = [{**point, "as_found": f"{float(point['nominal']) - 0.029:.3f}"} for point in results]
    (wandered,) = fill(waiting, 1, results=later)
    page = management.get(f"/certificates/{wandered.pk}/review/").content.decode()
    assert "Drift of 58 % of the limit since 3 Mar 2025" in page
    assert f'href="/certificates/{before.pk}/"' in page
    calm = management.get(f"/certificates/{waiting.pk}/review/").content.decode()
    assert "Drift" not in calm


def test_approval_by_a_script_says_what_came_of_it_once(
    management: Client, waiting: Certificate, restored: None
) -> None:
    key = "0b0c3a52-6d7d-4e2c-9d0b-9f7c3f9d9a11"
    told = approve(management, waiting, idempotency_key=key)
    issued = now(waiting)
    assert (told["status"], told["told"]) == (200, f"{issued.number} is issued.")
    assert told["waiting"] == "1 waits"
    assert issued.status == "approved"
    again = approve(management, waiting)
    assert (again["status"], again["gone"]) == (409, True)
    assert now(waiting).number == issued.number


def test_what_somebody_changed_meanwhile_is_read_again(
    management: Client, waiting: Certificate
) -> None:
    path = f"/certificates/{waiting.pk}/approval/"
    answer = management.post(path, {"version": waiting.version - 1}, headers=SCRIPT)
    assert answer.status_code == 409
    assert (answer.json()["stale"], answer.json()["gone"]) == (True, False)
    assert now(waiting).status == "pending_review"


def test_nobody_approves_their_own_and_reads_why(
    world: World, management: Client, waiting: Certificate
) -> None:
    me = world.staff[Role.MANAGEMENT]
    (mine,) = fill(waiting, 1, author=me, author_name=me.name, maker_ids=[me.pk])
    page = management.get(f"/certificates/review/?at={mine.pk}").content.decode()
    assert "You drafted it" in page
    assert 'data-decision="approve"' not in page
    assert approve(management, mine)["status"] == 409
    assert now(mine).status == "pending_review"


def test_rejection_needs_a_reason(management: Client, waiting: Certificate, restored: None) -> None:
    path = f"/certificates/{waiting.pk}/rejection/"
    sent = {"version": waiting.version, "reason": " "}
    answer = management.post(path, sent, headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert now(waiting).status == "pending_review"
    answer = management.post(path, {**sent, "reason": "Repeat point 3", "queue": ""})
    assert answer["Location"] == "/certificates/review/"
    assert (now(waiting).status, now(waiting).rejection_reason) == ("draft", "Repeat point 3")


def test_many_at_once_leave_out_what_has_flags(
    management: Client, waiting: Certificate, restored: None
) -> None:
    good, bad = fill(waiting, 2)[0], fill(waiting, 1, serial="", asset_number="")[0]
    ticked = {"certificate": [good.pk, bad.pk, 999_999_999]}
    path = "/certificates/review/approval/"
    asked = management.post(path, ticked).content.decode()
    assert "1 other is left out" in asked
    assert f'name="version" value="{good.pk}:{now(good).version}"' in asked
    # Also where somebody sends along the one with flags.
    versions = {
        "version": [f"{each.pk}:{now(each).version}" for each in (good, bad)],
        "agreed": "1",
    }
    answer = management.post(path, {**ticked, **versions})
    assert answer.status_code == 302
    assert (now(good).status, now(bad).status) == ("approved", "pending_review")
    everything = management.post(path, {"all": "1"}).content.decode()
    assert everything.count('name="certificate"') == 2  # the sample and its second copy
    assert management.post(path, {"certificate": ["x"]}).status_code == 400
    assert management.get(path).status_code == 405


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.SCHEDULER, Role.SALES, Role.ONBOARDING])
def test_only_those_who_approve_see_the_queue(world: World, sign_in: SignIn, role: Role) -> None:
    client = sign_in(world.staff[role])
    pending = world.certificates["pending"].pk
    for path in ("/certificates/review/", f"/certificates/{pending}/review/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/certificates/{pending}/approval/").status_code == 403


def test_promised_days_are_those_of_the_queue(management: Client, waiting: Certificate) -> None:
    today = timezone.localdate()
    (late,) = fill(waiting, 1, promised_on=today - timedelta(days=40))
    page = management.get("/certificates/review/").content.decode()
    assert page.index(f'data-id="{late.pk}"') < page.index(f'data-id="{waiting.pk}"')
