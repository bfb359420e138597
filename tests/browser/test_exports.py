"""From a list to its file: at once where it is small, watched while it is made where it is not."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.exports.reading import csv_rows, xlsx_rows
from tests.worker import work_off
from tests.world import World

pytestmark = pytest.mark.usefixtures("files")


def test_a_list_is_taken_out_by_keyboard_and_a_large_one_watched(
    open_page: OpenPage, world: World, restored: None, settings: Any
) -> None:
    page = open_page("/accounts/profile/", world.staff[Role.ADMIN])  # which brings a token
    page.goto("/equipment/?sort=-code")
    settled(page)
    shown = page.locator("tr.row td.code").all_inner_texts()
    menu = page.locator(".list-tools summary", has_text="Export")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    _heads, *rows = csv_rows(Path(download.value.path()).read_bytes())
    assert [row[4] for row in rows] == shown
    expect(page.get_by_role("button", name="CSV")).to_be_hidden()
    settings.EXPORT_ROWS_AT_ONCE = 0
    menu.click()
    page.get_by_role("button", name="Excel").click()
    page.wait_for_url("**/exports/")
    waiting = page.locator("#exports li").first
    expect(waiting).to_contain_text("Waiting for its turn")
    work_off()
    ready = waiting.get_by_role("link", name="Download")
    expect(ready).to_be_visible()  # the page asks by itself
    with page.expect_download() as download:
        ready.click()
    _heads, *rows = xlsx_rows(Path(download.value.path()).read_bytes())
    assert [row[4] for row in rows] == shown
