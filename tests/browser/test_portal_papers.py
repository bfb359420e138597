"""A client on a telephone: a certificate by its serial, a pack, and a proposal that is accepted."""

import pytest
from playwright.sync_api import expect

from equipment.models import Equipment
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.certificates.making import work_off
from tests.world import World

THUMB_PX = 44


pytestmark = pytest.mark.usefixtures("files")


def test_papers_for_an_auditor_who_waits(open_page: OpenPage, world: World, restored: None) -> None:
    paper = world.certificates["own"]
    page = open_page("/portal/certificates/", world.bob, width=390)
    page.get_by_role("searchbox").fill(paper.serial[-6:])
    row = page.locator("tr.row")
    expect(row).to_have_count(1)
    link = row.get_by_role("link", name="PDF")
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PX
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"{paper.number}.pdf"
    page.goto("/portal/packs/")
    page.get_by_role("button", name="Make the pack").click()
    waiting = page.locator("#packs li").first
    expect(waiting).to_contain_text("Waiting for its turn")
    work_off()
    ready = waiting.get_by_role("link", name="Download")
    expect(ready).to_be_visible()  # the page asks by itself
    with page.expect_download() as download:
        ready.click()
    assert download.value.suggested_filename.endswith(".zip")


def test_an_instrument_that_was_moved_is_proposed_and_accepted_with_one_key(
    open_page: OpenPage, world: World, restored: None
) -> None:
    it = world.equipment[0]
    page = open_page("/portal/scan/", world.bob, width=390)
    page.get_by_label("Label, serial number").fill(it.serial)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Propose a change").click()
    page.get_by_label("Place there").fill("Bay 12")
    page.get_by_role("button", name="Send to the office").click()
    expect(page.locator(".proposals li").first).to_contain_text("Bay 12")
    staff = open_page("/proposals/", world.staff[Role.SALES])
    settled(staff)
    staff.keyboard.press("j")
    staff.keyboard.press("j")
    staff.keyboard.press("j")  # past those of the world
    expect(staff.locator("#panel ins")).to_have_text("Bay 12")
    staff.keyboard.press("a")
    expect(staff.locator("[data-waiting]")).to_have_text("3 wait")
    assert Equipment.objects.using("owner").get(pk=it.pk).location == "Bay 12"
    staff.keyboard.press("r")
    staff.keyboard.type("We see it elsewhere")
    staff.keyboard.press("Control+Enter")
    expect(staff.locator("[data-waiting]")).to_have_text("2 wait")
    page.reload()
    expect(page.locator(".proposals li").first).to_contain_text("Accepted")
