"""Whose a quote is, and who sends which."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jobs.quotes.actions.owner import hand_over_quotes
from jobs.quotes.models import Quote
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from realsync.inbox.models import InboxItem
from tests.world import World

SignIn = Callable[[User], Client]


def now(quote: Quote) -> Quote:
    return Quote.objects.using("owner").get(pk=quote.pk)


def post(client: Client, quote: Quote, page: str, **data: Any) -> int:
    sent = {"version": str(now(quote).version), **data}
    return client.post(f"/quotes/{quote.pk}/{page}/", sent).status_code


def given_to(quote: Quote, person: User) -> None:
    Quote.objects.using("owner").filter(pk=quote.pk).update(owner=person)


@pytest.mark.parametrize("name", ["draft", "sent"])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGEMENT])
def test_a_quote_is_handed_over(world: World, sign_in: SignIn, role: Role, name: str) -> None:
    quote, client = world.quotes[name], sign_in(world.staff[role])
    heir = world.staff[Role.MANAGEMENT if role == Role.ADMIN else Role.ADMIN]
    assert "Hand over…" in client.get(f"/quotes/{quote.pk}/").content.decode()
    assert post(client, quote, "owner", owner=heir.pk) == 302
    assert now(quote).owner_id == heir.pk
    entry = Activity.objects.using("owner").get(verb="quote.handed_over", entity_id=quote.pk)
    assert entry.changes == {"owner": [world.staff[Role.SALES].name, heir.name]}
    told = InboxItem.objects.using("owner").filter(verb="quote.handed_over")
    assert [item.user_id for item in told] == [heir.pk]


def test_sales_give_nothing_away(world: World, sign_in: SignIn) -> None:
    quote, client = world.quotes["draft"], sign_in(world.staff[Role.SALES])
    assert "Hand over…" not in client.get(f"/quotes/{quote.pk}/").content.decode()
    assert post(client, quote, "owner", owner=world.staff[Role.ADMIN].pk) == 403
    assert now(quote).owner_id == world.staff[Role.SALES].pk


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.ONBOARDING, Role.TECHNICIAN])
def test_only_who_writes_quotes_has_one(world: World, sign_in: SignIn, role: Role) -> None:
    quote, client = world.quotes["draft"], sign_in(world.staff[Role.ADMIN])
    assert post(client, quote, "owner", owner=world.staff[role].pk) == 422
    assert post(client, quote, "owner", owner="x") == 422
    assert post(client, quote, "owner", owner=world.alice.pk) == 422
    assert post(client, quote, "owner", owner=world.staff[Role.ADMIN].pk, version="999") == 409


def test_what_a_leaver_has_not_finished_goes_to_the_heir(world: World) -> None:
    leaver, heir = world.staff[Role.SALES].pk, world.staff[Role.MANAGEMENT].pk
    by = world.staff[Role.ADMIN].pk
    declined = world.quotes["sent"]
    Quote.objects.using("owner").filter(pk=declined.pk).update(status="declined")
    with as_user(User.objects.get(pk=by)):
        hand_over_quotes(leaver_id=leaver, heir_id=world.staff[Role.TECHNICIAN].pk, by_id=by)
        assert now(world.quotes["draft"]).owner_id == leaver
        for _twice in range(2):
            hand_over_quotes(leaver_id=leaver, heir_id=heir, by_id=by)
    assert now(world.quotes["draft"]).owner_id == heir
    assert now(declined).owner_id == leaver
    told = InboxItem.objects.using("owner").filter(verb="quote.handed_over", user_id=heir)
    assert told.count() == len([q for q in world.quotes.values() if now(q).owner_id == heir])


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_sends_whose_quote(world: World, sign_in: SignIn, role: Role) -> None:
    """Admin and management any; sales their own; nobody else even sees the page."""
    quote, client = world.quotes["draft"], sign_in(world.staff[role])
    given_to(quote, world.staff[Role.ADMIN])
    others = {Role.ADMIN: 302, Role.MANAGEMENT: 302, Role.SALES: 404}.get(role, 403)
    assert post(client, quote, "sending", to="buyer@client.example") == others
    assert now(quote).status == ("sent" if others == 302 else "draft")


def test_sales_send_what_was_given_to_them(world: World, sign_in: SignIn) -> None:
    quote, sales = world.quotes["draft"], world.staff[Role.SALES]
    given_to(quote, world.staff[Role.ADMIN])
    client = sign_in(sales)
    assert post(client, quote, "sending", to="buyer@client.example") == 404
    admin = sign_in(world.staff[Role.ADMIN])
    assert post(admin, quote, "owner", owner=sales.pk) == 302
    assert post(client, quote, "sending", to="buyer@client.example") == 302


@pytest.mark.parametrize("page", ["acceptance", "declination", "withdrawal", "revision"])
def test_sales_answer_for_their_own_only(world: World, sign_in: SignIn, page: str) -> None:
    quote = world.quotes["sent"]
    given_to(quote, world.staff[Role.ADMIN])
    assert post(sign_in(world.staff[Role.SALES]), quote, page) == 404
    management = sign_in(world.staff[Role.MANAGEMENT])
    assert management.get(f"/quotes/{quote.pk}/{page}/").status_code == 200
