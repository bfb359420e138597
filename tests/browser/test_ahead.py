"""What one points at is drawn before the click, if it may be shown then."""

import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from realsync.accounts import whose
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.pages import worker
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.browser.tab import Tab, tab
from tests.browser.test_worker import begin
from tests.journeys.reader import WRITE
from tests.world import World

CONTROLLED = "navigator.serviceWorker.controller !== null"
HOW = "performance.getEntriesByType('navigation')[0].{}"
# When they were done: a module that ended in an error is none.
LETTERS = """(async () => {
  const shown = performance.getEntriesByType("navigation")[0].activationStart;
  const files = performance.getEntriesByType("resource");
  const letters = files.find(({ name }) => name.includes("/letters."));
  if (letters) await import(letters.name);
  return [letters?.responseEnd ?? 0, shown];
})()"""
# Where its module has come: a busy machine is slower than a pointer.
LISTENS = """(async () => {
  const files = performance.getEntriesByType("resource");
  const fresh = files.find(({ name }) => name.includes("/fresh."));
  if (fresh) await import(fresh.name);
  return Boolean(fresh);
})()"""
TAB_ID = "sessionStorage.getItem('realsync:tab')"
TURN = "Number(sessionStorage.getItem('realsync:tab-turn'))"
LATELY = "localStorage.getItem('realsync:lately:{}') ?? ''"
ANOTHER = "document.cookie = 'realsync_person=another; path=/'"
WRITES = "path => fetch(`${path}field/trading_name/`, { method: 'POST' })"
NEW_WORKER = "navigator.serviceWorker.dispatchEvent(new Event('controllerchange'))"
# As the browser does it by itself for what is typed into its address bar.
BY_THE_BROWSER = """(() => {
  const textContent = JSON.stringify({ prerender: [{ urls: ["%s"], eagerness: "immediate" }] });
  const rules = document.createElement("script");
  document.head.append(Object.assign(rules, { type: "speculationrules", textContent }));
})()"""
# The worker of the next release has taken the place of this one's.
UPDATED = """new Promise((done) => {
  navigator.serviceWorker.addEventListener("controllerchange", () => done());
  navigator.serviceWorker.ready.then((ours) => ours.update());
})"""
# A pointer that takes a tenth of a second from one link to the next.
PASSED_OVER = """new Promise((done) => {
  const links = document.querySelectorAll("a.nav-link[href$='s/']");
  let n = 0;
  const pass = setInterval(() => {
    if (n === 60) done(clearInterval(pass));
    const over = new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" });
    links[n++ % links.length].dispatchEvent(over);
  }, 90);
})"""
# Somebody goes elsewhere just as a page begins to be drawn.
WENT_ELSEWHERE = """(() => {
  new MutationObserver(([{ addedNodes: [added] }]) => {
    if (added?.type === "speculationrules") setTimeout(() => location.assign("/branches/"), %d);
  }).observe(document.head, { childList: true });
  const over = new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" });
  document.querySelector('%s').dispatchEvent(over);
})()"""
# What a page says that was drawn, as Chromium draws none where it is watched.
HAS_COME = """document.querySelectorAll("script[data-ahead]").forEach(({ dataset }) =>
  dispatchEvent(new StorageEvent("storage", { key: "realsync:drawn", newValue: dataset.ahead })))"""
