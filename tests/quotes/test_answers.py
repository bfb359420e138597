"""A quote is approved, sent, answered, withdrawn, revised; and it expires."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jobs.quotes.actions.answer import accept_quote
from jobs.quotes.actions.expiry import expire_quotes
from jobs.quotes.background import mail_quote
from jobs.quotes.models import Quote, QuoteApproval, QuoteLine
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.editing.writing import Stale
from realsync.inbox.models import InboxItem
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import delivery
from tests.world import World

SignIn = Callable[[User], Client]


def now(quote: Quote) -> Quote:
    return Quote.objects.using("owner").get(pk=quote.pk)


def change(quote: Quote, **values: Any) -> None:
    Quote.objects.using("owner").filter(pk=quote.pk).update(**values)


def post(client: Client, quote: Quote, page: str, **data: Any) -> Any:
    return client.post(f"/quotes/{quote.pk}/{page}/", {"version": str(now(quote).version), **data})


def test_a_quote_is_sent_with_its_paper_and_a_link(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["draft"]
    client = sign_in(world.staff[Role.SALES])
    answer = post(client, quote, "sending", to="buyer@client.example", message="As agreed.")
    assert answer.status_code == 302
    assert now(quote).status == "sent"
    row = OutboxRow.objects.using("owner").get(task__endswith="mail_quote")
    run_as_owner(*row.args)
    [sent] = mail.outbox
    assert sent.to == ["buyer@client.example"]
    assert f"http://testserver/portal/quotes/{quote.pk}/" in sent.body
    [(name, content, kind)] = sent.attachments
    assert (name, kind) == (f"{quote.number}.pdf", "application/pdf")
    assert bytes(content)[:5] == b"%PDF-"


def run_as_owner(*args: Any) -> None:
    """As the worker would: the test's own login may not become the system."""
    from django.db import connections

    default, owner = connections["default"], connections["owner"]
    connections["default"] = owner
    try:
        with delivery("1"):
            mail_quote.function(*args)
    finally:
        connections["default"] = default


