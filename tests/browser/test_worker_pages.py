"""What pages do beside the worker: fetch ahead, look again, show what is kept."""

import re

from playwright.sync_api import Page, expect

from realsync.accounts.roles import Role
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.browser.test_worker import begin, is_kept, save, shows, until
from tests.world import World

LATER_MS, REFETCHED_MS = 700_000, 40_000
RETURN = "() => document.dispatchEvent(new Event('visibilitychange'))"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def point_at(page: Page, world: World) -> str:
    link = page.locator(f'tr.row[data-id="{world.aster.pk}"] .primary a')
    link.hover()
    address = str(link.evaluate("link => link.href.replace(location.origin, '')"))
    page.wait_for_timeout(300)
    return address


def test_what_one_points_at_is_fetched_before_the_click(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES])
    page.goto("/companies/")
    settled(page)
    is_kept(page, point_at(page, world))
    server.asked.clear()
    page.locator(f'tr.row[data-id="{world.aster.pk}"] .primary a').click()
    shows(page, world.aster.name)
    assert server.times(path) == 0

    saving = begin(open_page, world.staff[Role.SALES])
    saving.add_init_script(SAVES_DATA)
    saving.goto("/companies/")
    settled(saving)
    server.asked.clear()
    point_at(saving, world)
    assert server.times(path) == 0


def test_a_page_looks_again_when_one_returns_to_it_and_when_another_tab_writes(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], "/companies/")
    page.clock.install()
    page.goto("/companies/")
    settled(page)
    save(world, world.staff[Role.MANAGEMENT], name="Aster seen later")
    page.clock.fast_forward(LATER_MS)
    page.evaluate(RETURN)
    expect(page.locator("#list")).to_contain_text("Aster seen later")

    page.clock.resume()
    other = page.context.new_page()
    other.goto(f"{path}edit/")
    expect(other.locator("[name=lock_token]")).to_have_value(re.compile(r"\d+"))
    other.locator("#id_name").fill("Aster from beside")
    other.get_by_role("button", name="Save").first.click()
    other.wait_for_url(f"**{path}")
    expect(page.locator("#list")).to_contain_text("Aster from beside")


def test_a_timer_asks_again_while_the_page_is_visible(
    open_page: OpenPage, world: World, server: Server
) -> None:
    page = begin(open_page, world.staff[Role.SCHEDULER], "/tasks/")
    page.clock.install()
    page.goto("/tasks/")
    settled(page)
    server.asked.clear()
    page.clock.fast_forward(REFETCHED_MS)
    for _time in range(100):
        if server.times("/tasks/"):
            break
        page.wait_for_timeout(50)
    assert server.times("/tasks/") == 1
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.clock.fast_forward(REFETCHED_MS)
    page.wait_for_timeout(300)
    assert server.times("/tasks/") == 1


def test_back_in_a_list_is_the_list_as_it_was(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], "/companies/")
    page.goto("/companies/")
    settled(page)
    page.locator(f'tr.row[data-id="{world.aster.pk}"] .primary a').click()
    page.wait_for_url(f"**{path}*")
    settled(page)
    server.asked.clear()
    page.locator("[data-back]").click()
    page.wait_for_url("**/companies/?at=*")
    expect(page.locator(".primary a:focus")).to_have_text(world.aster.name)
    assert server.times("/companies/") == 0


def test_the_panel_shows_what_is_kept_and_clears_it(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.ADMIN], path, "/companies/")
    page.goto(path)
    page.goto("/freshness/")
    line = page.locator("[data-kept-list] li").filter(has=page.get_by_role("link", name=path))
    expect(line).to_contain_text(re.compile(r"1 . from here, 1 . from the server"))
    expect(line.get_by_text("Fresh")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    line.get_by_role("button", name=f"Clear {path}", exact=True).click()
    expect(line).to_have_count(0)
    is_kept(page, path, wanted=False)
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("Nothing is kept.")).to_be_visible()
    until(page, "() => caches.match('/companies/').then(Boolean)", wanted=False)
