"""A list as people use it: typing, choosing, going back, scrolling, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from equipment.models import Equipment
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.world import World

MANY = 1_100  # above 1,000 rows a list scrolls on instead of having pages


@pytest.fixture
def many(world: World, restored: None) -> None:
    branch = world.north
    Equipment.objects.using("owner").bulk_create(
        Equipment(
            company_id=branch.company_id,
            branch=branch,
            description=f"Thermometer {number}",
            manufacturer="Makers",
            model="T-1",
            serial=f"T-{number}",
        )
        for number in range(MANY)
    )


def codes(page: Page) -> list[str]:
    return page.locator("tr.row td.code").all_text_contents()


def test_typing_filters_and_the_address_says_so(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/", world.staff[Role.SCHEDULER])
    page.get_by_label("Search this list").press_sequentially("Multimeter", delay=20)
    page.wait_for_url("**/equipment/?q=Multimeter")
    expect(page.locator("tr.row")).to_have_count(3)
    expect(page.locator("#status")).to_have_text("3 instruments")
    expect(page.get_by_label("Search this list")).to_be_focused()


def test_back_restores_list_and_filters(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Multimeter", world.staff[Role.SCHEDULER])
    page.get_by_label("Due").select_option(label="Overdue")
    page.wait_for_url("**/equipment/?q=Multimeter&due_within=overdue")
    expect(page.locator("tr.row")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/equipment/?q=Multimeter")
    expect(page.locator("tr.row")).to_have_count(3)
    expect(page.get_by_label("Search this list")).to_have_value("Multimeter")


def test_a_click_on_a_row_opens_its_record(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Multimeter", world.staff[Role.SCHEDULER])
    page.locator("tr.row").first.locator("td").nth(2).click()
    page.wait_for_url("**/equipment/*/?from=*")
    page.wait_for_load_state("networkidle")


@pytest.mark.usefixtures("many")
def test_without_scripts_a_list_is_filtered_and_read_on(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/", world.staff[Role.SCHEDULER], scripts=False)
    first = codes(page)
    page.get_by_role("link", name="Load more").click()
    assert not set(first) & set(codes(page))
    page.get_by_label("Search this list").fill("Multimeter")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("tr.row")).to_have_count(3)


def test_on_a_phone_a_row_is_a_card(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Multimeter", world.staff[Role.SCHEDULER], width=390)
    card = page.locator("tr.row").first.bounding_box()
    assert card is not None
    assert card["height"] > 80
    page.locator("tr.row").first.click()
    page.wait_for_url("**/equipment/*/?from=*")
    page.wait_for_load_state("networkidle")


def test_nothing_moves_while_a_list_loads(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/", world.staff[Role.SCHEDULER])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.02
