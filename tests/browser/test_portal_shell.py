"""A client with a phone: notices, messages, users and companies are reached by a thumb."""

from playwright.sync_api import expect

from companies.models import Company, Message, Notice
from tests.browser.conftest import OpenPage
from tests.made.people import grant_company
from tests.world import World


def test_a_notice_is_acknowledged_and_the_office_written_to(
    open_page: OpenPage, world: World, restored: None
) -> None:
    Notice.objects.using("owner").create(
        company=world.aster, branch=world.north, kind="general", title="Gate 2 is closed",
        text="Please use gate 3.", needs_acknowledgement=True,
    )  # fmt: skip
    page = open_page("/portal/", world.bob, width=390)
    bar = page.get_by_role("navigation", name="Main")
    for link in bar.locator(".nav-link").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 44
    page.get_by_role("link", name="Gate 2 is closed").click()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Acknowledged by Bob Baker")).to_be_visible()
    bar.get_by_text("More").click()
    page.get_by_role("link", name="Messages").click()
    page.get_by_label("Your message").fill("Which gate on Friday?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".note", has_text="Which gate on Friday?")).to_be_visible()
    assert Message.objects.using("owner").filter(text="Which gate on Friday?").count() == 1


def test_one_of_forty_companies_is_found_by_typing(
    open_page: OpenPage, world: World, restored: None
) -> None:
    for number in range(40):
        grant_company(world.erin, Company.objects.using("owner").create(name=f"Delta {number:02}"))
    page = open_page("/portal/equipment/", world.erin, width=390)
    page.locator(".company-switch").click()
    search = page.get_by_label("Find a company")
    search.press_sequentially("ta 37")
    expect(page.locator(".company-panel .menu-item:visible")).to_have_count(1)
    search.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Delta 37")).to_be_visible()


def test_what_is_said_stands_in_no_thumbs_way(open_page: OpenPage, world: World) -> None:
    page = open_page("/portal/", world.bob, width=390)
    said = "detail: { text: 'Sent to the office. They look at it today, and tell you here.' }"
    page.evaluate(f"document.dispatchEvent(new CustomEvent('toast', {{ {said} }}))")
    toast = page.locator(".toast").bounding_box()
    bar = page.get_by_role("navigation", name="Main").bounding_box()
    assert toast is not None
    assert bar is not None
    assert toast["y"] + toast["height"] <= bar["y"]

    page.get_by_role("navigation", name="Main").get_by_text("More").click()
    last = page.locator(".places .menu-item").last.bounding_box()
    assert last is not None
    where = [last["x"] + last["width"] / 2, last["y"] + last["height"] / 2]
    assert toast["y"] < where[1] < toast["y"] + toast["height"]
    reached = "([x, y]) => document.elementFromPoint(x, y).closest('.menu-item, .toast').className"
    assert page.evaluate(reached, where) == "menu-item"
