"""From a number on the dashboard to its rows."""

import re

import pytest
from playwright.sync_api import Response, expect

from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.dashboards.counted import by_owner, count_again
from tests.dashboards.mixed import fill
from tests.world import World


def test_the_list_tells_what_was_counted_and_what_is_there_now(
    open_page: OpenPage, world: World
) -> None:
    count_again()
    by_owner("UPDATE companies SET is_active = false WHERE id = %s", world.corona.pk)
    page = open_page("/", world.staff[Role.SALES])
    page.locator(".tile", has_text="Companies").click()
    told = re.compile(r"^3 when counted at \d\d:\d\d, 2 companies now$")
    expect(page.locator("#count")).to_have_text(told)
    page.goto("/companies/")
    expect(page.locator("#count")).to_have_text("2 companies")


def test_my_work_is_fetched_again_every_half_minute_in_a_visible_tab(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("about:blank", world.staff[Role.TECHNICIAN])
    page.clock.install()
    page.goto("/")
    asked: list[tuple[str, int]] = []

    def note(answer: Response) -> None:
        if "/my-" in answer.url:
            asked.append((answer.url.split("/")[3], answer.status))

    page.on("response", note)
    with page.expect_response("**/my-tasks/**"), page.expect_response("**/my-jobs/**"):
        page.clock.run_for(32_000)
    assert sorted(asked) == [("my-jobs", 204), ("my-tasks", 204)]
    by_owner("UPDATE jobs SET title = 'Come at once' WHERE id = %s", world.jobs["own"].pk)
    with page.expect_response("**/my-jobs/**"):
        page.clock.run_for(32_000)
    expect(page.locator("#my_jobs")).to_contain_text("Come at once")
    asked.clear()
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.clock.run_for(300_000)
    assert asked == []


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.SCHEDULER, Role.SALES, Role.TECHNICIAN])
def test_a_dashboard_full_of_numbers_is_accessible_and_fits(
    open_page: OpenPage, world: World, role: Role
) -> None:
    fill(world, 0)
    count_again()
    page = open_page("/", world.staff[role])
    settled(page)
    assert page.locator(".bar").count() > 7
    assert faults(page) == []


def test_by_keyboard_from_my_work_to_a_job(open_page: OpenPage, world: World) -> None:
    count_again()
    page = open_page("/", world.staff[Role.TECHNICIAN])
    page.locator("#my_jobs .card-head a").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Visit in spring")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/jobs/{world.jobs['own'].pk}/$"))


def test_figures_are_fetched_again_only_in_a_visible_tab(open_page: OpenPage, world: World) -> None:
    count_again()
    page = open_page("about:blank", world.staff[Role.SALES])
    page.clock.install()
    page.goto("/")
    asked: list[int] = []

    def note(answer: Response) -> None:
        if "/figures/" in answer.url:
            asked.append(answer.status)

    page.on("response", note)
    with page.expect_response("**/figures/**"):
        page.clock.run_for(62_000)
    assert asked == [204]
    by_owner("UPDATE companies SET is_active = false WHERE id = %s", world.corona.pk)
    count_again()
    with page.expect_response("**/figures/**"):
        page.clock.run_for(62_000)
    expect(page.locator(".tile", has_text="Companies")).to_contain_text("2")
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.clock.run_for(300_000)
    assert asked == [204, 200]
