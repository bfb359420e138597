"""Pages that were seen are shown at once, and corrected in place; one's own writes always."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, expect

from companies.actions.company import change_company
from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.journeys.reader import WRITE
from tests.world import World

IS_KEPT = "path => caches.match(path).then(Boolean)"
KEPT_WORDS = """([path, words]) =>
caches.match(path).then((answer) => answer.text()).then((text) => text.includes(words))"""
KEPT_TEXTS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) found[url] = await (await cache.match(url)).text();
  }
  return found;
}"""
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]+"|nonce=')
# The stream tells a page, and the page its worker: the entry is stale then.
STALE_BY_HINT = """hint => new Promise((done) => {
  document.dispatchEvent(new CustomEvent("live-hint", { detail: hint }));
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data.some(({ condition }) => condition === "stale"));
  navigator.serviceWorker.controller.postMessage({ kind: "list" }, [port2]);
})"""
IS_WRITTEN = """path => fetch(path, { mode: "same-origin" })
.then((answer) => answer.text()).then((text) => text.includes("Written at the end"))"""
LATER = "() => { const now = Date.now; Date.now = () => now() + 700_000; }"
FIELD = """() => {
  const field = Object.assign(document.createElement("input"), { id: "alone" });
  document.querySelector("#main .details").before(field);
}"""
TYPED = {"#note-text": "Half a thou", "#alone": "of no form", "#id_tax_number": "DE 1"}
LATER_CARDS = "#main :is([hx-trigger=load], [hx-trigger='near once'])"
HINT = """name =>
navigator.serviceWorker.controller.postMessage({ kind: "hint", names: [name], at: Date.now() })"""
CONDITION = """path => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data.find(({ url }) => url.endsWith(path)).condition);
  navigator.serviceWorker.controller.postMessage({ kind: "list" }, [port2]);
})"""
HEARD = 'hint => void document.dispatchEvent(new CustomEvent("live-hint", { detail: hint }))'


def begin(open_page: OpenPage, person: User, *paths: str) -> Page:
    """A browser with a worker that has kept these pages."""
    page = open_page("/", person, worker=True)
    until(page, "() => navigator.serviceWorker.controller !== null")
    for path in paths:
        page.goto(path)
        settled(page)
        is_kept(page, path)
    page.goto("/accounts/profile/")
    return page


def until(page: Page, asked: str, given: object = None, *, wanted: object = True) -> None:
    """The policy of our pages lets nobody wait for an expression."""
    for _time in range(100):
        if page.evaluate(asked, given) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{asked} {given}: never {wanted}")


def is_kept(page: Page, path: str, *, wanted: bool = True) -> None:
    until(page, IS_KEPT, path, wanted=wanted)


def save(world: World, person: User, **changes: str) -> None:
    with as_user(person):
        current = Company.objects.get(pk=world.aster.pk)
        change_company(by=person, company=current, version=current.version, changes=changes)


