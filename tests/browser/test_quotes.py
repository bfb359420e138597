"""A quote built, sent and accepted in part, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from jobs.quotes.models import Quote
from realsync.accounts.roles import Role
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World


def test_a_quote_from_a_branch_to_its_answer(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    settled(page)
    page.get_by_label("More", exact=True).click()
    page.get_by_role("link", name="New quote", exact=True).click()
    page.wait_for_url("**/quotes/new/**")
    page.get_by_label("Title").fill("Autumn visit")
    page.get_by_label("Description").fill("Travel")
    page.get_by_label("Unit price").fill("40")
    page.get_by_label("Unit price").press("Tab")
    expect(page.locator("#totals")).to_contain_text("46.00")
    page.get_by_role("button", name="Add a line").click()
    service = page.locator("[name=lines-1-service_text]")
    service.fill("multimeters")
    page.get_by_role("option", name=re.compile("Calibration of multimeters")).first.click()
    page.locator("[name=lines-1-quantity]").fill("2")
    page.locator("[name=lines-1-quantity]").press("Tab")
    # 40.00 + 2 x 99.50 from the price list, and 15 %
    expect(page.locator("#totals")).to_contain_text("274.85")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))
    settled(page)
    expect(page.get_by_role("heading", name="Autumn visit", level=1)).to_be_visible()
    page.get_by_role("link", name="Send…").click()
    page.get_by_label("To").fill("buyer@client.example")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))
    settled(page)
    page.get_by_role("link", name="Accepted…").click()
    page.get_by_label(re.compile("Travel")).uncheck()
    page.get_by_label("Purchase order").fill("PO 4711")
    page.get_by_role("button", name="Record").click()
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))
    settled(page)
    expect(page.locator(".record-title")).to_contain_text("Accepted in part")
    quote = Quote.objects.using("owner").get(title="Autumn visit")
    assert (quote.status, quote.purchase_order) == ("part_accepted", "PO 4711")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_quotes_are_accessible_and_fit(
    open_page: OpenPage, world: World, width: int, scheme: str
) -> None:
    page = open_page("/", world.staff[Role.ADMIN], width=width, scheme=scheme)
    sent, draft = world.quotes["sent"].pk, world.quotes["draft"].pk
    for path in (
        "/quotes/",
        "/quotes/new/",
        f"/quotes/{sent}/",
        f"/quotes/{draft}/",
        f"/quotes/{draft}/edit/",
        f"/quotes/{draft}/sending/",
        f"/quotes/{sent}/acceptance/",
        f"/quotes/{sent}/declination/",
        f"/quotes/{sent}/withdrawal/",
    ):
        page.goto(path)
        settled(page)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
