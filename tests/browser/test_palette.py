"""The palette: from the keyboard, on a phone, with a pasted list; read by axe in both looks."""

import pytest
from playwright.sync_api import Page, expect

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
