"""Record pages as people use them: on to the next one, a list inside a card, in either theme."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from equipment.models import Equipment
from realsync.accounts.roles import Role
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World

MANY = 60


@pytest.fixture
def many(world: World, restored: None) -> None:
    today = timezone.localdate()
    Equipment.objects.using("owner").bulk_create(
        Equipment(
            company_id=world.north.company_id,
            branch=world.north,
            description=f"Thermometer {number:02}",
            manufacturer="Makers",
            model="T-1",
            serial=f"T-{MANY - number:02}",
            next_due_on=today + timedelta(days=number // 3),
        )
        for number in range(MANY)
    )


def settle(page: Page) -> None:
    settled(page)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def press(page: Page, key: str) -> None:
    """Once the page listens: what was pressed before it is there is nobody's."""
    settle(page)
    page.keyboard.press(key)


@pytest.mark.usefixtures("many")
def test_next_and_previous_by_keyboard_and_back_to_the_list(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("/equipment/?q=Thermometer&sort=-serial", world.staff[Role.SCHEDULER])
    page.locator("tr.row").first.locator("td").nth(2).click()
    page.wait_for_url("**/equipment/*/?from=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 00")
    press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 01")
    press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 02")
    press(page, "p")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 01")
    page.locator("[data-back]").click()
    page.wait_for_url("**/equipment/?q=Thermometer&sort=-serial&at=*")
    expect(page.locator(".primary a:focus")).to_have_text("Thermometer 01")


@pytest.mark.usefixtures("many")
def test_a_row_that_is_opened_by_keyboard_knows_its_list(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Thermometer", world.staff[Role.SCHEDULER])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/equipment/*/?from=q%3DThermometer")
    settle(page)
    expect(page.locator("[data-previous]")).to_be_visible()
    assert violations(page) == []


@pytest.mark.usefixtures("many")
def test_without_scripts_the_next_record_is_a_link(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Thermometer", world.staff[Role.SCHEDULER], scripts=False)
    page.get_by_role("link", name="Thermometer 00").click()
    page.get_by_role("link", name="Next record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 01")
    page.get_by_role("link", name="Equipment, filtered").click()
    page.wait_for_url("**/equipment/?q=Thermometer&at=*")


@pytest.mark.usefixtures("many")
def test_a_list_in_a_card_sorts_filters_and_reads_on_in_place(
    open_page: OpenPage, world: World
) -> None:
    address = f"/branches/{world.north.pk}/"
    page = open_page(address, world.staff[Role.SCHEDULER])
    card = page.locator("#equipment")
    rows = card.locator("tr.row")
    expect(rows.first).to_be_visible()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if not answer.ok else None)
    card.get_by_role("link", name="Serial").click()
    expect(rows.first).to_contain_text("Multimeter number 0")
    expect(card.locator("th[aria-sort=ascending]")).to_have_text("Serial")
    card.get_by_label("Search: Equipment").fill("Thermometer")
    expect(rows.first).to_contain_text("Thermometer 59")
    expect(page.locator("#status")).to_have_text("60 instruments")
    card.locator(".related-rows").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    expect(rows.last).to_contain_text("Thermometer 00")
    card.locator(".related-rows").evaluate("box => box.scrollTo(0, 0)")
    expect(rows.first).to_contain_text("Thermometer 59")
    assert page.url.endswith(address)
    assert refused == []
    rows.nth(3).locator("td").nth(3).click()
    page.wait_for_url("**/equipment/*/?from=*")
    press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thermometer 55")
    settle(page)


def test_typing_is_one_step_back(open_page: OpenPage, world: World) -> None:
    page = open_page("/", world.staff[Role.SCHEDULER])
    page.goto("/equipment/")
    search = page.get_by_label("Search this list")
    for part in ("Mul", "timeter", " number 1"):
        search.press_sequentially(part)
        page.wait_for_timeout(500)
    expect(page.locator("tr.row")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/equipment/")
    expect(page.locator("tr.row")).to_have_count(9)


def test_plans_dates_and_history_are_on_one_screen(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/equipment/{world.equipment[0].pk}/", world.staff[Role.TECHNICIAN])
    settle(page)
    for part in ("#plans", "#timeline", "#place", "#details"):
        expect(page.locator(part)).to_be_in_viewport()


def test_on_paper_there_is_nothing_to_press(open_page: OpenPage, world: World) -> None:
    """Whatever the theme: ink on white."""
    page = open_page(f"/companies/{world.aster.pk}/", world.staff[Role.SALES], scheme="dark")
    settle(page)
    page.emulate_media(media="print")
    expect(page.locator("#equipment tr.row")).to_have_count(6)
    expect(page.get_by_role("heading", name="Aster Foods", level=1)).to_be_visible()
    paper = page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    for pressed in (".sidebar", ".actions", ".note-form", ".related-filters", ".inline-edit"):
        expect(page.locator(pressed).locator("visible=true")).to_have_count(0)


def test_cards_out_of_sight_wait_until_somebody_looks_around(
    open_page: OpenPage, world: World
) -> None:
    path, person = f"/companies/{world.aster.pk}/", world.staff[Role.SALES]
    page = open_page(path, person, width=390, looks_around=False)
    settled(page)
    last = page.locator("#timeline")
    expect(last).to_have_attribute("aria-busy", "true")
    page.mouse.wheel(0, 100)
    expect(last).not_to_have_attribute("aria-busy", "true")


def test_the_rest_of_a_page_that_is_left_comes_only_if_it_stays(
    open_page: OpenPage, world: World
) -> None:
    path, person = f"/companies/{world.aster.pk}/", world.staff[Role.SALES]
    page = open_page("/companies/", person)
    first: list[Route] = []
    page.route(f"**{path}equipment/", lambda route: first.append(route))
    page.route(f"**{path}edit/**", lambda route: route.fulfill(status=204))
    page.clock.install()
    with page.expect_request(f"**{path}equipment/"):
        page.goto(path)
    with page.expect_response(f"**{path}edit/**"):
        page.locator("[data-edit]").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first.pop().continue_()
    expect(page.locator("#equipment")).not_to_have_attribute("aria-busy", "true")
    assert asked == []
    page.clock.run_for(3_000)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
