"""Every component in every state: seen by axe, and used with the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from realsync.accounts.roles import Role
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.world import World


def show_toast(page: Page, text: str, look: str = "good") -> None:
    """As HTMX does for the header `HX-Trigger`."""
    page.evaluate(
        """([text, look]) =>
        document.body.dispatchEvent(
            new CustomEvent("toast", { bubbles: true, detail: { text, look } }))""",
        [text, look],
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("density", ["normal", "dense"])
def test_components_are_accessible_and_fit(
    open_page: OpenPage, world: World, theme: str, density: str
) -> None:
    """The theme that is asked for stands against the system's, too."""
    address = f"/design/?theme={theme}&density={density}"
    page = open_page(address, world.staff[Role.SALES])
    assert faults(page) == []


def test_no_component_needs_javascript_to_be_seen(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES], scripts=False)
    expect(page.get_by_role("heading", name="Files")).to_be_visible()


def test_dialog_is_opened_and_left_by_keys_alone(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    opener = page.get_by_role("button", name="Open a dialog…")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Retire this company?")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_dialog_closes_by_its_button_and_its_backdrop(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    dialog = page.get_by_role("dialog", name="Retire this company?")
    page.get_by_role("button", name="Open a dialog…").click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Open a dialog…").click()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()


def test_dialog_from_a_menu_gives_the_focus_back_to_it(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    summary = page.locator("summary", has_text="A menu")
    summary.click()
    page.get_by_role("button", name="Merge…").click()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Merge…")).to_be_hidden()


def test_arrows_walk_through_a_menu(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    summary = page.locator("summary", has_text="A menu")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".menu-item", has_text="Edit").last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Merge…")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()


def test_toast_goes_by_itself_unless_somebody_reads_it(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    page.clock.install()
    show_toast(page, "Kept <b>safe</b>.")
    toast = page.locator("#toasts .toast", has_text="Kept <b>safe</b>.")
    toast.hover()
    page.clock.fast_forward(20_000)
    expect(toast).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.fast_forward(20_000)
    expect(toast).to_have_count(0)


def test_bad_news_stays_until_it_is_dismissed(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    page.clock.install()
    show_toast(page, "Not saved yet.", "bad")
    alert = page.get_by_role("alert").filter(has_text="Not saved yet.")
    page.clock.fast_forward(60_000)
    expect(alert).to_be_visible()
    assert violations(page) == []
    alert.get_by_role("button", name="Dismiss").click()
    expect(alert).to_have_count(0)


def test_keys_are_all_listed(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    page.keyboard.press("?")
    overview = page.get_by_role("dialog", name="Keyboard shortcuts")
    keys = set(overview.locator("kbd").all_inner_texts())
    single = {"/", "?", "c", "e", "j", "k", "m", "n", "p", "x", "↓", "↑"}
    assert keys == single | {"Ctrl", "K", "S", "Enter", "Esc", "Home", "End", "Page"}
    assert violations(page) == []


def test_nothing_moves_for_those_who_asked_for_it(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Open a dialog…").click()
    seconds = page.locator("#sample-dialog").evaluate("e => getComputedStyle(e).animationDuration")
    assert float(seconds.removesuffix("s")) < 0.001


def test_forced_colours_keep_states_apart(open_page: OpenPage, world: World) -> None:
    page = open_page("/design/", world.staff[Role.SALES])
    page.emulate_media(forced_colors="active")
    chosen = page.locator(".segmented [aria-current]").first
    other = page.locator(".segmented a:not([aria-current])").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert chosen.evaluate(colour) != other.evaluate(colour)
