"""Forms in a browser: nothing typed is lost by accident, and sending says so at once."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.settled import intercept
from tests.world import World


@pytest.fixture
def form(open_page: OpenPage, world: World) -> Page:
    return open_page("/design/", world.staff[Role.SALES])


def test_a_changed_form_says_so_and_a_restored_one_no_more(form: Page) -> None:
    bar = form.locator("#fields [data-save-bar]")
    expect(bar).not_to_contain_text("Unsaved changes")
    form.get_by_label("Name").first.fill("SKS")
    expect(bar).to_contain_text("Unsaved changes")
    assert form.title().startswith("•")
    form.get_by_label("Name").first.fill("")
    expect(bar).not_to_contain_text("Unsaved changes")
    assert not form.title().startswith("•")


def test_leaving_unsaved_changes_asks_first(form: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", stay)
    form.get_by_label("Name").first.fill("SKS")
    form.locator(".nav").get_by_role("link", name="Companies").click()
    form.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    expect(form.get_by_label("Name").first).to_have_value("SKS")


def test_leaving_an_untouched_form_asks_nothing(form: Page) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: asked.append(dialog.type))
    form.get_by_label("Name").first.focus()
    form.locator(".nav").get_by_role("link", name="Companies").click()
    form.wait_for_url("**/companies/")
    assert asked == []


def test_a_fragment_does_not_take_the_form_away_unasked(form: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    form.on("dialog", stay)
    form.get_by_label("Name").first.fill("SKS")
    form.evaluate("htmx.ajax('GET', '/design/', { target: '#main', select: '#main' })")
    form.wait_for_timeout(500)
    assert asked == ["Your changes are not saved. Leave them?"]
    expect(form.get_by_label("Name").first).to_have_value("SKS")


@pytest.mark.parametrize("keys", ["Control+s", "Control+Enter"])
def test_keys_save_and_ask_nothing(form: Page, keys: str) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: asked.append(dialog.type))
    form.get_by_label("Name").first.fill("SKS")
    form.keyboard.press(keys)
    form.wait_for_url("**name=SKS**")
    assert asked == []


def test_what_came_back_with_errors_is_still_unsaved(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/new/", world.staff[Role.SALES])
    page.locator("form[data-guard]").evaluate("form => (form.noValidate = true)")
    page.keyboard.press("Control+s")
    summary = page.locator("[data-problems]")
    expect(summary).to_be_focused()
    expect(page.locator("[data-save-bar]")).to_contain_text("Unsaved changes")
    summary.get_by_role("link").first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()


def test_a_row_is_added_counted_and_focused(form: Page) -> None:
    form.get_by_role("button", name="Add a contact").click()
    added = form.locator("[name=contacts-2-name]")
    expect(added).to_be_focused()
    expect(form.locator("[name=contacts-TOTAL_FORMS]")).to_have_value("3")
    form.get_by_role("button", name="Add a contact").click()
    expect(form.locator("[name=contacts-3-name]")).to_be_focused()


def test_a_row_that_goes_shows_only_its_name(form: Page) -> None:
    expect(form.locator("[name=contacts-1-name]")).to_be_hidden()
    form.locator("[name=contacts-1-DELETE]").uncheck()
    expect(form.locator("[name=contacts-1-name]")).to_be_visible()


def test_sending_says_so_at_once_and_sends_once(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/new/", world.staff[Role.SALES])
    sent: list[str] = []

    def hold(route: object) -> None:
        sent.append("post")

    intercept(page, "**/companies/new/", hold)
    page.get_by_label("Name", exact=False).first.fill("Kept waiting")
    save = page.get_by_role("button", name="Save", exact=True)
    save.click(no_wait_after=True)
    expect(save).to_have_attribute("aria-busy", "true")
    save.click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert sent == ["post"]


def test_typing_in_a_date_that_is_none_is_kept(form: Page) -> None:
    expect(form.locator("#wrong_due_on")).to_have_value("31.02.2027")
    expect(form.locator("#wrong_every")).to_have_value("often")
    described = form.locator("#wrong_every").get_attribute("aria-describedby")
    expect(form.locator(f"#{described}")).to_have_text("Enter a whole number.")
