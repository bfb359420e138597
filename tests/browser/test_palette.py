"""The palette: from the keyboard, on a phone, with a pasted list; read by axe in both looks."""

import pytest
from playwright.sync_api import Page, Route, expect

from realsync.accounts.roles import Role
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.world import World

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def chosen(page: Page) -> str:
    """What a screen reader names: the line that the text's aria-activedescendant points at."""
    text: str = page.evaluate(
        "document.getElementById(document.activeElement"
        ".getAttribute('aria-activedescendant'))?.innerText ?? ''"
    )
    return text


def test_from_the_keyboard_alone(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/equipment/{world.equipment[0].pk}/", world.staff[Role.SALES])
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search everything")
    expect(dialog.get_by_text("Opened lately")).to_be_visible()
    page.keyboard.type("aster")
    first = dialog.get_by_role("option", name="Aster Foods").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(dialog.get_by_role("status")).to_contain_text("record")
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        assert violations(page) == []
    assert "Aster Foods" in chosen(page)
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+p")
    expect(first.get_by_text("Pinned")).to_be_attached()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/companies/{world.aster.pk}/")
    page.keyboard.press("Control+k")
    expect(dialog.get_by_text("Pinned", exact=True).first).to_be_visible()
    expect(dialog.get_by_role("option", name="Multimeter")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_what_is_typed_at_once_is_looked_for(open_page: OpenPage, world: World) -> None:
    """Its text is there with the press, whenever the module comes that looks up what it says."""
    page = open_page("/companies/", world.staff[Role.SALES])

    def later(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/palette.*.js", later)
    page.keyboard.press("Control+k")
    page.keyboard.type("aster")
    dialog = page.get_by_role("dialog", name="Search everything")
    expect(dialog.get_by_role("combobox")).to_have_value("aster")
    expect(dialog.get_by_role("option", name="Aster Foods").first).to_be_visible()


def test_the_focus_stays_inside_and_goes_back(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/", world.staff[Role.SALES])
    search = page.get_by_role("searchbox", name="Search this list")
    search.focus()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search everything")
    text, close = dialog.get_by_role("combobox"), dialog.get_by_role("button", name="Close")
    expect(dialog.get_by_role("option").first).to_be_visible()
    for key, there in (("Tab", close), ("Tab", text), ("Shift+Tab", close), ("Shift+Tab", text)):
        page.keyboard.press(key)
        expect(there).to_be_focused()
    dialog.locator("footer").click()
    page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(search).to_be_focused()


def test_a_click_beside_it_closes_it_and_leads_nowhere(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/", world.staff[Role.SALES])
    row = page.locator("tr.row .primary a").last.bounding_box()
    assert row is not None
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search everything")
    expect(dialog.get_by_role("option").first).to_be_visible()
    page.mouse.click(row["x"] + 2, 890)
    expect(dialog).to_be_hidden()
    assert page.url.endswith("/companies/")


def test_after_a_step_back_it_is_the_new_page_s(open_page: OpenPage, world: World) -> None:
    """A step back over filters puts all elements anew."""
    page = open_page("/companies/", world.staff[Role.SALES])
    dialog = page.get_by_role("dialog", name="Search everything")
    page.keyboard.press("Control+k")
    expect(dialog.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Search this list").fill("aster")
    page.wait_for_url("**/?q=aster")
    rows = page.locator("tr.row")
    expect(rows.filter(has_text="Corona")).to_have_count(0)
    page.go_back()
    expect(rows.filter(has_text="Corona")).not_to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("aster")
    expect(dialog.get_by_role("option", name="Aster Foods").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_list_of_serial_numbers_is_looked_up_from_the_list(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("/accounts/profile/", world.staff[Role.SALES])  # as a sign-in gives a token
    page.goto("/equipment/")
    page.get_by_role("searchbox", name="Search this list").focus()
    first, second = world.equipment[:2]
    page.evaluate(PASTE, f"{first.serial}\n{second.code}\nnobody")
    dialog = page.get_by_role("dialog", name="Search everything")
    expect(dialog.get_by_text("1 unknown")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chosen instruments: 2")).to_be_visible()
    expect(page.locator("tr.row")).to_have_count(2)


@pytest.mark.parametrize("side", ["staff", "client"])
def test_on_a_phone(open_page: OpenPage, world: World, side: str) -> None:
    client = side == "client"
    person = world.alice if client else world.staff[Role.TECHNICIAN]
    page = open_page("/portal/" if client else "/", person, width=390)
    page.get_by_role("link", name="Search", exact=True).first.click()
    dialog = page.get_by_role("dialog", name="Search everything")
    dialog.get_by_role("combobox").fill(world.equipment[0].code)
    assert violations(page) == []
    dialog.get_by_role("option", name="Multimeter").first.click()
    place = "portal/equipment" if client else "equipment"
    page.wait_for_url(f"**/{place}/{world.equipment[0].pk}/")
