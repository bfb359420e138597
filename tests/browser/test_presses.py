"""A press styles what it shows: where it styles the whole page, a slow computer shows it late."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World

DRAWN_MS = 200
PRESSES = {
    "palette": "Control+k",
    "keys": "?",
    "row": "x",
    "menu": "Enter",
}
FOCUSED = {"row": "tr.row .primary a", "menu": "summary.person"}


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize("address", ["/equipment/", "/companies/{company}/"])
def test_a_press_styles_little(open_page: OpenPage, world: World, address: str, press: str) -> None:
    page = open_page(address.format(company=world.aster.pk), world.staff[Role.SALES])
    settled(page)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    if press in FOCUSED:
        page.locator(FOCUSED[press]).first.focus()
    for way in (PRESSES[press], "Escape"):
        assert styled(page, way) < elements(page) / 4, way


def elements(page: Page) -> int:
    return int(page.evaluate("() => document.querySelectorAll('*').length"))


def styled(page: Page, key: str) -> int:
    """How many elements the browser styles from the press until it is drawn."""
    cdp = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    cdp.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    cdp.on("Tracing.tracingComplete", lambda told: ended.append(told))
    config = {"includedCategories": ["devtools.timeline"]}
    cdp.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    page.keyboard.press(key)
    page.wait_for_timeout(DRAWN_MS)
    cdp.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(10)
    cdp.detach()
    found = [event for event in events if event["name"] == "UpdateLayoutTree"]
    return sum(event["args"].get("elementCount", 0) for event in found)
