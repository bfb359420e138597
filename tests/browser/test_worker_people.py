"""What is kept is one person's, of one release, and can be done without."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, WebSocketRoute, expect

from realsync.accounts import whose
from realsync.accounts.models import Session, User
from realsync.accounts.roles import Role
from realsync.pages import worker
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.browser.test_worker import HINT, begin, is_kept, save, shows, until
from tests.world import World

WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
SAID = """() => {
  const all = performance.getEntriesByType("resource");
  const said = all.filter(({ name }) => name.includes("/live/"));
  return [...new Set(said.map((each) => each.workerMatchedSourceType))];
}"""
# The browser itself brings a page back, and somebody else is signed in.
BACK = """() => {
  document.cookie = "realsync_person=another; path=/";
  setTimeout(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
}"""
AMONG = "names => caches.keys().then((all) => all.some((name) => names.includes(name)))"
ONLY_NEXT = "() => caches.keys().then((all) => all.join().includes(':next:') && all.length === 1)"
SIGN_OUT = """setTimeout(() => {
  document.querySelector('form[action$="/logout/"]').requestSubmit();
}, 300)"""
# What the worker finds then, by name: a cache that takes nothing more, or none at all.
FULL = """(names) => {
  const fails = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  for (const name of names) (name === "open" ? CacheStorage : Cache).prototype[name] = fails;
}"""
REFUSED = 1008


def become(page: Page, person: User) -> None:
    address = page.evaluate("location.origin")
    page.context.add_cookies([session_cookie(person, address)])  # type: ignore[list-item]


def nothing_is_kept(page: Page) -> None:
    until(page, "() => caches.keys().then((all) => all.length === 0)")


def test_sign_out_and_back_show_nothing(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    page.goto(path)
    settled(page)
    beside = page.context.new_page()
    beside.goto("/accounts/profile/")
    with server.held("POST /accounts/logout/"):
        page.evaluate(SIGN_OUT)
        nothing_is_kept(beside)
    page.wait_for_url("**/accounts/login/**")
    page.go_back()
    page.wait_for_url("**/accounts/login/**")
    expect(page.get_by_text(world.aster.name)).to_have_count(0)
    nothing_is_kept(page)


def test_after_a_switch_nothing_of_the_other_company_is_shown(
    open_page: OpenPage, world: World, restored: None, server: Server
) -> None:
    page = open_page("/portal/", world.erin, worker=True)
    until(page, "() => navigator.serviceWorker.controller !== null")
    page.goto("/portal/equipment/")
    settled(page)
    is_kept(page, "/portal/equipment/")
    expect(page.get_by_text("Multimeter number 0")).to_be_visible()
    page.locator("summary.company-switch").click()
    page.get_by_role("button", name="Corona").click()
    shows(page, "Corona")
    is_kept(page, "/portal/equipment/", wanted=False)
    with server.held("GET /portal/equipment/"):
        page.goto("/portal/equipment/", wait_until="commit")
    expect(page.locator(".company-name")).to_have_text("Corona")
    expect(page.get_by_text("Multimeter number 0")).to_have_count(0)
    page.go_back()
    shows(page, "Corona")
    page.go_back()
    expect(page.locator(".company-name")).to_have_text("Corona")
    expect(page.get_by_text("Multimeter number 0")).to_have_count(0)


def test_another_person_an_expired_session_and_a_changed_role_find_nothing_of_the_former(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    page.goto(path)
    page.wait_for_timeout(500)  # cards that come when one rests bring the person's cookie again
    settled(page)
    with page.expect_navigation():
        page.evaluate(BACK)
    settled(page)
    become(page, world.staff[Role.SCHEDULER])
    page.goto("/tasks/")
    server.asked.clear()
    page.goto(path)
    assert server.times(path) == 1

    person = world.staff[Role.SCHEDULER]
    is_kept(page, path)
    person.role = Role.SALES
    person.save(using="owner")
    page.goto("/branches/")
    server.asked.clear()
    page.goto(path)
    assert server.times(path) == 1

    is_kept(page, path)
    page.goto("about:blank")
    Session.objects.using("owner").all().delete()
    page.goto("/equipment/")
    page.wait_for_url("**/accounts/login/**")
    nothing_is_kept(page)


def test_a_session_that_ended_elsewhere_leads_all_its_pages_to_the_sign_in_but_what_is_typed(
    open_page: OpenPage, world: World, path: str
) -> None:
    typing = begin(open_page, world.staff[Role.SALES], path, "/companies/")
    streams = streams_of(typing)
    typing.goto(path)
    typing.locator("#note-text").fill("Half a thought")
    end_session(typing, streams)
    nothing_is_kept(typing)

    become(typing, world.staff[Role.SALES])
    record, lists = typing.context.new_page(), typing.context.new_page()
    streams = streams_of(record)
    lists.goto("/companies/")
    record.goto(path)
    end_session(record, streams)
    for page in (record, lists):
        page.wait_for_url("**/accounts/login/**")
    expect(typing.locator("#note-text")).to_have_value("Half a thought")


def streams_of(page: Page) -> list[WebSocketRoute]:
    streams: list[WebSocketRoute] = []
    page.route_web_socket("**/live/**", lambda stream: streams.append(stream))
    return streams


def end_session(page: Page, streams: list[WebSocketRoute]) -> None:
    settled(page)
    for _time in range(100):
        if streams:
            break
        page.wait_for_timeout(50)
    Session.objects.using("owner").all().delete()
    streams[-1].close(code=REFUSED)


def test_who_looks_as_somebody_else_keeps_nothing_of_either(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.ADMIN], path)
    page.goto(f"/users/{world.staff[Role.SALES].pk}/viewing/")
    page.get_by_label("Why").fill("A list looks wrong")
    before = page.evaluate("caches.keys()")
    page.get_by_role("button", name="View as them").click()
    banner = page.get_by_role("region", name="Viewing as")
    expect(banner).to_be_visible()
    until(page, AMONG, before, wanted=False)
    server.asked.clear()
    page.goto(path)
    expect(banner).to_be_visible()
    assert server.times(path) == 1
    banner.get_by_role("button", name="Stop viewing as").click()
    expect(banner).to_have_count(0)
    page.goto(path)
    expect(banner).to_have_count(0)


def test_a_new_release_replaces_the_worker_and_what_it_kept(
    open_page: OpenPage, world: World, server: Server, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    for module in (worker, whose):
        monkeypatch.setattr(module, "release", lambda: "next")
    with server.held("GET /sw.js", every=True):
        page.goto(path)
        is_kept(page, path, wanted=False)  # an answer of the next was enough
    until(page, ONLY_NEXT)
    server.asked.clear()
    page.goto(path)
    assert server.times(path) == 1


def test_off_by_one_setting(
    open_page: OpenPage, world: World, server: Server, path: str, settings: LazySettings
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    settings.FRESHNESS_WORKER = False
    page.evaluate("navigator.serviceWorker.ready.then((ours) => void ours.update())")
    nothing_is_kept(page)
    until(page, WORKERS, wanted=0)
    server.asked.clear()
    page.goto(path)
    shows(page, world.aster.name)
    assert server.times(path) == 1
    until(page, WORKERS, wanted=0)


def test_full_storage_is_as_if_there_were_no_worker(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path, "/companies/")
    full = page.context.service_workers[0]
    full.evaluate(FULL, ["put"])
    save(world, world.staff[Role.MANAGEMENT], name="Aster renamed")
    page.evaluate(HINT, "company")
    page.goto("/companies/")
    expect(page.locator("#list")).to_contain_text("Aster renamed")
    full.evaluate(FULL, ["match", "open"])
    for _time in range(2):
        server.asked.clear()
        page.goto(path)
        shows(page, "Aster renamed")
        assert server.times(path) == 1
    page.goto(f"{path}edit/")
    page.locator("#id_name").fill("Aster, kept nowhere")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(f"**{path}")
    shows(page, "Aster, kept nowhere")


def test_what_a_page_says_as_it_goes_bypasses_the_worker(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    """Through it, a farewell is lost with its page: the others see somebody who has gone."""
    page = begin(open_page, world.staff[Role.SALES], path)
    page.goto(path)
    until(page, SAID, wanted=["network"])
