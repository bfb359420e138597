"""The builder: prices, totals as they are typed, who may edit which quote."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from jobs.quotes.editing.sheets import MOST_LINES
from jobs.quotes.models import Quote, QuoteLine
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from tests.editing.sent import Data, form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
EDITORS = {Role.ADMIN, Role.MANAGEMENT, Role.SALES}


def with_lines(world: World, data: Data) -> Data:
    """A service at the price list's price, and a free line at 20 % tax."""
    return data | {
        "title": "Spring visit",
        "discount_percent": "10",
        "lines-count": "2",
        "lines-0-service": str(world.service.pk),
        "lines-0-service_text": f"{world.service.name} ({world.service.code})",
        "lines-0-equipment": str(world.equipment[0].pk),
        "lines-0-quantity": "2",
        "lines-0-unit": "item",
        "lines-0-tax_rate": "15",
        "lines-1-id": "",
        "lines-1-service_text": "",
        "lines-1-equipment_text": "",
        "lines-1-description": "Travel",
        "lines-1-quantity": "1.5",
        "lines-1-unit": "hour",
        "lines-1-unit_price": "33.33",
        "lines-1-tax_rate": "20",
    }


def made(title: str = "Spring visit") -> Quote:
    return Quote.objects.using("owner").get(title=title)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_build_a_quote(world: World, sign_in: SignIn, role: Role) -> None:
    client, path = sign_in(world.staff[role]), f"/quotes/new/?branch={world.north.pk}"
    if role not in EDITORS:
        assert client.get(path).status_code == 403
        assert client.post(path, {"title": "Spring visit"}).status_code == 403
        return
    data = with_lines(world, opened(client, path))
    data.pop("lines-0-equipment")
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()
    quote = made()
    assert quote.number.startswith("QTE-")
    assert (quote.company_id, quote.owner_id) == (world.aster.pk, world.staff[role].pk)
    lines = QuoteLine.objects.using("owner").filter(quote=quote).in_order()
    first, second = lines
    assert (first.description, first.unit_price) == (world.service.name, Decimal("99.50"))
    assert (second.amount, second.position) == (Decimal("50.00"), 2)
    # 249.00 - 24.90; 15 % on 179.10 and 20 % on 45.00
    assert (quote.subtotal, quote.discount) == (Decimal("249.00"), Decimal("24.90"))
    assert (quote.tax, quote.total) == (Decimal("35.87"), Decimal("259.97"))
    assert quote.version == 1
    entries = Activity.objects.using("owner").filter(entity_type="quote", entity_id=quote.pk)
    assert [entry.verb for entry in entries] == ["quote.created"]


