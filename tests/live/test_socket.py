"""The browser's end: it opens where a record is shown, passes hints on, and keeps quiet."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, WebSocket

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.browser.conftest import chromium  # noqa: F401 - a fixture
from tests.browser.settled import settled
from tests.live.streams import session_of
from tests.live.web import Web, as_owner
from tests.world import World

RENAME = "UPDATE companies SET trading_name = trading_name || '!' WHERE id = %s"
OPEN = "window.sockets.some((one) => one.readyState === 1)"
# Counted from before any script of the page runs.
COUNT = """
window.hints = []; window.sockets = [];
document.addEventListener("live-hint", ({ detail }) => window.hints.push(detail));
const Real = WebSocket;
window.WebSocket = class extends Real {
  constructor(...given) { super(...given); window.sockets.push(this); }
};
// The page's own listener comes before this one.
addEventListener("load", () => addEventListener("pagehide", () => {
  sessionStorage.setItem("left with", window.sockets.map((one) => one.readyState));
}));
"""


@pytest.fixture
def page(chromium: Browser, web: Web, restored: None) -> Iterator[Page]:  # noqa: F811
    """Closed before the world is put back: a page that loses its session meanwhile goes to the
    sign-in, and Chromium has hung closing it."""
    context = chromium.new_context(base_url=web.origin, service_workers="block")
    page = context.new_page()
    page.add_init_script(COUNT)
    yield page
    context.close()


@pytest.fixture
def sales(world: World) -> User:
    return world.staff[Role.SALES]


def sign_in(page: Page, web: Web, person: User) -> None:
    name, key = settings.SESSION_COOKIE_NAME, session_of(person)
    page.context.add_cookies([{"name": name, "value": key, "url": web.origin}])


def until(page: Page, condition: str, seconds: float = 8) -> None:
    """Asked from outside: the page's policy lets it evaluate nothing, and its clock may stand."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"{condition}: {page.evaluate('window.hints')}"
        page.wait_for_timeout(30)


def open_sockets(page: Page) -> int:
    return int(page.evaluate("window.sockets.filter((one) => one.readyState === 1).length"))


def test_each_hint_reaches_the_page(page: Page, web: Web, world: World, sales: User) -> None:
    sign_in(page, web, sales)
    page.goto(f"/companies/{world.aster.pk}/")
    until(page, "window.hints.length > 0")
    as_owner(RENAME, world.aster.pk)
    moved = f"company:{world.aster.pk}:v{world.aster.version + 1}"
    until(page, f"window.hints.includes('{moved}')")
    assert open_sockets(page) == 1


def test_it_is_left_with_the_page_and_opened_again_on_return(
    page: Page, web: Web, world: World, sales: User
) -> None:
    sign_in(page, web, sales)
    page.goto(f"/companies/{world.aster.pk}/")
    until(page, "window.hints.length > 0")
    page.goto("/companies/")
    assert page.evaluate("sessionStorage.getItem('left with')") == "2", "it is being closed"
    page.go_back()
    until(page, OPEN)


def test_a_stream_that_breaks_is_opened_again(
    page: Page, web: Web, world: World, sales: User
) -> None:
    sign_in(page, web, sales)
    page.goto(f"/companies/{world.aster.pk}/")
    until(page, "window.hints.length > 0")
    page.evaluate("window.sockets[0].send('nobody wants to hear this')")
    until(page, "window.sockets.length === 2")
    until(page, OPEN)
    assert open_sockets(page) == 1


def test_a_hidden_page_leaves_after_a_minute_and_looks_on_return(
    page: Page, web: Web, world: World, sales: User
) -> None:
    page.clock.install()
    sign_in(page, web, sales)
    page.goto(f"/companies/{world.aster.pk}/")
    until(page, "window.hints.length > 0")
    _hide(page, True)
    page.clock.run_for(59_000)
    assert open_sockets(page) == 1
    page.clock.run_for(2_000)
    until(page, "window.sockets[0].readyState === 3")
    as_owner(RENAME, world.aster.pk)
    _hide(page, False)
    moved = f"company:{world.aster.pk}:v{world.aster.version + 1}"
    until(page, f"window.hints.includes('{moved}')")


def test_after_refusals_it_gives_up_silently(
    page: Page, web: Web, world: World, sales: User
) -> None:
    page.clock.install()
    tried: list[WebSocket] = []
    page.on("websocket", lambda one: tried.append(one))
    sign_in(page, web, sales)
    page.goto(f"/companies/{world.aster.pk}/")
    until(page, "window.hints.length > 0")
    page.mouse.wheel(0, 1)
    settled(page)  # a card would lead to the sign-in, as does a page in which nobody types
    page.locator("#note-text").fill("Half a thought")
    page.context.clear_cookies()
    page.evaluate("window.sockets[0].send('x')")
    for _ in range(12):
        page.wait_for_timeout(150)
        page.clock.run_for(60_000)
    assert 3 <= len(tried) - 1 <= 6
    assert page.title()


def _hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden,"
        " configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )
