"""A quote built, sent and accepted in part, in a real browser."""

import re

from playwright.sync_api import expect

from jobs.quotes.editing.sheets import MOST_LINES
from jobs.quotes.models import Quote
from realsync.accounts.roles import Role
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.quotes.test_building import lengthen
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
    assert faults(page) == []
    page.get_by_role("link", name="Send…").click()
    assert faults(page) == []
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
    page.get_by_role("link", name="Create the job…").click()
    page.get_by_role("button", name="Create the job").click()
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    page.get_by_role("link", name=quote.number).click()
    page.wait_for_url(f"**/quotes/{quote.pk}/")
    settled(page)
    expect(page.locator("#job")).to_contain_text("JOB-")
    assert violations(page) == []


def test_a_long_quote_is_gone_through_by_keyboard(
    open_page: OpenPage, world: World, restored: None
) -> None:
    quote = world.quotes["draft"]
    lengthen(quote, MOST_LINES + 5)
    person = world.staff[Role.ADMIN]
    page = open_page(f"/quotes/{quote.pk}/edit/", person, width=390)
    settled(page)
    page.get_by_role("navigation", name="Pages of lines").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/?lines=2#lines")
    settled(page)
    expect(page.locator("[data-row]")).to_have_count(5)
    expect(page.locator("[name=lines-0-description]")).to_have_value("Point 41")
    # 10, 20, 30 and 42 times 1, and 15 %
    expect(page.locator("#totals")).to_contain_text("117.30")
    assert faults(page) == []
