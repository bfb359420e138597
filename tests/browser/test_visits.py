"""From what falls due to a quote or a job, with the mouse and with the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from jobs.quotes.models import Quote, QuoteLine
from jobs.work.models import JobItem
from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.work.test_visits import plans_of
from tests.world import World


def totals(page: Page) -> str:
    return " ".join(page.locator("#totals").inner_text().split())


def test_a_recall_is_booked_from_the_dashboard(
    open_page: OpenPage, world: World, restored: None
) -> None:
    page = open_page("/", world.staff[Role.SCHEDULER])
    page.get_by_role("link", name="Visits to plan").click()
    page.get_by_role("link", name="North", exact=True).click()
    expect(page.locator("#totals")).to_contain_text("199.00")
    page.get_by_role("button", name="Make a job").click()
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    settled(page)
    page.get_by_role("link", name="Assign and schedule").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Technician").select_option(label=world.staff[Role.TECHNICIAN].name)
    dialog.get_by_label("Start").fill("2031-03-05T08:00")
    dialog.get_by_label("End").fill("2031-03-05T12:00")
    dialog.get_by_role("button", name="Assign and schedule").click()
    expect(page.locator(".record-title")).to_contain_text("Scheduled")
    items = JobItem.objects.using("owner").filter(job__title="Calibration of 2 instruments")
    assert {item.plan_id for item in items} == {plan.pk for plan in plans_of(world.north)}
    assert {item.job.status for item in items} == {"scheduled"}


def test_totals_follow_the_ticks_by_keyboard(
    open_page: OpenPage, world: World, restored: None
) -> None:
    page = open_page(f"/branches/{world.north.pk}/visit/", world.staff[Role.SALES])
    settled(page)
    first = page.locator("#due").get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#totals")).to_contain_text("99.50")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#totals")).to_contain_text("199.00")
    page.keyboard.press("Space")
    expect(page.locator("#totals")).to_contain_text("99.50")
    button = page.get_by_role("button", name="Make a quote")
    while not button.evaluate("(element) => element === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))
    quote = Quote.objects.using("owner").get(title="Calibration of 1 instrument")
    [line] = QuoteLine.objects.using("owner").filter(quote=quote)
    assert line.plan_id == plans_of(world.north)[1].pk
    page.goto(f"/branches/{world.north.pk}/visit/")
    expect(page.get_by_role("link", name=quote.number)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)


def test_a_double_click_makes_one_job(open_page: OpenPage, world: World, restored: None) -> None:
    page = open_page(f"/branches/{world.north.pk}/visit/", world.staff[Role.SCHEDULER])
    settled(page)
    page.get_by_role("button", name="Make a job").dblclick()
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    items = JobItem.objects.using("owner").filter(plan__in=plans_of(world.north))
    assert len({item.job_id for item in items}) == 1


def test_it_works_without_scripts(open_page: OpenPage, world: World, restored: None) -> None:
    path = f"/branches/{world.north.pk}/visit/"
    page = open_page(path, world.staff[Role.SALES], scripts=False)
    page.locator("#due").get_by_role("checkbox").first.uncheck()
    page.get_by_role("button", name="Make a quote").click()
    expect(page.locator(".record-title")).to_contain_text("Calibration of 1 instrument")


def test_lines_are_moved_with_the_arrows(open_page: OpenPage, world: World, restored: None) -> None:
    quote = world.quotes["draft"]
    lines = QuoteLine.objects.using("owner").filter(quote=quote)
    names = [line.description for line in lines.in_order()]
    page = open_page(f"/quotes/{quote.pk}/edit/", world.staff[Role.SALES])
    settled(page)
    up = page.get_by_role("button", name="Move up")
    up.nth(2).focus()
    page.keyboard.press("Enter")
    expect(up.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(up.nth(0)).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))
    found = [line.description for line in lines.in_order()]
    assert found == [names[2], names[0], names[1]]


def test_visits_with_all_that_is_due_are_accessible_and_fit(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("/visits/?due_within=90", world.staff[Role.ADMIN])
    settled(page)
    assert faults(page) == []
    page.goto(f"/branches/{world.north.pk}/visit/?due_within=90")
    settled(page)
    assert faults(page) == []
