"""A list as its person arranges it: columns, views, and rows that are selected."""

import re

from playwright.sync_api import Page, expect

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.lists.models import SavedView
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World


def headers(page: Page) -> list[str]:
    shown = page.locator("#list th").filter(visible=True)
    return [text.strip() for text in shown.all_inner_texts()]


def settings_of(person: User) -> str:
    return str(User.objects.get(pk=person.pk).list_settings["equipment"].get("columns", ""))


def test_columns_are_chosen_ordered_and_sized(open_page: OpenPage, world: World) -> None:
    manager = world.staff[Role.MANAGEMENT]
    page = open_page("/equipment/", manager)
    settled(page)
    assert "Asset number" not in headers(page)  # there is no room for all
    menu = page.locator('[data-tool="columns"]')
    menu.locator("summary").click()
    asset = menu.get_by_label("Asset number", exact=True)
    expect(asset).not_to_be_checked()  # what is not seen is not ticked
    expect(menu.get_by_label("Instrument", exact=True)).to_be_disabled()
    asset.check()
    expect(page.locator("#list th", has_text="Asset number")).to_be_visible()
    expect(menu).to_have_attribute("open", "")
    expect(asset).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#list th").nth(1)).to_have_text("Asset number")
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    expect(menu.get_by_label("Width of Asset number in pixels")).not_to_have_value("")
    menu.get_by_label("Dense").check()
    expect(page.locator("html")).to_have_attribute("data-density", "dense")
    assert violations(page) == []
    page.keyboard.press("Escape")
    edge = page.locator("#list th").nth(0).bounding_box()
    assert edge is not None
    at = (edge["x"] + edge["width"] - 3, edge["y"] + 10)
    with page.expect_response("**/columns/"):
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] + 60, at[1], steps=3)
        page.mouse.up()
    settled(page)
    wider = page.locator("#list th").nth(0).bounding_box()
    assert wider is not None
    assert abs(wider["width"] - edge["width"] - 60) < 3
    assert settings_of(manager).startswith("description:")
    page.reload()
    again = page.locator("#list th").nth(0).bounding_box()
    assert again is not None
    assert abs(again["width"] - wider["width"]) < 2


def test_a_view_is_saved_changed_and_opened_first(open_page: OpenPage, world: World) -> None:
    manager = world.staff[Role.MANAGEMENT]
    page = open_page("/equipment/?q=Multimeter&sort=-code", manager)
    settled(page)
    menu = page.locator('[data-tool="views"]')
    menu.locator("summary").click()
    menu.get_by_label("Name").fill("Meters")
    menu.get_by_label("Open the list with it").check()
    assert violations(page) == []
    menu.get_by_role("button", name="Save view").click()
    page.wait_for_url(re.compile(r"/equipment/\?view=\d+$"))
    view = SavedView.objects.using("owner").latest("pk")
    page.goto("/equipment/")
    expect(page.get_by_label("Search this list")).to_have_value("Multimeter")
    expect(page.locator("tr.row")).to_have_count(3)
    page.get_by_label("Due").select_option(label="Overdue")
    expect(page.locator("tr.row")).to_have_count(1)
    menu.locator("summary").click()
    menu.get_by_role("button", name="Save changes to “Meters”").click()
    page.wait_for_url(f"**/equipment/?view={view.pk}")
    expect(page.locator("tr.row")).to_have_count(1)
    page.locator(".chip", has_text="Due").click()
    expect(page.locator("tr.row")).to_have_count(3)
    page.locator(".chip").click()
    expect(page.locator("tr.row")).to_have_count(9)
    menu.locator("summary").click()
    menu.get_by_role("link", name="All", exact=True).click()
    page.wait_for_url("**/equipment/?view=all")
    expect(page.locator("tr.row")).to_have_count(9)


def test_rows_are_selected_by_mouse_and_keyboard(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?sort=code", world.staff[Role.MANAGEMENT])
    settled(page)
    rows, bar = page.locator("tr.row"), page.locator(".selection-bar")
    said = bar.locator("[role=status]")
    expect(bar).to_be_hidden()
    rows.nth(1).hover()
    rows.nth(1).locator("[data-tick]").click()
    expect(said).to_have_text("1 selected")
    rows.nth(4).locator("[data-tick]").click(modifiers=["Shift"])
    expect(said).to_have_text("4 selected")
    rows.nth(6).locator(".primary a").focus()
    page.keyboard.press("x")
    expect(said).to_have_text("5 selected")
    assert violations(page) == []
    page.locator("th a", has_text="Serial").click()  # another order, another page
    page.wait_for_url("**sort=serial*")
    expect(said).to_have_text("5 selected")
    page.get_by_label("Search this list").fill("Multimeter")
    expect(rows).to_have_count(3)
    expect(said).to_have_text("5 selected · 3 of them not in this list")
    rows.nth(0).locator(".primary a").click()
    page.wait_for_url("**/equipment/*/*")
    page.go_back()
    expect(said).to_have_text("5 selected · 3 of them not in this list")
    bar.get_by_role("button", name="Show only these").click()
    page.wait_for_url("**selection=*")
    expect(page.locator(".chip")).to_have_text("Only selected: 5 instruments")
    expect(rows).to_have_count(5)


def test_all_that_match_are_selected_and_asked_for(open_page: OpenPage, world: World) -> None:
    page = open_page("/portal/equipment/", world.bob, width=390)
    settled(page)
    rows, bar = page.locator("tr.row"), page.locator(".selection-bar")
    page.get_by_role("button", name="Select", exact=True).click()
    rows.nth(1).tap()  # it ticks, and opens nothing
    expect(bar.locator("[role=status]")).to_have_text("1 selected")
    bar.get_by_role("button", name="All that match").click()
    expect(bar.locator("[role=status]")).to_have_text("3 selected")
    expect(page.locator("[data-tick]:checked")).to_have_count(3)
    assert violations(page) == []
    rows.nth(0).locator("[data-tick]").uncheck()
    expect(bar.locator("[role=status]")).to_have_text("2 selected")
    bar.get_by_role("button", name="Ask for service").click()
    page.wait_for_url(re.compile(r"/portal/requests/new/"))
    expect(page.get_by_role("main")).to_contain_text("Multimeter number 2")
    expect(page.get_by_role("main")).not_to_contain_text("Multimeter number 0")


def test_without_scripts_columns_and_views_are_pages(open_page: OpenPage, world: World) -> None:
    page = open_page("/equipment/?q=Multimeter", world.staff[Role.MANAGEMENT], scripts=False)
    page.locator('[data-tool="columns"] summary').click()
    page.locator('[data-tool="columns"]').get_by_role("link", name="Columns").click()
    page.get_by_label("Category", exact=True).uncheck()
    page.get_by_role("button", name="Serial: later").click()
    page.get_by_role("button", name="Show these").click()
    assert "Category" not in page.locator("#list th").all_inner_texts()
    page.locator('[data-tool="views"] summary').click()
    page.locator('[data-tool="views"]').get_by_role("link", name="Views").click()
    page.get_by_label("Name").fill("Mine")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_label("Search this list")).to_have_value("Multimeter")