LAID = """for (const name of ["pointerdown", "touchstart"]) {
  document.querySelector('%s').dispatchEvent(new Event(name, { bubbles: true }));
}"""
# A finger that scrolls; a page that is left, and may be brought back.
SCROLLED = "dispatchEvent(new Event('pointercancel'))"
LEFT = "dispatchEvent(new Event('pagehide'))"
RULES = "script[type=speculationrules]"
DRAWN_SECONDS = 1  # nothing may be asked of it, not even whether it is done
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@pytest.fixture
def seller(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def one(live_address: str, seller: User, path: str) -> Iterator[Tab]:
    """Somebody who has seen the company, and is in the list."""
    cookie = session_cookie(seller, live_address)
    with tab(live_address, {cookie["name"]: cookie["value"]}) as found:
        found.open("/")
        found.until(lambda: found.evaluate(CONTROLLED))
        for each in (path, f"{path}?from=", "/companies/"):
            found.open(each)
        found.until(lambda: found.evaluate(LISTENS))
        yield found


@pytest.fixture
def link(world: World) -> str:
    return f'tr.row[data-id="{world.aster.pk}"] .primary a'


def drawn(one: Tab, link: str) -> None:
    one.point(link)
    one.until(lambda: one.has_drawn)


def test_by_keyboard_too(one: Tab, link: str, server: Server, path: str) -> None:
    server.asked.clear()
    one.walk(link)
    one.until(lambda: one.has_drawn)
    one.enter()
    was_shown_as_drawn(one, server, path)


def test_by_finger_too(one: Tab, link: str, server: Server, path: str) -> None:
    server.asked.clear()
    one.evaluate(LAID % link)  # a real one that stays for so long would open a menu
    one.until(lambda: one.has_drawn)
    one.point(link)
    one.press()
    was_shown_as_drawn(one, server, path)


def test_a_pointer_that_moves_on_before_a_page_has_come_leaves_the_tab_open(one: Tab) -> None:
    """Chromium closes the tab of whoever gives a page up while the worker answers."""
    one.evaluate(PASSED_OVER)
    time.sleep(DRAWN_SECONDS)
    one.is_at("/companies/")


def test_who_goes_elsewhere_before_a_page_has_come_keeps_the_tab_and_may_come_back(
    one: Tab, link: str, path: str
) -> None:
    one.open("/branches/")
    one.open("/companies/")
    for milliseconds in (0, 4, 8, 12):
        one.until(lambda: one.evaluate(LISTENS))
        one.evaluate(WENT_ELSEWHERE % (milliseconds, link))
        one.is_at("/branches/")
        one.evaluate("history.back()")
        one.is_at("/companies/")
        time.sleep(DRAWN_SECONDS)
        one.until(lambda: one.evaluate(f"document.querySelector('{RULES}') === null"))


def was_shown_as_drawn(one: Tab, server: Server, path: str) -> None:
    one.is_at(path)
    assert one.evaluate(HOW.format("activationStart")) > 0
    assert server.times(path) == 0


def test_it_is_shown_by_the_click_without_a_request_and_is_nowhere_until_then(
    one: Tab, link: str, server: Server, seller: User, world: World, path: str
) -> None:
    before, turn = one.evaluate(TAB_ID), one.evaluate(TURN)
    one.evaluate("localStorage.clear()")
    server.asked.clear()
    drawn(one, link)
    time.sleep(DRAWN_SECONDS)
    assert [each for each in server.asked if "/live/" in each or each == f"GET {path}"] == []
    assert one.evaluate(LATELY.format(seller.pk)) == ""

    one.press()
    one.is_at(path)
    assert one.evaluate(HOW.format("activationStart")) > 0
    assert server.times(path) == 0
    one.until(lambda: f"POST /live/company/{world.aster.pk}/" in server.asked)
    assert one.evaluate(TAB_ID) == before
    assert one.evaluate(TURN) > turn
    one.until(lambda: one.evaluate(LATELY.format(seller.pk)) == f'["company:{world.aster.pk}"]')


def test_its_letters_were_painted_before_the_click(one: Tab, link: str, path: str) -> None:
    drawn(one, link)
    time.sleep(DRAWN_SECONDS)
    one.press()
    one.is_at(path)
    loaded, shown = one.evaluate(LETTERS)
    assert 0 < loaded < shown
    one.evaluate(f"location.assign('{path}?again=')")
    one.until(lambda: "again" in one.evaluate("location.search"))
    assert one.evaluate(LETTERS)[0] == 0


def test_a_write_of_ones_own_is_seen(one: Tab, link: str, path: str) -> None:
    drawn(one, link)
    one.until(lambda: one.evaluate(f"document.querySelector('{RULES}').hasCome"))
    assert one.evaluate(f"({WRITE})(['{path}', 'Written since', 'fetch'])") == 200
    one.press()
    one.is_at(path)
    assert "Written since" in one.evaluate("document.querySelector('main').innerText")


def gone_to_as_drawn(one: Tab, path: str, meanwhile: str) -> None:
    """The page is drawn, and after `meanwhile` somebody goes there."""
    address = f"{one.address}{path}?from="
    one.evaluate(BY_THE_BROWSER % address)
    one.until(lambda: one.has_drawn)
    time.sleep(DRAWN_SECONDS)
    one.evaluate(f"{meanwhile}; location.assign('{address}')")
    one.is_at(path)


def test_it_is_not_shown_to_somebody_else(one: Tab, path: str) -> None:
    gone_to_as_drawn(one, path, ANOTHER)
    one.until(lambda: one.evaluate(HOW.format("type")) == "reload")


def test_what_was_given_up_before_it_had_come_is_not_shown(one: Tab, path: str) -> None:
    gone_to_as_drawn(one, path, NEW_WORKER)
    one.until(lambda: one.evaluate(HOW.format("activationStart")) == 0)


def test_it_is_not_shown_once_another_release_is_there(
    one: Tab, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{one.address}{path}?from="
    one.evaluate(BY_THE_BROWSER % address)
    one.until(lambda: one.has_drawn)
    time.sleep(DRAWN_SECONDS)
    for module in (worker, whose):
        monkeypatch.setattr(module, "release", lambda: "next")
    one.evaluate(UPDATED)
    one.evaluate(f"location.assign('{address}')")
    one.is_at(path)
    one.until(lambda: one.evaluate(HOW.format("type")) == "reload")


def draws(page: Page, selector: str) -> bool:
    page.locator(selector).first.hover()
    page.wait_for_timeout(500)
    page.evaluate(HAS_COME)
    return page.locator(RULES).count() == 1


def test_it_is_given_up_when_nobody_points_there_and_when_it_may_not_be_true(
    open_page: OpenPage, seller: User, path: str, link: str
) -> None:
    page = begin(open_page, seller, path, "/companies/")
    page.goto("/companies/")
    settled(page)
    page.locator(link).hover()
    expect(page.locator(RULES)).to_have_count(1)
    page.locator("h1").hover()
    expect(page.locator(RULES)).to_have_count(1)
    page.evaluate(HAS_COME)
    expect(page.locator(RULES)).to_have_count(0)
    assert draws(page, link)
    page.locator("h1").hover()
    expect(page.locator(RULES)).to_have_count(0)
    for happens in (SCROLLED, LEFT, NEW_WORKER, WRITES, ANOTHER):
        assert draws(page, link)
        page.evaluate(happens, path)
        expect(page.locator(RULES)).to_have_count(0)
        page.locator("h1").hover()


def test_what_was_drawn_while_something_was_written_is_given_up(
    open_page: OpenPage, seller: User, path: str, link: str, server: Server
) -> None:
    page = begin(open_page, seller, path, "/companies/")
    page.goto("/companies/")
    settled(page)
    with server.held(f"POST {path}field/trading_name/"):
        page.evaluate(f"path => void ({WRITE})([path, 'Written', 'fetch'])", path)
        until_asked(page, server, f"POST {path}field/trading_name/")
        assert draws(page, link)
    expect(page.locator(RULES)).to_have_count(0)


def test_what_comes_when_nobody_points_there_any_more_is_not_drawn(
    open_page: OpenPage, seller: User, path: str, link: str, server: Server
) -> None:
    page = begin(open_page, seller, "/companies/")
    page.goto("/companies/")
    settled(page)
    server.asked.clear()
    with server.held(f"GET {path}"):
        page.locator(link).hover()
        until_asked(page, server, f"GET {path}")
        page.locator("h1").hover()
    page.wait_for_timeout(500)
    assert page.locator(RULES).count() == 0


def test_what_one_points_at_while_two_others_are_on_their_way_comes_after_them(
    open_page: OpenPage, seller: User, path: str, link: str, server: Server
) -> None:
    page = begin(open_page, seller, path, "/companies/")
    page.goto("/companies/")
    settled(page)
    with server.held("GET /branches/"), server.held("GET /equipment/"):
        for other in ("/branches/", "/equipment/"):
            page.locator(f"nav a[href='{other}']").hover()
            until_asked(page, server, f"GET {other}")
        assert not draws(page, link)
    expect(page.locator(RULES)).to_have_count(1)


def until_asked(page: Page, server: Server, wanted: str) -> None:
    for _time in range(100):
        if wanted in server.asked:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"nobody asked {wanted}")


def test_only_what_the_worker_keeps_and_nothing_where_data_is_saved_or_the_worker_is_off(
    open_page: OpenPage,
    seller: User,
    path: str,
    link: str,
    server: Server,
    settings: LazySettings,
) -> None:
    page = begin(open_page, seller, path, "/companies/")
    page.goto(path)
    settled(page)
    assert not draws(page, "[data-edit]")
    assert server.times(f"{path}edit/") == 0
    server.headers["/tasks/"] = {"RealSync-Fresh": None}
    server.asked.clear()
    for _time in range(2):
        assert not draws(page, "nav a[href^='/tasks/']")
    assert server.times("/tasks/") == 1
    assert draws(page, "nav a[href='/companies/']")
    page.locator("nav a[href='/jobs/']").evaluate("link => (link.target = '_blank')")
    assert not draws(page, "nav a[href='/jobs/']")
    page.goto("/companies/")
    settled(page)
    assert not draws(page, "thead a")

    page.add_init_script(SAVES_DATA)
    page.goto(path)
    settled(page)
    assert not draws(page, "nav a[href='/companies/']")

    settings.FRESHNESS_WORKER = False
    page = open_page("/companies/", seller, worker=True)
    settled(page)
    assert not draws(page, link)
