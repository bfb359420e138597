"""What is kept is one person's, of one release, and can be done without."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from realsync.accounts.models import Session, User
from realsync.accounts.roles import Role
from realsync.pages import worker
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.server import Server
from tests.browser.test_accounts import sign_out
from tests.browser.test_worker import begin, is_kept, shows, until
from tests.world import World

WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
SAID = """() => {
  const said = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/live/"));
  return [...new Set(said.map((each) => each.workerMatchedSourceType))];
}"""
FULL = """() => {
  const fails = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  Object.assign(Cache.prototype, { put: fails, match: fails });
  CacheStorage.prototype.open = fails;
}"""


def become(page: Page, person: User) -> None:
    address = page.url.partition("/accounts")[0]
    page.context.add_cookies([session_cookie(person, address)])  # type: ignore[list-item]


def nothing_is_kept(page: Page) -> None:
    until(page, "() => caches.keys().then((all) => all.length === 0)")


def test_sign_out_and_back_show_nothing(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    page.goto(path)
    sign_out(page)
    nothing_is_kept(page)
    page.go_back()
    page.wait_for_url("**/accounts/login/**")
    expect(page.get_by_text(world.aster.name)).to_have_count(0)
    nothing_is_kept(page)


def test_another_person_an_expired_session_and_a_changed_role_find_nothing_of_the_former(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
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


def test_who_looks_as_somebody_else_keeps_nothing_of_either(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.ADMIN], path)
    page.goto(f"/users/{world.staff[Role.SALES].pk}/viewing/")
    page.get_by_label("Why").fill("A list looks wrong")
    page.get_by_role("button", name="View as them").click()
    banner = page.get_by_role("region", name="Viewing as")
    expect(banner).to_be_visible()
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
    monkeypatch.setattr(worker, "release", lambda: "next")
    page.goto(path)
    until(page, "() => caches.keys().then((all) => all.every((name) => name.includes(':next:')))")
    server.asked.clear()
    page.goto(path)
    assert server.times(path) == 1


def test_off_by_one_setting(
    open_page: OpenPage, world: World, server: Server, path: str, settings: LazySettings
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    settings.FRESHNESS_WORKER = False
    page.goto(path)
    until(page, "() => caches.keys().then((all) => all.length === 0)")
    until(page, WORKERS, wanted=0)
    server.asked.clear()
    page.goto(path)
    shows(page, world.aster.name)
    assert server.times(path) == 1
    until(page, WORKERS, wanted=0)


def test_full_storage_is_as_if_there_were_no_worker(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    page.context.service_workers[0].evaluate(FULL)
    for _time in range(2):
        server.asked.clear()
        page.goto(path)
        shows(page, world.aster.name)
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
