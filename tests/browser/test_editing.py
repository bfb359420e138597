"""Records made and changed in a real browser: in place, by keyboard, by two people, offline."""

import re

from playwright.sync_api import Browser, Dialog, Page, Route, expect

from companies.models import Branch, Company
from equipment.models import CalibrationPlan, Equipment
from realsync.accounts.roles import Role
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.settled import intercept, settled
from tests.locking.test_lock import expire
from tests.world import World


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(width, 0)


def arrives(page: Page, folder: str) -> None:
    """On a record's page, with its fragments: nothing is read any more when the test ends."""
    page.wait_for_url(re.compile(rf"/{folder}/\d+/$"))
    settled(page)


def test_a_company_is_made_by_keyboard_alone(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/", world.staff[Role.SALES])
    page.keyboard.press("c")
    page.wait_for_url("**/companies/new/")
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("Nimbus Ltd")
    page.keyboard.press("Tab")
    page.keyboard.type("Nimbus")
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    expect(page.locator("#toasts")).to_contain_text("saved.")
    expect(page.get_by_role("heading", name="Nimbus Ltd", level=1)).to_be_visible()
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")


def test_what_is_wrong_is_said_on_top_and_beside_the_field(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("/companies/new/", world.staff[Role.SALES])
    page.get_by_label("Tax number").fill("DE 1")
    page.get_by_role("button", name="Save", exact=True).click()
    problems = page.locator("[data-problems]")
    expect(problems).to_be_focused()
    expect(problems).to_contain_text("This field is required.")
    expect(page.locator("#id_name")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Tax number")).to_have_value("DE 1")
    assert violations(page) == []
    problems.get_by_role("link", name="Name").click()
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("Nimbus")
    page.keyboard.press("Control+Enter")
    arrives(page, "companies")


def test_a_field_is_checked_when_it_is_left(open_page: OpenPage, world: World) -> None:
    one, other = world.equipment[:2]
    page = open_page(f"/equipment/{one.pk}/edit/", world.staff[Role.SALES])
    for label in ("manufacturer", "model", "serial"):
        page.locator(f"#id_{label}").fill(getattr(other, label))
    page.keyboard.press("Tab")
    error = page.locator("#id_serial_error")
    expect(error).to_contain_text(other.code)
    expect(page.locator("#id_serial")).to_have_attribute("aria-invalid", "true")
    page.locator("#id_serial").fill("another one")
    page.keyboard.press("Tab")
    expect(error).to_have_count(0)
    expect(page.locator("#id_serial")).to_have_value("another one")


def test_a_namesake_is_a_warning(open_page: OpenPage, world: World) -> None:
    page = open_page("/companies/new/", world.staff[Role.SALES])
    page.locator("#id_name").fill("Aster Foods")
    page.keyboard.press("Tab")
    expect(page.locator(".field-warning")).to_contain_text(world.aster.code)


def test_a_record_is_chosen_by_keyboard(open_page: OpenPage, world: World) -> None:
    page = open_page("/branches/new/", world.staff[Role.SALES])
    box = page.locator("#id_company")
    box.press_sequentially("aster")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    box.press("Enter")
    expect(box).to_have_value(re.compile("Aster Foods"))
    page.locator("#id_name").fill("West")
    page.keyboard.press("Control+s")
    arrives(page, "branches")
    assert Branch.objects.using("owner").get(name="West").company_id == world.aster.pk


def test_a_plan_is_added_and_its_due_date_proposed(open_page: OpenPage, world: World) -> None:
    one = world.equipment[2]
    page = open_page(f"/equipment/{one.pk}/edit/", world.staff[Role.TECHNICIAN])
    row = page.locator("[data-row]")
    expect(row).to_have_count(1)
    row.get_by_label("Service").press_sequentially("multim")
    page.locator("li[role=option]").first.click()
    row.get_by_label("Last calibrated").fill("2026-01-31")
    row.locator("[name$=interval_count]").fill("1")
    row.locator("[name$=interval_count]").press("Tab")
    expect(row.get_by_label("Next due")).to_have_value("2026-02-28")
    page.get_by_role("button", name="Add a plan").click()
    expect(row).to_have_count(2)
    row.nth(1).get_by_role("button", name="Remove this row").click()
    expect(row).to_have_count(1)
    page.keyboard.press("Control+s")
    arrives(page, "equipment")
    assert CalibrationPlan.objects.using("owner").get(equipment=one).interval_count == 1


def test_a_field_is_changed_where_it_stands(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/companies/{world.aster.pk}/", world.staff[Role.SALES])
    pencil = page.get_by_role("link", name="Edit: Tax number")
    pencil.focus()
    page.keyboard.press("Enter")
    field = page.locator("form.inline-form #id_tax_number")
    expect(field).to_be_focused()
    page.keyboard.type("DE 12345")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(page.locator("dd", has_text="DE 12345")).to_have_count(0)
    pencil.focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("DE 12345")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("dd", has_text="DE 12345")).to_be_visible()
    expect(pencil).to_be_focused()
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "DE 12345"


def test_a_card_that_arrives_meanwhile_takes_nothing_of_what_is_typed(
    open_page: OpenPage, world: World
) -> None:
    page = open_page("/companies/", world.staff[Role.SALES])
    late: list[Route] = []
    intercept(page, "**/companies/*/branches/", lambda route: late.append(route))
    page.goto(f"/companies/{world.aster.pk}/")
    page.get_by_role("link", name="Edit: Tax number").click()
    field = page.locator("form.inline-form #id_tax_number")
    expect(field).to_be_focused()
    page.keyboard.type("DE 1")
    while not late:
        page.wait_for_timeout(20)
    late[0].continue_()
    expect(page.locator("#branches[aria-busy]")).to_have_count(0)
    page.keyboard.type("2345")
    expect(field).to_have_value("DE 12345")


def test_two_people_save_and_both_sides_are_shown(open_page: OpenPage, world: World) -> None:
    """The first one was away too long and heard nothing; the second one came and went."""
    path = f"/companies/{world.aster.pk}/edit/"
    mine = open_page(path, world.staff[Role.SALES], is_cut=True)
    expect(mine.locator("[name=lock_token]")).to_have_value(re.compile(r"\d+"))
    intercept(mine, "**/live/**", lambda route: route.abort())
    expire(world)
    theirs = open_page(path, world.staff[Role.MANAGEMENT])
    expect(theirs.locator("[name=lock_token]")).to_have_value(re.compile(r"\d+"))
    theirs.get_by_label("Tax number").fill("THEIRS")
    theirs.get_by_label("Home region").fill("West")
    theirs.keyboard.press("Control+s")
    arrives(theirs, "companies")
    mine.get_by_label("Tax number").fill("MINE")
    mine.get_by_label("Trading name").fill("Aster")
    mine.keyboard.press("Control+s")
    conflict = mine.get_by_role("table")
    expect(conflict).to_contain_text("THEIRS")
    expect(conflict).to_contain_text("Management")
    expect(mine.get_by_label("Home region")).to_have_value("West")
    expect(mine.get_by_label("Trading name")).to_have_value("Aster")
    assert faults(mine) == []
    conflict.get_by_role("radio", name=re.compile("THEIRS")).check()
    mine.keyboard.press("Control+s")
    arrives(mine, "companies")
    now = Company.objects.using("owner").get(pk=world.aster.pk)
    assert (now.tax_number, now.home_region, now.trading_name) == ("THEIRS", "West", "Aster")


def test_the_conflict_page_works_without_javascript(open_page: OpenPage, world: World) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    mine = open_page(path, world.staff[Role.SALES], scripts=False)
    Company.objects.using("owner").filter(pk=world.aster.pk).update(tax_number="THEIRS")
    mine.get_by_label("Tax number").fill("MINE")
    mine.get_by_role("button", name="Save", exact=True).click()
    mine.get_by_role("radio", name=re.compile("MINE")).check()
    mine.get_by_role("button", name="Save", exact=True).click()
    arrives(mine, "companies")
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "MINE"


def test_a_row_is_added_without_javascript(open_page: OpenPage, world: World) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    page = open_page(path, world.staff[Role.SALES], scripts=False)
    page.get_by_label("Tax number").fill("DE 1")
    page.get_by_role("button", name="Add a contact").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.get_by_label("Tax number")).to_have_value("DE 1")


def test_what_is_not_saved_is_not_left_unasked(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/equipment/{world.equipment[0].pk}/edit/", world.staff[Role.SALES])
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.locator("#id_location").fill("Elsewhere")
    expect(page.locator("[data-unsaved]")).to_have_text("Unsaved changes")
    page.get_by_role("link", name="Cancel").click()
    arrives(page, "equipment")
    assert asked == ["beforeunload"]


def test_a_save_waits_for_the_server(chromium: Browser, live_address: str, world: World) -> None:
    """In a context of its own: a browser complains about a 503 in its console."""
    one = world.equipment[0]
    context = chromium.new_context(base_url=live_address)
    cookie = session_cookie(world.staff[Role.SALES], live_address)
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"/equipment/{one.pk}/edit/")
    page.locator("#id_location").fill("Bay 9")
    intercept(page, "**/edit/", lambda route: route.fulfill(status=503, body=""))
    page.keyboard.press("Control+s")
    expect(page.locator("[data-unsaved]")).to_contain_text("Your text is kept")
    expect(page.locator("#id_location")).to_have_value("Bay 9")
    page.unroute("**/edit/")
    arrives(page, "equipment")
    context.close()
    assert Equipment.objects.using("owner").get(pk=one.pk).location == "Bay 9"
