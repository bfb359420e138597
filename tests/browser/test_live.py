"""Two people at one record, each in a browser of their own, without any push."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Request, Response, Route, expect

from companies.actions.company import change_company
from companies.models import Company
from locking.actions import lock as locks
from locking.models import Presence
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.browser.axe import LOOKS, violations
from tests.browser.chromium import FLAGS, installed
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.settled import intercept, settled
from tests.world import World

ELSEWHERE = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def mark(world: World) -> User:
    return world.staff[Role.MANAGEMENT]


@pytest.fixture
def path(world: World) -> str:
    return f"/companies/{world.aster.pk}/"


def hint(page: Page) -> None:
    """What the stream says when something has happened; without it the next poll finds it."""
    page.evaluate("document.dispatchEvent(new Event('live-hint'))")


def ready(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    return page


def hold(world: World, person: User, tab: UUID = ELSEWHERE) -> int:
    with as_user(person):
        token = locks.acquire("company", world.aster.pk, tab=tab).token
    assert token is not None
    return token


def save(world: World, person: User, **changes: str) -> None:
    with as_user(person):
        current = Company.objects.get(pk=world.aster.pk)
        change_company(by=person, company=current, version=current.version, changes=changes)


def presence() -> list[int]:
    rows = Presence.objects.using("owner").filter(left_at=None).order_by("user_id")
    return list(rows.values_list("user_id", flat=True))


def test_both_see_each_other_until_one_leaves(
    open_page: OpenPage, path: str, sarah: User, mark: User
) -> None:
    hers = ready(open_page(path, sarah))
    his = ready(open_page(path, mark))
    expect(his.locator("#live")).to_contain_text(f"{sarah.name} is here")
    hint(hers)
    expect(hers.locator("#live")).to_contain_text(f"{mark.name} is here")
    ready(his).goto("/companies/")
    ready(his)
    hint(hers)
    expect(hers.locator("#live")).to_be_empty()


def test_edit_is_disabled_while_somebody_edits_and_opens_when_they_stop(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    token = hold(world, sarah)
    his = ready(open_page(path, mark))
    edit = his.locator("[data-edit]")
    expect(his.locator("#live")).to_contain_text(f"{sarah.name} is editing since")
    expect(his.locator("#status")).to_contain_text(f"{sarah.name} is editing since")
    expect(edit).to_have_attribute("aria-disabled", "true")
    his.keyboard.press("e")
    edit.focus()
    his.keyboard.press("Enter")
    assert his.url.endswith(path)
    with as_user(sarah):
        locks.release("company", world.aster.pk, token=token)
    hint(his)
    expect(edit).not_to_have_attribute("aria-disabled", "true")
    expect(edit).to_be_focused()
    expect(his.locator("#status")).to_contain_text("You can edit it now")
    his.keyboard.press("Enter")
    his.wait_for_url("**/edit/")
    expect(his.get_by_role("button", name="Save", exact=True)).to_be_enabled()


def test_asking_by_keyboard_is_declined_and_asked_again_and_handed_over(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    token = hold(world, sarah)
    his = ready(open_page(path, mark))
    ask = his.get_by_role("button", name=f"Ask {sarah.name.split()[0]}")
    ask.focus()
    his.keyboard.press("Enter")
    expect(his.locator("#live")).to_contain_text("the answer appears here")
    expect(his.locator("#live-says")).to_be_focused()
    with as_user(sarah):
        assert locks.decline("company", world.aster.pk, token=token)
    hint(his)
    expect(his.locator("#status")).to_contain_text("goes on editing for now")
    his.get_by_role("button", name="Ask again").click()
    expect(his.locator("#live")).to_contain_text("the answer appears here")
    with as_user(sarah):
        assert locks.hand_over("company", world.aster.pk, token=token)
    hint(his)
    expect(his.locator("#live")).to_contain_text("handed over to you")
    his.get_by_role("link", name="Edit now").click()
    his.wait_for_url("**/edit/")
    settled(his)


def test_one_s_own_other_tab_is_continued_here(
    open_page: OpenPage, world: World, path: str, mark: User
) -> None:
    token = hold(world, mark)
    page = ready(open_page(path, mark))
    expect(page.locator("#live")).to_contain_text("in another tab")
    page.get_by_role("button", name="Continue here").click()
    page.wait_for_url("**/edit/")
    settled(page)
    with as_user(mark):
        assert locks.extend("company", world.aster.pk, token=token) is None


def test_what_somebody_else_saves_is_shown_and_marked_and_what_is_typed_stays(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    his = ready(open_page(path, mark))
    his.get_by_role("link", name="Edit: Tax number").click(force=True)
    field = his.locator(".inline-form input[type=text]")
    field.fill("half a num")
    note = his.locator("textarea[name=text]").first
    note.fill("A note that is not sent yet")
    field.focus()
    save(world, sarah, trading_name="Aster & Sons", tax_number="GB 1", name="Aster Foods plc")
    hint(his)
    expect(his.get_by_role("heading", level=1)).to_contain_text("Aster Foods plc")
    shown = his.locator("[data-changed]", has_text="Aster & Sons")
    expect(shown).to_have_attribute("data-changed", sarah.name)
    expect(his.locator("#toasts")).to_contain_text(f"{sarah.name} saved this: Trading name")
    expect(field).to_be_focused()
    expect(field).to_have_value("half a num")
    expect(his.locator("dd", has=his.locator(".inline-form")).locator(".editable")).to_have_count(1)
    expect(note).to_have_value("A note that is not sent yet")
    expect(his.locator("#timeline")).to_contain_text("Aster & Sons")
    ready(his)


def test_a_version_that_was_seen_is_fetched_until_it_is_shown(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    his = ready(open_page(path, mark))
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=429)

    intercept(his, f"**{path}", refuse)
    save(world, sarah, trading_name="Aster & Sons")
    with his.expect_response(lambda answer: answer.status == 429):
        hint(his)
    his.unroute(f"**{path}")
    expect(his.locator("[data-changed]")).to_contain_text("Aster & Sons", timeout=10_000)
    assert len(refused) == 1
    ready(his)


def test_a_change_of_one_s_own_is_not_news(
    open_page: OpenPage, world: World, path: str, mark: User
) -> None:
    page = ready(open_page(path, mark))
    page.get_by_role("link", name="Edit: Tax number").click(force=True)
    page.locator(".inline-form input[type=text]").fill("GB 77")
    page.keyboard.press("Enter")
    expect(page.locator(".details")).to_contain_text("GB 77")
    hint(page)
    ready(page)
    expect(page.locator("#live")).to_have_attribute("data-version", "2")
    expect(page.locator("[data-changed]")).to_have_count(0)
    expect(page.locator("#toasts")).not_to_contain_text("saved this")


def test_a_hidden_tab_does_not_ask_and_asks_at_once_when_it_is_shown(
    open_page: OpenPage, path: str, mark: User
) -> None:
    page = open_page("/companies/", mark)
    page.clock.install()
    page.goto(path)
    ready(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if is_beat(request) else None)
    page.clock.run_for(61_000)
    ready(page)
    assert len(asked) == 1
    show(page, hidden=True)
    page.clock.run_for(300_000)
    hint(page)
    assert len(asked) == 1
    with page.expect_request(is_beat):
        show(page, hidden=False)
    ready(page)


def test_a_page_that_is_waiting_asks_more_often(
    open_page: OpenPage, world: World, path: str, sarah: User, mark: User
) -> None:
    hold(world, sarah)
    page = open_page("/companies/", mark)
    page.clock.install()
    page.goto(path)
    page.get_by_role("button", name=re.compile("^Ask ")).click()
    expect(page.locator("#live")).to_contain_text("the answer appears here")
    ready(page)
    with page.expect_request(is_beat):
        page.clock.run_for(15_500)
    ready(page)


def is_answer(response: Response) -> bool:
    return is_beat(response.request) and response.status == 200


def is_beat(request: Request) -> bool:
    return request.method == "POST" and re.search(r"/live/company/\d+/$", request.url) is not None


def show(page: Page, *, hidden: bool) -> None:
    state = "hidden" if hidden else "visible"
    page.evaluate(
        "([hidden, state]) => {"
        "Object.defineProperty(document, 'hidden', {configurable: true, value: hidden});"
        "Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});"
        "document.dispatchEvent(new Event('visibilitychange'));}",
        [hidden, state],
    )


def test_a_page_back_from_the_cache_is_there_again(
    chromium: Browser, live_address: str, path: str, mark: User
) -> None:
    """Playwright switches that cache off; this browser has it."""
    flags = ["--enable-features=BackForwardCache"]
    browser = chromium.browser_type.launch(
        executable_path=installed(),
        args=[*FLAGS, *flags],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = browser.new_context(base_url=live_address)
    context.add_cookies([session_cookie(mark, live_address)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(path)
    ready(page)
    page.evaluate("window.sameDocument = true")
    tab = page.evaluate("sessionStorage.getItem('realsync:tab')")
    page.goto("/companies/")
    ready(page)
    assert presence() == []
    with page.expect_request(is_beat):
        page.go_back(wait_until="commit")
    ready(page)
    assert page.evaluate("window.sameDocument") is True
    assert page.evaluate("sessionStorage.getItem('realsync:tab')") == tab
    assert presence() == [mark.pk]
    browser.close()


def test_a_duplicated_tab_is_a_tab_of_its_own(open_page: OpenPage, path: str, mark: User) -> None:
    page = ready(open_page(path, mark))
    mine = page.evaluate("sessionStorage.getItem('realsync:tab')")
    page.reload()
    ready(page)
    assert page.evaluate("sessionStorage.getItem('realsync:tab')") == mine
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href)")  # takes a copy of sessionStorage along
    copy = ready(opened.value)
    assert copy.evaluate("sessionStorage.getItem('realsync:tab')") != mine
    assert presence() == [mark.pk, mark.pk]


def test_who_is_signed_out_meanwhile_is_told_and_asks_no_more_until_they_are_back(
    open_page: OpenPage, live_address: str, path: str, mark: User
) -> None:
    page = ready(open_page(path, mark))
    page.locator("#note-text").fill("Half a thought")  # else the page leads to the sign-in
    page.context.clear_cookies(name="sessionid")
    hint(page)
    expect(page.locator("#status")).to_contain_text("You are signed out")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hint(page)
    ready(page)
    assert asked == []
    page.context.add_cookies([session_cookie(mark, live_address)])  # type: ignore[list-item]
    with page.expect_response(is_answer):
        show(page, hidden=False)
    assert mark.pk in presence()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_live_part_is_accessible_and_fits(
    open_page: OpenPage, world: World, path: str, sarah: User, width: int, scheme: str
) -> None:
    hold(world, sarah)
    page = open_page(path, world.staff[Role.ADMIN], width=width, scheme=scheme)
    expect(page.locator("#live")).to_contain_text("is editing since")
    save_declared(world, sarah)
    hint(page)
    expect(page.locator("[data-changed]")).not_to_have_count(0)
    ready(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate("scrollTo(0, 0)")  # from below the bar that stays on top
    page.get_by_role("link", name=re.compile("^End it")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def save_declared(world: World, person: User) -> None:
    """Past the lock, so that the page shows both at once."""
    from locking.writers import Writer, declare

    with as_user(person):
        declare(Writer.MERGE)
        current = Company.objects.get(pk=world.aster.pk)
        changes = {"trading_name": "Aster & Sons"}
        change_company(by=person, company=current, version=current.version, changes=changes)
