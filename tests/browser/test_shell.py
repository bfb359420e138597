"""The shell around every page: getting about, menu, theme, keys, small screens."""

import pytest
from playwright.sync_api import Page, expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.world import World

STAFF_PAGES = [
    "/",
    "/inbox/",
    "/activity/",
    "/companies/",
    "/branches/",
    "/services/",
    "/equipment/",
]
CLIENT_PAGES = ["/portal/", "/portal/equipment/"]
WIDTHS = [1440, 390]
SCHEMES = ["light", "dark"]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(width, 0)


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_navigation_marks_where_one_is(open_page: OpenPage, world: World, path: str) -> None:
    page = open_page(path, world.staff[Role.SALES])
    here = page.get_by_role("navigation", name="Main").locator("[aria-current=page]")
    expect(here).to_have_count(1)
    expect(here).to_have_attribute("href", path)


def test_navigation_opens_over_the_page_on_a_phone(open_page: OpenPage, world: World) -> None:
    page = open_page("/", world.staff[Role.TECHNICIAN], width=390)
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Companies", exact=True).click()
    expect(page.get_by_role("heading", name="Companies", level=1)).to_be_visible()


def test_theme_is_kept_by_a_cookie_that_the_server_reads(open_page: OpenPage, world: World) -> None:
    page = open_page("/", world.staff[Role.ADMIN])
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    dark = background(page)
    answer = page.reload()
    assert answer is not None
    assert 'data-theme="dark"' in answer.text()
    assert background(page) == dark


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_menu_closes_on_escape_and_gives_the_focus_back(open_page: OpenPage, world: World) -> None:
    page = open_page("/", world.staff[Role.ADMIN])
    menu = page.locator("details.menu")
    menu.locator("summary").click()
    page.get_by_role("link", name="Profile").focus()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_sign_out_takes_one_click(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    page.get_by_label("Email").fill(world.staff[Role.ADMIN].email)
    page.get_by_label("Password").fill("a-long-enough-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    page.goto("/equipment/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_manager_of_two_companies_switches(open_page: OpenPage, world: World) -> None:
    page = open_page("/portal/equipment/", world.erin)
    page.locator("summary.company-switch").click()
    page.get_by_role("button", name="Corona").click()
    expect(page.locator(".company-name")).to_have_text("Corona")


def test_a_manager_of_one_company_has_nothing_to_switch(open_page: OpenPage, world: World) -> None:
    page = open_page("/portal/", world.alice)
    expect(page.locator("summary.company-switch")).to_have_count(0)


def test_keys_search_step_open_and_explain(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/", world.staff[Role.SCHEDULER])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Search this list")).to_be_focused()
    page.get_by_label("Search this list").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.row").nth(1).locator(".primary a")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/equipment/*/**")


def test_single_keys_can_be_switched_off(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/", world.staff[Role.SCHEDULER])
    page.keyboard.press("?")
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Search this list")).not_to_be_focused()
