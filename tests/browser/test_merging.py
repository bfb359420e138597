"""Records are retired and merged, and both are undone, by keyboard in a real browser."""

from playwright.sync_api import Page, expect

from companies.models import Company
from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.world import World


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def tab_to(page: Page, text: str) -> None:
    """Tab until what has the focus says so."""
    for _step in range(60):
        if focused(page) == text:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{text} is out of the keyboard's reach")


def test_two_companies_are_merged_and_parted_by_keyboard(world: World, open_page: OpenPage) -> None:
    page = open_page(f"/companies/{world.aster.pk}/merge/", world.staff[Role.SALES])
    page.keyboard.type("corona")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Corona")).to_be_visible()
    tab_to(page, f"{world.corona.code} Corona")
    page.keyboard.press("Enter")
    expect(page.get_by_text("will see everything of Aster Foods")).to_be_visible()
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    tab_to(page, "Merge")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/companies/{world.aster.pk}/")
    expect(page.locator("h1")).to_have_text("Corona")
    page.goto(f"/companies/{world.corona.pk}/")
    tab_to(page, "Undo the merge")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert focused(page) == "Undo the merge"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Corona is itself again.")).to_be_visible()
    assert Company.objects.using("owner").get(pk=world.aster.pk).name == "Aster Foods"


def test_a_company_is_retired_in_a_dialog_and_brought_back_at_once(
    world: World, open_page: OpenPage
) -> None:
    page = open_page(f"/companies/{world.aster.pk}/", world.staff[Role.SALES])
    page.get_by_label("More").first.click()
    page.get_by_role("link", name="Retire…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("6 instruments")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_label("More").first.click()
    page.get_by_role("link", name="Retire…").click()
    dialog.get_by_role("button", name="Retire").click()
    expect(page.locator(".fate")).to_contain_text("Retired")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".fate")).to_have_count(0)
    assert Company.objects.using("owner").get(pk=world.aster.pk).is_active


def test_without_scripts_the_question_is_a_page(world: World, open_page: OpenPage) -> None:
    page = open_page(
        f"/branches/{world.north.pk}/retirement/", world.staff[Role.SALES], scripts=False
    )
    page.get_by_role("button", name="Retire").click()
    page.get_by_role("link", name="Restore").first.click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".fate")).to_have_count(0)


def test_nothing_stands_in_anybodys_way(world: World, open_page: OpenPage) -> None:
    page = open_page("/", world.staff[Role.SALES])
    for other in ("q=corona", f"other={world.corona.pk}"):
        page.goto(f"/companies/{world.aster.pk}/merge/?{other}")
        assert faults(page) == []
