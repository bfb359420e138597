"""The review queue by keyboard, in a real browser; and without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from jobs.certificates.models import Certificate
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.certificates.making import handed_in, job_of, measured, now
from tests.certificates.queue import fill
from tests.world import World

SignIn = Callable[[User], Client]
ROWS = 130


@pytest.fixture
def queue(world: World, restored: None) -> list[Certificate]:
    """The world's own comes first, then these."""
    item = measured(world, job_of(world), world.staff[Role.TECHNICIAN])
    return fill(handed_in(world, item), ROWS)


def test_the_queue_is_gone_through_by_keyboard(
    open_page: OpenPage, world: World, queue: list[Certificate]
) -> None:
    page = open_page(f"/certificates/review/?at={queue[0].pk}", world.staff[Role.MANAGEMENT])
    settled(page)
    rows, current = page.locator(".queue-item"), page.locator(".queue-item [aria-current]")
    waiting, status = page.locator("[data-waiting]"), page.locator("#status")
    expect(waiting).to_have_text(f"{ROWS + 2} wait")
    page.keyboard.press("j")
    expect(page.locator("#panel")).to_contain_text("W-001")
    expect(current).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#panel")).to_contain_text("W-000")
    page.keyboard.press("a")
    expect(waiting).to_have_text(f"{ROWS + 1} wait")
    expect(page.locator("#panel")).to_contain_text("W-001")
    expect(current).to_be_focused()
    expect(status).to_contain_text(f"{now(queue[0]).number} is issued. Next: Multimeter")
    page.keyboard.press("r")
    page.keyboard.type("Repeat the last point")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel")).to_contain_text("W-002")
    assert now(queue[1]).rejection_reason == "Repeat the last point"
    page.keyboard.press("x")
    expect(page.locator(".queue-item:has([aria-current]) input")).to_be_checked()
    # However far one goes, few rows are in the page, and none is missing.
    scroller = page.locator("[data-window]")
    for _page in range(20):
        scroller.evaluate("list => list.scrollBy(0, list.clientHeight)")
        assert rows.count() <= 100
    expect(page.locator(f'.queue-item[data-id="{queue[-1].pk}"]')).to_be_in_viewport()
    expect(rows.last).to_have_attribute("aria-posinset", str(ROWS))
    page.get_by_role("button", name="Approve ticked…").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.wait_for_url("**/certificates/review/")
    assert now(queue[2]).status == "approved"
    assert violations(page) == []


def test_the_queue_works_without_javascript(
    open_page: OpenPage, world: World, queue: list[Certificate]
) -> None:
    person = world.staff[Role.MANAGEMENT]
    path = f"/certificates/review/?at={queue[0].pk}"
    page = open_page(path, person, scripts=False)
    page.get_by_role("button", name="Approve", exact=True).click()
    page.wait_for_url(f"**/certificates/review/?at={queue[1].pk}")
    assert now(queue[0]).status == "approved"
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(f"**/certificates/review/?at={queue[2].pk}")
