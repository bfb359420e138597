"""What one has written is seen at once, whichever of the answers is faster."""

import re

from playwright.sync_api import Page, Response, expect

from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.browser.test_worker import HINT, begin, save, shows, until
from tests.journeys.reader import WRITE
from tests.world import World

KEPT_WORDS = """([path, words]) =>
caches.match(path).then((answer) => answer.text()).then((text) => text.includes(words))"""
IS_WRITTEN = """path => fetch(path, { mode: "same-origin" })
.then((answer) => answer.text()).then((text) => text.includes("Written at the end"))"""
CONDITION = """path => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data.find(({ url }) => url.endsWith(path)).condition);
  navigator.serviceWorker.controller.postMessage({ kind: "list" }, [port2]);
})"""
HEARD = 'hint => void document.dispatchEvent(new CustomEvent("live-hint", { detail: hint }))'


def reached(page: Page, server: Server, request: str) -> None:
    while request not in server.asked:
        page.wait_for_timeout(20)


def test_what_one_wrote_is_seen_by_form_by_fetch_and_by_redirect(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path, "/companies/", "/services/")
    page.goto(f"{path}edit/")
    # Whoever saves before the lock has come leaves it behind for half a minute.
    expect(page.locator("[name=lock_token]")).not_to_have_value("")
    page.locator("#id_name").fill("Aster by form")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(f"**{path}")
    shows(page, "Aster by form")
    page.goto("/companies/")
    expect(page.locator("#list")).to_contain_text("Aster by form")

    page.goto(path)
    settled(page)
    page.get_by_role("link", name="Edit: Tax number").click()
    page.locator("form.inline-form #id_tax_number").fill("DE 12345")
    page.keyboard.press("Enter")
    expect(page.locator("dd", has_text="DE 12345").first).to_be_visible()
    page.goto("/companies/")
    page.goto(path)
    expect(page.locator("dd", has_text="DE 12345").first).to_be_visible()

    with page.expect_navigation():
        page.evaluate(WRITE, [path, "Traded by redirect", "form"])
    page.goto("/companies/")
    expect(page.locator("#list")).to_contain_text("Traded by redirect")
    server.asked.clear()
    page.goto("/services/")
    assert server.times("/services/") == 0


def test_while_a_write_is_underway_nothing_is_shown_from_before(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    other = page.context.new_page()
    other.goto("/companies/")
    with server.held(f"POST {path}field/trading_name/"):
        page.evaluate(f"void ({WRITE})({[path, 'Written slowly', 'fetch']})")
        reached(page, server, f"POST {path}field/trading_name/")
        server.asked.clear()
        other.goto(path)
        assert server.times(path) == 1
    other.goto("/companies/")
    expect(other.locator("#list")).to_contain_text("Written slowly")


def test_an_answer_that_a_write_has_overtaken_is_neither_kept_nor_shown(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], "/companies/")
    page.evaluate(HINT, "company")
    with server.held("GET /companies/", answered=True):
        page.goto("/companies/")
        other = page.context.new_page()
        other.goto(f"{path}edit/")
        expect(other.locator("[name=lock_token]")).to_have_value(re.compile(r"\d+"))
        other.locator("#id_name").fill("Aster, newer")
        other.get_by_role("button", name="Save").first.click()
        other.wait_for_url(f"**{path}")
        expect(page.locator("#list")).to_contain_text("Aster, newer")
    page.wait_for_timeout(500)
    expect(page.locator("#list")).to_contain_text("Aster, newer")
    other.goto("/companies/")
    expect(other.locator("#list")).to_contain_text("Aster, newer")


def test_what_a_page_asked_past_the_worker_is_kept_unless_a_write_overtook_it(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    page.goto(path)
    settled(page)
    past: list[bool] = []

    def note(got: Response) -> None:
        if got.url.endswith(path):
            past.append(not got.from_service_worker)

    page.on("response", note)
    save(world, world.staff[Role.MANAGEMENT], name="Aster renamed")
    page.evaluate(HEARD, f"company:{world.aster.pk}:v2")
    shows(page, "Aster renamed")
    until(page, KEPT_WORDS, [path, "Aster renamed"])
    assert past == [True]
    server.asked.clear()
    page.goto("/accounts/profile/")
    page.goto(path)
    shows(page, "Aster renamed")
    settled(page)
    assert server.times(path) == 0

    with server.held(f"GET {path}", answered=True):
        page.evaluate(HEARD, f"company:{world.aster.pk}:v3")
        reached(page, server, f"GET {path}")
        other = page.context.new_page()
        other.goto("/accounts/profile/")
        assert other.evaluate(WRITE, [path, "Traded meanwhile", "fetch"]) < 300
    page.wait_for_timeout(500)
    assert other.evaluate(CONDITION, path) == "dirty"
    other.goto(path)
    expect(other.locator("dd", has_text="Traded meanwhile").first).to_be_visible()


def test_a_write_is_known_of_though_the_worker_ends_while_it_is_underway(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    other = page.context.new_page()
    other.goto("/accounts/profile/")
    with server.held(f"POST {path}field/trading_name/"):
        page.evaluate(WRITE, [path, "Written at the end", "form"])
        reached(other, server, f"POST {path}field/trading_name/")
        devtools = other.context.new_cdp_session(other)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        other.wait_for_timeout(500)
    assert other.evaluate(CONDITION, path) == "dirty"
    until(other, IS_WRITTEN, path)
    other.goto(path)
    expect(other.locator("dd", has_text="Written at the end").first).to_be_visible()
