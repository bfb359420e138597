"""From a faulty standard to the clients who are told, by keyboard; an instrument's drift, drawn."""

from datetime import date

from playwright.sync_api import Page, expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.certificates.papers import issued
from tests.certificates.test_validity import points
from tests.world import World


def enter(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def test_a_failed_standard_becomes_an_incident_and_is_settled(
    open_page: OpenPage, world: World, restored: None
) -> None:
    issued(world, date(2026, 1, 20), instrument=world.equipment[2], standard=world.standard)
    page = open_page(f"/standards/{world.standard.pk}/", world.staff[Role.MANAGEMENT])
    settled(page)
    enter(page, "link", "Mark as failed…")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Certificates in doubt: 1, of clients: 1.")
    dialog.get_by_label("What was found").focus()
    page.keyboard.type("10 V reads 12 ppm high")
    enter(page, "button", "Mark as failed")
    page.wait_for_url("**/incidents/*/")
    settled(page)
    expect(page.locator("#papers")).to_contain_text("20 Jan 2026")
    enter(page, "link", "Settle it for Aster Foods")
    dialog.get_by_label("What came of it").focus()
    page.keyboard.type("Calibrated again")
    enter(page, "button", "Settle it for a client")
    expect(page.locator("#clients")).to_contain_text("Calibrated again")
    settled(page)
    enter(page, "link", "Close…")
    dialog.get_by_label("Conclusion").focus()
    page.keyboard.type("One instrument was calibrated again.")
    enter(page, "button", "Close the incident")
    expect(page.locator(".record-title .status")).to_have_text("Closed")


def test_the_drift_of_an_instrument_is_drawn_from_its_table(
    open_page: OpenPage, world: World, restored: None
) -> None:
    instrument = world.equipment[2]
    for year, value in ((2023, "9.98"), (2024, "10.00"), (2025, "10.02")):
        issued(world, date(year, 3, 3), instrument=instrument, results=points(value))
    page = open_page(f"/equipment/{instrument.pk}/", world.staff[Role.SALES], width=390)
    settled(page)
    chart = page.locator("#calibration .drift-chart canvas")
    expect(chart).to_be_visible()
    expect(page.locator("#calibration tbody tr")).to_have_count(3)
    page.get_by_label("In calibration on").fill("2023-03-03")
    page.keyboard.press("Enter")
    expect(page.locator("#calibration")).to_contain_text("Yes")
    expect(chart).to_be_visible()