def shows(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_what_is_fresh_is_shown_without_a_request(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    server.asked.clear()
    page.goto(path)
    shows(page, world.aster.name)
    settled(page)
    holding_a_form = (f"GET {path}notes/", f"GET {path}documents/")
    asked = [each for each in server.asked if path in each and each not in holding_a_form]
    assert asked == []
    page.reload()
    assert server.times(path) == 1
    how = "() => navigator.serviceWorker.ready.then(({ updateViaCache }) => updateViaCache)"
    assert page.evaluate(how) == "imports"  # its scripts are not asked for with each page


def test_what_is_stale_is_shown_at_once_and_corrected_when_it_differs(
    open_page: OpenPage, world: World, server: Server
) -> None:
    page = begin(open_page, world.staff[Role.SALES], "/companies/")
    page.set_viewport_size({"width": 1440, "height": 400})
    save(world, world.staff[Role.MANAGEMENT], name="Aster renamed")
    page.context.service_workers[0].evaluate(LATER)
    row = page.locator(f'tr.row[data-id="{world.aster.pk}"]')
    with server.held("GET /companies/"):
        page.goto("/companies/")
        expect(row).to_be_visible()
        expect(row).not_to_contain_text("Aster renamed")
        settled(page)
        row.hover()
        row.locator("[data-tick]").check()
        row.get_by_role("link").first.focus()
        page.locator("#list details").first.evaluate("menu => (menu.open = true)")
        page.evaluate("scrollTo(0, 60)")
    expect(row).to_contain_text("Aster renamed")
    expect(row.locator("[data-tick]")).to_be_checked()
    expect(row.get_by_role("link").first).to_be_focused()
    expect(page.locator("#list details").first).to_have_attribute("open", "")
    assert page.evaluate("scrollY") == 60
    server.asked.clear()
    page.goto("/accounts/profile/")
    page.goto("/companies/")
    expect(row).to_contain_text("Aster renamed")
    assert server.times("/companies/") == 0


def test_a_correction_leaves_what_is_typed(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    save(world, world.staff[Role.MANAGEMENT], name="Aster renamed")
    until(page, STALE_BY_HINT, f"company:{world.aster.pk}:v99")
    # The beat brings the new version, too: whoever asks for the page then waits as well.
    with server.held(f"GET {path}", every=True):
        page.goto(path)
        shows(page, world.aster.name)
        page.locator("#note-text").press_sequentially("Half a thou")
        settled(page)
        later = page.locator(LATER_CARDS).count()
        page.evaluate(FIELD)
        page.locator("#alone").fill("of no form")
        page.get_by_role("link", name="Edit: Tax number").click()
        page.locator("#id_tax_number").press_sequentially("DE 1")
    shows(page, "Aster renamed")
    page.wait_for_timeout(300)
    for name, typed in TYPED.items():
        expect(page.locator(name)).to_have_value(typed)
    expect(page.get_by_role("link", name="Edit: Tax number")).to_have_count(0)
    expect(page.locator(LATER_CARDS)).to_have_count(later)
    expect(page.locator("#id_tax_number")).to_be_focused()


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
        while f"POST {path}field/trading_name/" not in server.asked:
            page.wait_for_timeout(20)
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
        while server.times(path) < 1:
            page.wait_for_timeout(20)
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
        while f"POST {path}field/trading_name/" not in server.asked:
            other.wait_for_timeout(20)
        devtools = other.context.new_cdp_session(other)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        other.wait_for_timeout(500)
    assert other.evaluate(CONDITION, path) == "dirty"
    until(other, IS_WRITTEN, path)
    other.goto(path)
    expect(other.locator("dd", has_text="Written at the end").first).to_be_visible()


# Of answers that say so, nothing is kept.
UNKEPT: dict[str, dict[str, str | None]] = {
    "/branches/": {"RealSync-Fresh": None},
    "/services/": {"HX-Trigger": "told"},
    "/equipment/": {"Cache-Control": "no-store"},
    "/quotes/": {"RealSync-Person": "somebody else"},
}
ASK = "path => fetch(path, { cache: 'no-cache', redirect: 'manual' }).then(() => null)"


def test_only_what_may_be_kept_is_and_what_is_gone_is_forgotten(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    server.headers |= UNKEPT
    page.evaluate("fetch('/companies').then(() => null)")  # leads to /companies/
    for address in (*UNKEPT, "/tasks/"):
        page.evaluate(ASK, address)
    is_kept(page, "/tasks/")
    for address in (*UNKEPT, "/companies"):
        is_kept(page, address, wanted=False)

    server.headers[path] = {"Location": "/companies/"}
    for status in (401, 403, 404, 302):
        server.statuses[path] = status
        page.evaluate(ASK, path)
        is_kept(page, path, wanted=False)
        del server.statuses[path]
        page.evaluate(ASK, path)
        is_kept(page, path)


PAST = ("/accounts/profile/", "/admin/", "/ops/", "/freshness/", "/api/v1/", "/exports/",
        "/healthz", "/verify/none/", "/companies/new/", "/companies/export/",
        "/documents/1/file/")  # fmt: skip
FETCH = (
    "paths => Promise.all(paths.map((path) => fetch(path, { redirect: 'manual' }))).then(() => 0)"
)
UPLOAD = """path => {
  const body = new FormData();
  body.append("file", "x");
  return fetch(path, { method: "POST", body }).then(() => null);
}"""


def test_what_is_no_page_of_ours_and_files_on_their_way_go_past_the_worker(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.ADMIN], path)
    past: dict[str, bool] = {}
    page.on(
        "response", lambda got: past.update({urlsplit(got.url).path: not got.from_service_worker})
    )
    page.evaluate(FETCH, [path, *PAST])
    page.evaluate(UPLOAD, f"{path}documents/")
    expected = {path: False} | dict.fromkeys((*PAST, f"{path}documents/"), True)
    while not past.keys() >= expected.keys():
        page.wait_for_timeout(20)
    assert {address: past[address] for address in expected} == expected
    server.asked.clear()
    page.goto(path)
    assert server.times(path) == 1


# Of several writes on their way nobody knows which a page speaks of; what failed may be written.
MARKS = """() => {
  const hidden = { type: "opaqueredirect" };
  const told = (names) => new Headers({ "RealSync-Stale": names });
  const of = (names, status = 200) => ({ status, headers: told(names) });
  const dirty = (tag, ...answers) => {
    const state = newState();
    for (const answer of answers) {
      if (answer?.isRead) endHidden(state, answer);
      else endWrite(state, beginWrite(state), answer);
    }
    return isDirty(state, { tags: [tag], epoch: 0 });
  };
  const read = (names) => ({ ...of(names), isRead: true });
  const many = Array.from({ length: MOST_MARKS + 1 }, (_, number) => `job:${number}`).join(" ");
  return {
    another: dirty("task", of("job")),
    one: dirty("task", hidden, read("job; after-redirect")),
    several: dirty("task", hidden, hidden, read("job; after-redirect")),
    failed: dirty("task", of("", 503)),
    cut: dirty("task", undefined),
    all: dirty("task:7", of("task:*")),
    many: dirty("task", of(many)),
  };
}"""
SEE_MUCH = """async () => {
  const { state } = await shelfNow();
  for (let number = 0; number < MOST; number += 1) {
    state.uses[`/${number}/`] = { hits: 0, misses: 0, used: Date.now() };
  }
}"""


def test_writes_that_nobody_can_name_make_all_of_it_old_and_what_is_used_least_goes(
    open_page: OpenPage, world: World, path: str
) -> None:
    page = begin(open_page, world.staff[Role.SALES], path)
    worker = page.context.service_workers[0]
    marks = worker.evaluate(MARKS)
    assert {name for name, is_dirty in marks.items() if not is_dirty} == {"another", "one"}
    worker.evaluate(SEE_MUCH)
    page.goto("/services/")
    is_kept(page, "/services/")
    is_kept(page, path, wanted=False)


def test_no_form_token_key_or_message_is_kept(
    open_page: OpenPage, world: World, server: Server, path: str
) -> None:
    page = begin(open_page, world.staff[Role.ADMIN], path, "/companies/")
    document = f"/documents/{world.documents['client'].pk}/"
    for other in (f"{path}edit/", "/companies/new/", "/users/new/", document, path):
        page.goto(other)
        settled(page)
    page.goto(f"{path}edit/")
    expect(page.locator("[name=lock_token]")).not_to_have_value("")
    page.locator("#id_name").fill("Aster, told")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(f"**{path}")
    expect(page.locator("#toasts > .toast.good")).to_be_visible()
    settled(page)
    texts = page.evaluate(KEPT_TEXTS)
    assert len(texts) > 3
    for url, text in texts.items():
        assert not any(name in url for name in ("/edit/", "/new/")), url
        assert not TOKEN.search(text), url
        assert "toast good" not in text, url