def test_the_totals_are_shown_as_they_are_typed(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/quotes/new/?branch={world.north.pk}"
    data = with_lines(world, opened(client, path)) | {"discount_percent": "12.5"}
    shown = client.post("/quotes/totals/", data).content.decode()
    for words in ("249.00", "31.13", "has to be approved"):
        assert words in shown
    assert not Quote.objects.using("owner").filter(title="Spring visit").exists()
    assert (
        "has to be approved"
        not in client.post("/quotes/totals/", data | {"discount_percent": "10"}).content.decode()
    )


def test_sales_edit_their_own_quotes_only(world: World, sign_in: SignIn) -> None:
    quote = world.quotes["draft"]
    Quote.objects.using("owner").filter(pk=quote.pk).update(owner=world.staff[Role.ADMIN])
    client = sign_in(world.staff[Role.SALES])
    assert client.get(f"/quotes/{quote.pk}/").status_code == 200
    for page in ("edit", "sending", "approval", "retirement"):
        assert client.get(f"/quotes/{quote.pk}/{page}/").status_code == 404
    assert sign_in(world.staff[Role.MANAGEMENT]).get(f"/quotes/{quote.pk}/edit/").status_code == 200


def test_a_line_is_changed_and_another_taken_out(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    path = f"/quotes/{quote.pk}/edit/"
    data = opened(client, path) | {"lines-0-unit_price": "12.34", "lines-2-retired": "on"}
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()
    now = Quote.objects.using("owner").get(pk=quote.pk)
    assert now.subtotal == Decimal("32.34")
    assert now.version > quote.version


def test_an_instrument_of_another_company_is_refused(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/quotes/new/?branch={world.north.pk}"
    data = with_lines(world, opened(client, path))
    foreign = world.foreign_equipment[0]
    data |= {"lines-0-equipment": str(foreign.pk), "lines-0-equipment_text": foreign.code}
    assert client.post(path, data).status_code == 422


def test_a_sent_quote_has_no_form(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["sent"]
    answer = client.get(f"/quotes/{quote.pk}/edit/")
    assert (answer.status_code, answer["Location"]) == (302, f"/quotes/{quote.pk}/")


def test_a_line_without_anything_is_told(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/quotes/new/?branch={world.north.pk}"
    data = opened(client, path) | {"title": "Empty", "lines-0-quantity": "3"}
    answer = client.post(path, data)
    assert answer.status_code == 422
    assert form_of(answer.content.decode())["lines-0-quantity"] == ["3"]


@pytest.mark.parametrize("role", [Role.ONBOARDING, Role.TECHNICIAN])
def test_those_without_quotes_do_not_hear_of_them(
    world: World, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(world.staff[role])
    page = client.get(f"/companies/{world.aster.pk}/").content.decode()
    assert "/quotes/" not in page
    assert client.get("/quotes/").status_code == 403


def lengthen(quote: Quote, many: int) -> None:
    """To so many lines of 1.00."""
    QuoteLine.objects.using("owner").bulk_create(
        QuoteLine(
            quote=quote,
            company_id=quote.company_id,
            branch_id=quote.branch_id,
            position=position,
            description=f"Point {position}",
            unit_price=1,
            tax_rate=15,
        )
        for position in range(4, many + 1)
    )


def test_a_long_quote_is_edited_page_by_page(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    lengthen(quote, 2 * MOST_LINES + 5)
    path = f"/quotes/{quote.pk}/edit/"
    first = client.get(path).content.decode()
    for words in (
        "85 in all",
        "1\u201340",
        '"?lines=2#lines">41\u201380',
        '"?lines=3#lines">81\u201385',
    ):
        assert words in first
    assert ("Point 40" in first, "Point 41" in first) == (True, False)
    last = opened(client, f"{path}?lines=3")
    assert last["lines-count"] == ["5"]
    typed = last | {"lines-4-description": "The very last", "lines-0-retired": "on"}
    answer = client.post(f"{path}?lines=3", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/quotes/{quote.pk}/")
    lines = QuoteLine.objects.using("owner").filter(quote=quote, is_active=True).in_order()
    assert [line.description for line in lines][-2:] == ["Point 84", "The very last"]
    assert len(lines) == 84
    assert Quote.objects.using("owner").get(pk=quote.pk).subtotal == Decimal("141.00")


def test_the_totals_count_the_lines_of_other_pages(world: World, sign_in: SignIn) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    lengthen(quote, MOST_LINES + 5)
    sent = opened(client, f"/quotes/{quote.pk}/edit/?lines=2") | {"lines-0-unit_price": "9"}
    shown = client.post(f"/quotes/totals/?quote={quote.pk}", sent).content.decode()
    assert "110.00" in shown  # 10, 20, 30 and 41 times 1 and once 9


def test_what_is_wrong_on_a_page_comes_back_with_the_others_in_reach(
    world: World, sign_in: SignIn
) -> None:
    client, quote = sign_in(world.staff[Role.SALES]), world.quotes["draft"]
    lengthen(quote, MOST_LINES + 5)
    path = f"/quotes/{quote.pk}/edit/?lines=2"
    answer = client.post(path, opened(client, path) | {"lines-0-quantity": "none"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert form_of(text)["lines-0-quantity"] == ["none"]
    assert '<span aria-current="page">41\u201345' in text
    for odd in ("0", "-1", "x", "9" * 30):
        assert client.get(f"/quotes/{quote.pk}/edit/?lines={odd}").status_code == 200
