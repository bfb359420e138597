"""Pages that were seen are shown at once, and corrected in place."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from companies.actions.company import change_company
from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.settled import settled
from tests.world import World

IS_KEPT = "path => caches.match(path).then(Boolean)"
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
LATER = "() => { const now = Date.now; Date.now = () => now() + 700_000; }"
FIELD = """() => {
  const field = Object.assign(document.createElement("input"), { id: "alone" });
  document.querySelector("#main .details").before(field);
}"""
TYPED = {"#note-text": "Half a thou", "#alone": "of no form", "#id_tax_number": "DE 1"}
LATER_CARDS = "#main :is([hx-trigger=load], [hx-trigger='near once'])"
HINT = """name =>
navigator.serviceWorker.controller.postMessage({ kind: "hint", names: [name], at: Date.now() })"""


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
