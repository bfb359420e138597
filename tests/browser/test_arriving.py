"""Who follows a link is on the way there: told as the button goes down, and taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.test_live import hint, is_beat, presence, ready
from tests.browser.test_worker import begin
from tests.world import World

# What the worker is told.
NOTED = """() => {
  const tell = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (data, ...more) {
    sessionStorage.setItem("told", `${sessionStorage.getItem("told")} ${data.kind}`);
    tell.call(this, data, ...more);
  };
}"""


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def mark(world: World) -> User:
    return world.staff[Role.MANAGEMENT]


@pytest.fixture
def path(world: World) -> str:
    return f"/companies/{world.aster.pk}/"


def test_a_click_is_told_before_its_page_comes_and_taken_back_if_it_never_does(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    """A visit of the record, then of its form, whose pages do not come: stopped, or kept back.
    Until then the page that is still there says nothing else."""
    his = ready(open_page(path, mark))
    hers = open_page("/companies/", sarah)
    hers.clock.install()
    hers.goto("/companies/")
    ready(hers)
    told: list[str] = []
    hers.on("request", lambda request: told.append(request.url.rpartition("/live/")[2]))
    page, form = re.compile(rf"{path}(\?|$)"), re.compile(rf"{path}edit/(\?|$)")
    hers.context.route(page, lambda route: route.fulfill(status=204))
    row = hers.locator(f'tr.row[data-id="{world.aster.pk}"]')
    with hers.context.expect_page() as opened:
        row.locator("a").click(button="middle")
    opened.value.close()
    hers.bring_to_front()
    assert told == []
    with hers.expect_response("**/arrival/"):
        row.locator("td.code").click()
    hint(his)
    expect(his.locator("#live")).to_contain_text(f"{sarah.name} is here")
    with hers.expect_response("**/departure/"):
        hers.clock.run_for(10_000)
    hint(his)
    expect(his.locator("#live")).to_be_empty()

    hers.context.unroute(page)
    row.locator("a").click()
    hers.wait_for_url(page)
    expect(hers.locator("#live")).to_contain_text(f"{mark.name} is here")
    hers.context.route(form, lambda route: route.fulfill(status=204))
    told.clear()
    with hers.context.expect_page() as opened:
        hers.locator("[data-edit]").click(button="middle")
    opened.value.close()
    hers.bring_to_front()
    assert not [address for address in told if "arrival" in address]
    with hers.expect_response("**/arrival/"):
        hers.keyboard.press("e")
    told.clear()
    hint(hers)
    hers.clock.run_for(1_000)
    assert told == []  # said later, "not in the form" would count instead
    hint(his)
    expect(his.locator("#live")).to_contain_text(f"{sarah.name} is editing since")
    with (
        hers.expect_response("**/lock/release/"),
        hers.expect_response(lambda answer: is_beat(answer.request)),
    ):
        hers.clock.run_for(10_000)
    hint(his)
    expect(his.locator("[data-edit]")).not_to_have_attribute("aria-disabled", "true")
    expect(his.locator("#live")).to_contain_text(f"{sarah.name} is here")


def test_a_button_that_goes_down_on_a_link_is_told_and_taken_back_where_no_click_follows(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    hers = ready(open_page("/companies/", sarah))
    hers.locator(f'tr.row[data-id="{world.aster.pk}"] a').hover()
    with hers.expect_response("**/arrival/"):
        hers.mouse.down()
    assert presence() == [sarah.pk]
    with hers.expect_response("**/departure/"):
        hers.mouse.move(1, 1)
        hers.mouse.up()
    assert presence() == []


def test_a_page_left_by_a_link_has_its_farewell_said_by_the_worker_and_else_says_it_itself(
    open_page: OpenPage, path: str, sarah: User
) -> None:
    page = ready(begin(open_page, sarah, "/companies/"))
    for by_worker in (False, True):
        page.goto(path)
        is_said(page, [sarah.pk])
        page.evaluate(NOTED)
        if by_worker:
            page.locator("a.nav-link[href='/companies/']").click()
        else:
            page.goto("/companies/")
        page.wait_for_url("**/companies/")
        is_said(page, [])
        handed_over = page.evaluate("sessionStorage.getItem('told') ?? ''")
        assert ("departed" in handed_over) == by_worker


def is_said(page: Page, wanted: list[int]) -> None:
    for _time in range(100):
        if presence() == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(presence())
