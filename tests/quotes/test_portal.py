"""A client reads, accepts and declines quotes in the portal; the system makes it count."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from jobs.quotes.models import Quote, QuoteLine, QuoteResponse
from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import open_scope, scope_of
from realsync.inbox.models import InboxItem
from tasks.models import Task
from tests.worker import without_triggers, work_off
from tests.world import World

SignIn = Callable[[User], Client]


def responses(quote: Quote) -> list[QuoteResponse]:
    rows = QuoteResponse.objects.using("owner").filter(quote=quote).order_by("pk")
    return list(rows)[1:]  # the world holds one that came too late


def lines(quote: Quote) -> list[int]:
    rows = QuoteLine.objects.using("owner").filter(quote=quote).order_by("position")
    return list(rows.values_list("pk", flat=True))


def accept(client: Client, quote: Quote, chosen: list[int], order: str = "") -> Any:
    sent = {"choosing": "1", "lines": chosen, "purchase_order": order}
    return client.post(f"/portal/quotes/{quote.pk}/acceptance/", sent)


def test_accepted_in_part_it_becomes_a_job_a_task_and_news(world: World, sign_in: SignIn) -> None:
    quote, bob = world.quotes["sent"], sign_in(world.bob)
    first, _second, third = lines(quote)
    sums = bob.get(f"/portal/quotes/{quote.pk}/sum/?choosing=1&lines={first}&lines={third}")
    assert "46.00" in sums.content.decode()  # 10 + 30, and 15 % tax
    answer = accept(bob, quote, [first, third], "PO-4711")
    assert answer.status_code == 302
    page = bob.get(f"/portal/quotes/{quote.pk}/").content.decode()
    assert "Sent. Our office has your answer" in page
    assert "Accept what is ticked" not in page
    assert Quote.objects.using("owner").get(pk=quote.pk).status == "sent"

    work_off(times=2)

    quote = Quote.objects.using("owner").get(pk=quote.pk)
    assert (quote.status, quote.purchase_order) == ("part_accepted", "PO-4711")
    job = Job.objects.using("owner").get(quote=quote)
    assert JobItem.objects.using("owner").filter(job=job).count() == 2
    assert Task.objects.using("owner").filter(entity_type="job", entity_id=job.pk).count() == 1
    told = InboxItem.objects.using("owner").filter(verb="quote.accepted_by_client")
    assert [item.user_id for item in told] == [quote.owner_id]
    page = bob.get(f"/portal/quotes/{quote.pk}/").content.decode()
    assert job.number in page
    assert f"/portal/jobs/{job.pk}/" in page
    office = sign_in(world.staff[Role.SALES]).get(f"/quotes/{quote.pk}/").content.decode()
    assert "Bob Baker: accepted" in office
    again = sign_in(world.alice).get(f"/portal/quotes/{quote.pk}/answer/").content.decode()
    assert "Bob Baker" in again
    assert "hx-trigger" not in again


def test_of_two_managers_one_counts_and_the_other_is_told(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["sent"]
    assert accept(sign_in(world.alice), quote, lines(quote)).status_code == 302
    late = sign_in(world.bob).post(
        f"/portal/quotes/{quote.pk}/declination/", {"reason": "Too dear"}
    )
    assert late.status_code == 409
    page = late.content.decode()
    assert "Alice Arnold has answered this quote already" in page
    assert "Answered by Alice Arnold on" in page
    [counted] = responses(quote)
    assert counted.is_accepted
    with pytest.raises(Exception, match="quote_responses_once"):
        QuoteResponse.objects.using("owner").create(
            quote=quote, company_id=quote.company_id, branch_id=quote.branch_id,
            user=world.bob, user_name="Bob", is_accepted=False, reason="At the same moment",
        )  # fmt: skip


def test_declined_with_a_reason(world: World, sign_in: SignIn) -> None:
    quote, alice = world.quotes["fenced"], sign_in(world.alice)
    nothing = alice.post(f"/portal/quotes/{quote.pk}/declination/", {"reason": " "})
    assert nothing.status_code == 422
    assert alice.post(f"/portal/quotes/{quote.pk}/declination/", {"reason": "Next year"})
    work_off(times=2)
    quote = Quote.objects.using("owner").get(pk=quote.pk)
    assert (quote.status, quote.decline_reason) == ("declined", "Next year")
    assert not Job.objects.using("owner").filter(quote=quote).exists()
    task = Task.objects.using("owner").get(entity_type="quote", entity_id=quote.pk)
    assert (task.assignee_id, task.text) == (quote.owner_id, "Next year")


@pytest.mark.parametrize("how", ["expired", "recorded"])
def test_what_came_too_late_is_refused_in_words(world: World, sign_in: SignIn, how: str) -> None:
    quote, alice = world.quotes["sent"], sign_in(world.alice)
    assert accept(alice, quote, lines(quote)).status_code == 302
    rows = Quote.objects.using("owner").filter(pk=quote.pk)
    if how == "expired":
        with without_triggers("quotes"):
            rows.update(valid_until=timezone.localdate() - timedelta(days=1))
    else:
        rows.update(status="withdrawn")
    work_off(times=2)
    [response] = responses(quote)
    assert response.state == "refused"
    assert response.answer
    page = alice.get(f"/portal/quotes/{quote.pk}/").content.decode()
    assert "could not count any more" in page
    assert accept(alice, quote, lines(quote)).status_code == 409
    assert len(responses(quote)) == 1


def as_client(person: User, statement: str) -> None:
    with open_scope(scope_of(person)), connection.cursor() as cursor:
        cursor.execute(statement)


def test_bad_input_is_said_and_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    quote, alice = world.quotes["sent"], sign_in(world.alice)
    for chosen in ([], [lines(world.quotes["foreign"])[0]], ["x"], [10**30]):
        answer = accept(alice, quote, chosen, "PO-1")  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert 'value="PO-1"' in answer.content.decode()
    assert responses(quote) == []


def test_others_quotes_are_unknown(world: World, sign_in: SignIn) -> None:
    unknown = sign_in(world.bob).get("/portal/quotes/999999/")
    for name in ("foreign", "fenced", "draft"):
        quote, bob = world.quotes[name], sign_in(world.bob)
        for page in ("", "answer/", "sum/"):
            answer = bob.get(f"/portal/quotes/{quote.pk}/{page}")
            assert (answer.status_code, answer.content) == (404, unknown.content)
        assert accept(bob, quote, lines(quote)).status_code == 404
    listed = sign_in(world.bob).get("/portal/quotes/").content.decode()
    assert world.quotes["sent"].number in listed
    assert all(world.quotes[n].number not in listed for n in ("foreign", "fenced", "draft"))


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": "charlie"},
        {"quote": "draft"},
        {"quote": "fenced"},
        {"quote": "foreign"},
        {"state": "done"},
        {"job_id": 1},
    ],
)
def test_a_client_adds_no_answer_but_their_own(world: World, change: dict[str, Any]) -> None:
    """As the role of the database: the policy, not the page, refuses."""
    bob = User.objects.get(pk=world.bob.pk)
    quote = world.quotes[change.get("quote", "sent")]
    said = {"user_id": bob.pk, "state": "open", "job_id": None, **change}
    said.pop("quote", None)
    if said["user_id"] == "charlie":
        said["user_id"] = world.charlie.pk
    with pytest.raises(ProgrammingError, match="row-level security"), open_scope(scope_of(bob)):
        QuoteResponse.objects.create(
            quote=quote, company_id=quote.company_id, branch_id=quote.branch_id,
            user_name="Bob", is_accepted=False, reason="No", **said,
        )  # fmt: skip
    with pytest.raises(ProgrammingError, match="denied"):
        as_client(bob, "UPDATE quote_responses SET reason = 'Yes'")


def test_a_withdrawn_grant_counts_at_the_next_request(world: World, sign_in: SignIn) -> None:
    from companies.models import BranchGrant

    bob, quote = sign_in(world.bob), world.quotes["sent"]
    assert bob.get(f"/portal/quotes/{quote.pk}/").status_code == 200
    BranchGrant.objects.using("owner").filter(user=world.bob).delete()
    assert accept(bob, quote, lines(quote)).status_code == 404
    assert sign_in(world.staff[Role.SALES]).get(f"/portal/quotes/{quote.pk}/").status_code == 404