def test_more_than_ones_authority_waits_for_approval(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["draft"]
    change(quote, discount_percent=25)
    sales = sign_in(world.staff[Role.SALES])
    answer = post(sales, quote, "sending", to="buyer@client.example")
    assert answer.status_code == 409
    assert "has to be approved" in answer.content.decode()
    assert post(sales, quote, "approval").status_code == 302
    told = InboxItem.objects.using("owner").filter(verb="quote.approval_asked")
    asked = {world.staff[Role.ADMIN].pk, world.staff[Role.MANAGEMENT].pk}
    assert set(told.values_list("user_id", flat=True)) == asked
    assert post(sign_in(world.staff[Role.MANAGEMENT]), quote, "approval").status_code == 302
    approval = QuoteApproval.objects.using("owner").get(quote=quote)
    assert approval.approved_by_id == world.staff[Role.MANAGEMENT].pk
    assert post(sales, quote, "sending", to="buyer@client.example").status_code == 302


@pytest.mark.parametrize(
    ("role", "percent", "status"),
    [
        (Role.SALES, 10, 302),
        (Role.SALES, "10.01", 409),
        (Role.MANAGEMENT, 30, 302),
        (Role.MANAGEMENT, "30.01", 409),
        (Role.ADMIN, 100, 302),
    ],
)
def test_authority_by_role(
    world: World, sign_in: SignIn, role: Role, percent: Any, status: int
) -> None:
    quote = world.quotes["draft"]
    change(quote, discount_percent=percent)
    answer = post(sign_in(world.staff[role]), quote, "sending", to="buyer@client.example")
    assert answer.status_code == status


def test_an_approval_of_less_is_none(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["draft"]
    change(quote, discount_percent=20)
    assert post(sign_in(world.staff[Role.MANAGEMENT]), quote, "approval").status_code == 302
    change(quote, discount_percent=21)
    answer = post(sign_in(world.staff[Role.SALES]), quote, "sending", to="b@client.example")
    assert answer.status_code == 409


def test_accepted_in_part_with_a_purchase_order(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["sent"]
    ids = list(QuoteLine.objects.using("owner").filter(quote=quote).values_list("pk", flat=True))
    client = sign_in(world.staff[Role.SALES])
    answer = post(client, quote, "acceptance", lines=ids[:2], purchase_order="PO 4711")
    assert answer.status_code == 302
    assert (now(quote).status, now(quote).purchase_order) == ("part_accepted", "PO 4711")
    accepted = QuoteLine.objects.using("owner").filter(quote=quote, is_accepted=True)
    assert sorted(accepted.values_list("pk", flat=True)) == sorted(ids[:2])
    again = post(client, quote, "acceptance", lines=ids)
    assert again.status_code == 409
    assert now(quote).status == "part_accepted"


def test_accepted_as_a_whole(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["sent"]
    with as_user(User.objects.get(pk=world.staff[Role.SALES].pk)):
        accept_quote(
            quote=quote, by=world.staff[Role.SALES], version=quote.version, purchase_order=""
        )
    assert now(quote).status == "accepted"


def test_an_old_version_is_not_accepted(world: World) -> None:
    quote = world.quotes["sent"]
    with as_user(User.objects.get(pk=world.staff[Role.SALES].pk)), pytest.raises(Stale):
        accept_quote(quote=quote, by=world.staff[Role.SALES], version=quote.version - 1)


def test_declined_with_a_reason(world: World, sign_in: SignIn) -> None:
    quote, client = world.quotes["sent"], sign_in(world.staff[Role.SALES])
    assert post(client, quote, "declination").status_code == 422
    assert post(client, quote, "declination", reason="Too dear").status_code == 302
    assert (now(quote).status, now(quote).decline_reason) == ("declined", "Too dear")


def test_withdrawn_it_stays_readable(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["sent"]
    assert post(sign_in(world.staff[Role.SALES]), quote, "withdrawal").status_code == 302
    page = sign_in(world.alice).get(f"/portal/quotes/{quote.pk}/").content.decode()
    assert "Withdrawn" in page


def test_a_revision_takes_the_other_back_when_it_is_sent(world: World, sign_in: SignIn) -> None:
    quote, client = world.quotes["sent"], sign_in(world.staff[Role.SALES])
    answer = post(client, quote, "revision")
    revision = Quote.objects.using("owner").get(revises=quote)
    assert answer["Location"] == f"/quotes/{revision.pk}/"
    assert (revision.revision, revision.status, revision.total) == (2, "draft", quote.total)
    assert revision.number != quote.number
    assert now(quote).status == "sent"
    assert post(client, quote, "revision").status_code == 409
    assert post(client, revision, "sending", to="buyer@client.example").status_code == 302
    assert now(quote).status == "withdrawn"
    assert client.get(f"/quotes/{quote.pk}/").status_code == 200


def test_it_expires_with_its_last_day(world: World) -> None:
    late, fresh = world.quotes["sent"], world.quotes["fenced"]
    with_past_day(late)
    with as_user(User.objects.get(pk=world.staff[Role.ADMIN].pk)):
        assert expire_quotes(most=10) == 1
        assert expire_quotes(most=10) == 0
    assert (now(late).status, now(fresh).status) == ("expired", "sent")


def with_past_day(quote: Quote) -> None:
    from django.db import connections

    yesterday = timezone.localdate() - timedelta(days=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE quotes DISABLE TRIGGER quotes_paper")
        change(quote, valid_until=yesterday)
        cursor.execute("ALTER TABLE quotes ENABLE TRIGGER quotes_paper")


def test_clients_read_their_sent_quotes_only(world: World, sign_in: SignIn) -> None:
    alice, bob = sign_in(world.alice), sign_in(world.bob)
    for name, answers in {
        "sent": (200, 200), "draft": (404, 404), "fenced": (200, 404), "foreign": (404, 404),
    }.items():  # fmt: skip
        path = f"/portal/quotes/{world.quotes[name].pk}/"
        assert (alice.get(path).status_code, bob.get(path).status_code) == answers
        paper = f"{path}paper/"
        assert (alice.get(paper).status_code, bob.get(paper).status_code) == answers


def test_the_paper_takes_no_markup(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["draft"]
    change(quote, title='#panic("x") *bold* $x$ [', terms='#import "x"\n= Heading')
    paper = sign_in(world.staff[Role.SALES]).get(f"/quotes/{quote.pk}/paper/")
    assert paper.status_code == 200
    assert paper.content[:5] == b"%PDF-"
