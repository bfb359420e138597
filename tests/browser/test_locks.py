"""Two people and one form, in two real browsers: who may save, what the other one sees, and that
nothing that anybody typed is lost."""

import re

import pytest
from django.db import connections
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    expect,
)

from companies.models import Company
from equipment.models import Service
from locking.actions.lock import break_lock
from locking.models import Draft, RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.settled import intercept
from tests.browser.test_editing import arrives
from tests.locking.test_lock import expire
from tests.world import World

SAYS = "[data-session]:visible [data-case]:not([hidden])"
HINT = "document.dispatchEvent(new CustomEvent('live-hint'))"


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def mark(world: World) -> User:
    return world.staff[Role.MANAGEMENT]


def path_of(world: World) -> str:
    return f"/companies/{world.aster.pk}/edit/"


def aster(world: World) -> Company:
    return Company.objects.using("owner").get(pk=world.aster.pk)


def locks() -> list[RecordLock]:
    return list(RecordLock.objects.using("owner").all())


def has_lock(page: Page) -> None:
    expect(page.locator("[name=lock_token]")).to_have_value(re.compile(r"\d+"))


def save_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Save", exact=True)


def hint(page: Page) -> None:
    page.evaluate(HINT)


def says(page: Page, text: str) -> None:
    """What can be seen: the other sentences are in the page, too."""
    expect(page.locator(SAYS)).to_contain_text(text, timeout=20_000)


def test_the_form_holds_its_record_and_gives_it_back(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page(path_of(world), sarah)
    has_lock(page)
    [lock] = locks()
    assert lock.user_id == sarah.pk
    page.get_by_role("link", name="Cancel").click()
    arrives(page, "companies")
    page.wait_for_function("fetch('/healthz').then(() => true)")
    assert locks() == []
    page.go_back()
    has_lock(page)
    page.get_by_label("Tax number").fill("T-1")
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    assert aster(world).tax_number == "T-1"
    assert locks() == []


def test_who_saves_before_the_lock_is_here_waits_for_it(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page("/companies/", sarah)
    answers: list[tuple[Route, APIResponse]] = []
    page.route("**/live/company/*/lock/", lambda route: answers.append((route, route.fetch())))
    page.goto(path_of(world))
    page.get_by_label("Trading name").fill("At once")
    for _time in range(2):
        save_button(page).click()
    route, granted = answers.pop()
    route.fulfill(response=granted)
    arrives(page, "companies")
    assert aster(world).trading_name == "At once"
    assert locks() == []


def test_who_saves_asks_nothing_else_until_the_answer_is_here(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    """The hints of one's own save come before its answer."""
    page = open_page(path_of(world), sarah)
    has_lock(page)
    waiting: list[Route] = []
    intercept(page, f"**{path_of(world)}*", lambda route: waiting.append(route))
    page.get_by_label("Trading name").fill("Slowly")
    with page.expect_request(f"**{path_of(world)}*"):
        save_button(page).click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hint(page)
    page.wait_for_timeout(300)
    assert asked == []
    with page.expect_request(f"**/live/company/{world.aster.pk}/"):
        waiting.pop().fulfill(status=204)


def test_the_second_one_waits_and_the_form_opens_by_itself(
    open_page: OpenPage, world: World, sarah: User, mark: User
) -> None:
    hers = open_page(path_of(world), sarah)
    has_lock(hers)
    his = open_page(path_of(world), mark)
    says(his, "Sales is editing this since")
    expect(save_button(his)).to_be_disabled()
    his.get_by_label("Trading name").fill("Mark's")
    his.keyboard.press("Control+s")
    expect(his.locator("[data-session]")).to_be_focused()
    assert faults(his) == []
    hers.get_by_label("Tax number").fill("SARAH-1")
    hers.get_by_label("Trading name").fill("Sarah's")
    hers.keyboard.press("Control+s")
    arrives(hers, "companies")
    hint(his)
    says(his, "It is free, and yours now.")
    expect(his.get_by_label("Tax number")).to_have_value("SARAH-1")
    expect(his.get_by_label("Trading name")).to_have_value("Mark's")
    expect(his.locator(".field-news")).to_contain_text("Sarah's")
    assert faults(his) == []
    his.keyboard.press("Control+s")
    conflict = his.get_by_role("table")
    expect(conflict).to_contain_text("Sarah's")
    conflict.get_by_role("radio", name=re.compile("Mark's")).check()
    his.keyboard.press("Control+s")
    arrives(his, "companies")
    now = aster(world)
    assert (now.tax_number, now.trading_name) == ("SARAH-1", "Mark's")


def test_one_asks_and_the_holder_hands_over(
    open_page: OpenPage, world: World, sarah: User, mark: User
) -> None:
    hers, his = open_page(path_of(world), sarah), None
    has_lock(hers)
    his = open_page(path_of(world), mark)
    hers.get_by_label("Tax number").fill("half typed")
    with his.expect_response("**/lock/request/"):
        his.get_by_role("button", name="Ask Sales").click()
    hint(hers)
    with hers.expect_response("**/lock/refusal/"):
        hers.get_by_role("button", name="Not now").click()
    hint(his)
    expect(his.locator("#live")).to_contain_text("goes on editing")
    with his.expect_response("**/lock/request/"):
        his.get_by_role("button", name="Ask again").click()
    hint(hers)
    hers.get_by_role("button", name="Hand over").click()
    says(hers, "You handed this over to Management.")
    expect(save_button(hers)).to_be_disabled()
    assert violations(hers) == []
    hint(his)
    has_lock(his)
    his.get_by_label("Home region").fill("West")
    his.keyboard.press("Control+s")
    arrives(his, "companies")
    hint(hers)
    says(hers, "It is free, and yours now.")
    expect(hers.get_by_label("Home region")).to_have_value("West")
    hers.keyboard.press("Control+s")
    arrives(hers, "companies")
    now = aster(world)
    assert (now.tax_number, now.home_region) == ("half typed", "West")


def test_an_admin_ends_it_and_says_why(open_page: OpenPage, world: World, sarah: User) -> None:
    page = open_page(path_of(world), sarah)
    has_lock(page)
    page.get_by_label("Tax number").fill("T-1")
    admin = open_page(f"/live/company/{world.aster.pk}/lock/breaking/", world.staff[Role.ADMIN])
    admin.get_by_label("Why").fill("You left for the day")
    admin.get_by_role("button", name="End it").click()
    arrives(admin, "companies")
    hint(page)
    says(page, "Admin ended your editing: “You left for the day”")
    expect(page.get_by_label("Tax number")).to_have_value("T-1")
    assert violations(page) == []
    page.get_by_role("button", name="Edit again").click()
    has_lock(page)
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    assert aster(world).tax_number == "T-1"


def test_the_form_does_not_take_again_what_an_admin_ended(
    open_page: OpenPage, world: World, mark: User
) -> None:
    """A service has no live fragment that would tell: the next minute's extension does."""
    admin, service = world.staff[Role.ADMIN], world.service.pk
    page = open_page("/services/", mark)
    page.clock.install()
    page.goto(f"/services/{service}/edit/")
    has_lock(page)
    [lock] = locks()
    with as_user(admin):
        assert break_lock(lock=lock, of=world.service, by=admin, reason="You left for the day")
    page.clock.run_for(76_000)
    says(page, "Admin ended your editing: “You left for the day”")
    expect(save_button(page)).to_be_disabled()
    assert not RecordLock.objects.using("owner").live().exists()


def test_a_form_that_nobody_answered_asks_again(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page("/companies/", sarah)
    page.clock.install()
    intercept(page, "**/lock/", lambda route: route.fulfill(status=429), times=1)
    with page.expect_response("**/lock/"):
        page.goto(path_of(world))
    assert locks() == []
    page.clock.run_for(16_000)
    has_lock(page)
    assert len(locks()) == 1


def test_in_two_windows_of_ones_own_one_continues_in_the_second(
    chromium: Browser, live_address: str, world: World, sarah: User
) -> None:
    context: BrowserContext = chromium.new_context(base_url=live_address)
    context.add_cookies([session_cookie(sarah, live_address)])  # type: ignore[list-item]
    one, two = context.new_page(), context.new_page()
    one.goto(path_of(world))
    has_lock(one)
    two.goto(path_of(world))
    says(two, "You are editing this in another window.")
    two.get_by_role("button", name="Continue here").click()
    has_lock(two)
    one.bring_to_front()
    hint(one)
    says(one, "You are editing this in another window.")
    expect(save_button(one)).to_be_disabled()
    two.bring_to_front()
    two.get_by_label("Tax number").fill("T-2")
    two.keyboard.press("Control+s")
    arrives(two, "companies")
    one.bring_to_front()
    hint(one)
    says(one, "It is free, and yours now.")
    context.close()


def test_who_was_away_too_long_goes_on_if_nobody_came(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page(path_of(world), sarah)
    has_lock(page)
    before = page.locator("[name=lock_token]").input_value()
    expire(world)
    hint(page)
    expect(page.locator("[name=lock_token]")).not_to_have_value(before)
    has_lock(page)


def test_who_was_away_too_long_reads_who_came(
    open_page: OpenPage, world: World, sarah: User, mark: User
) -> None:
    hers = open_page(path_of(world), sarah, is_cut=True)
    has_lock(hers)
    hers.get_by_label("Tax number").fill("SARAH-1")
    hers.context.set_offline(True)  # what her page still asks would take it again
    expire(world)
    his = open_page(path_of(world), mark)
    has_lock(his)
    hers.context.set_offline(False)
    hint(hers)
    says(hers, "You were away, and Management is editing this now")
    expect(hers.get_by_label("Tax number")).to_have_value("SARAH-1")
    expect(save_button(hers)).to_be_disabled()


def test_who_lost_it_and_could_not_ask_again_reads_who_came(
    open_page: OpenPage, world: World, sarah: User, mark: User
) -> None:
    hers = open_page(path_of(world), sarah, is_cut=True)
    has_lock(hers)
    hers.wait_for_load_state("networkidle")
    intercept(hers, "**/lock/extension/", lambda route: route.fulfill(status=409, json={}))
    intercept(hers, "**/lock/", lambda route: route.abort())
    expire(world)
    with hers.expect_event("requestfailed"):
        hint(hers)
    his = open_page(path_of(world), mark)
    has_lock(his)
    hers.unroute("**/lock/extension/")
    hint(hers)
    says(hers, "You were away, and Management is editing this now")
    expect(save_button(hers)).to_be_disabled()


def save_past_it(world: World, **theirs: str) -> None:
    """As a declared writer, or a shell, does: nobody else has the form open."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('realsync.writer', 'merge', false)")
        Company.objects.using("owner").filter(pk=world.aster.pk).update(**theirs)
        cursor.execute("SELECT set_config('realsync.writer', '', false)")


def test_what_somebody_else_saves_meanwhile_comes_into_the_form(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page(path_of(world), sarah)
    has_lock(page)
    unit = page.get_by_label("Unit of the interval")
    page.get_by_label("Trading name").fill("Mine")
    unit.select_option("days")  # the first of them
    page.get_by_label("Home region").focus()
    theirs = {"tax_number": "T-9", "trading_name": "Theirs", "home_region": "West"}
    save_past_it(world, **theirs, default_interval_unit="years")
    hint(page)
    expect(page.get_by_label("Tax number")).to_have_value("T-9")
    expect(page.get_by_label("Trading name")).to_have_value("Mine")
    expect(page.get_by_label("Home region")).to_have_value("")  # somebody stands in it
    expect(unit).to_have_value("days")
    expect(page.locator(".field-news")).to_have_count(3)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("table")).to_contain_text("Theirs")
    expect(page.get_by_label("Home region")).to_have_value("West")


def test_what_others_saved_is_no_draft_of_ones_own(
    open_page: OpenPage, world: World, mark: User
) -> None:
    page = open_page(path_of(world), mark)
    has_lock(page)
    save_past_it(world, tax_number="T-9")
    hint(page)
    expect(page.get_by_label("Tax number")).to_have_value("T-9")
    page.get_by_role("link", name="Cancel").click()
    arrives(page, "companies")
    page.wait_for_function("fetch('/healthz').then(() => true)")
    assert not Draft.objects.using("owner").filter(user=mark).exists()


def test_a_service_has_no_push_and_is_asked_for(
    open_page: OpenPage, world: World, mark: User
) -> None:
    path = f"/services/{world.service.pk}/edit/"
    theirs = open_page(path, world.staff[Role.ADMIN])
    has_lock(theirs)
    page = open_page("about:blank", mark)
    page.clock.install()
    page.goto(path)
    says(page, "Admin is editing this since")
    theirs.locator("#id_name").fill("Renamed")
    theirs.keyboard.press("Control+s")
    theirs.wait_for_url(re.compile(r"/services/\d+/$"))
    page.clock.fast_forward(60_000)
    says(page, "It is free")
    expect(page.locator("#id_name")).to_have_value("Renamed")
    assert Service.objects.using("owner").get(pk=world.service.pk).name == "Renamed"


def test_without_javascript_the_refused_form_is_kept_as_a_draft(
    open_page: OpenPage, world: World, sarah: User, mark: User
) -> None:
    hers = open_page(path_of(world), sarah)
    has_lock(hers)
    his = open_page(path_of(world), mark, scripts=False)
    his.get_by_label("Tax number").fill("MARK-1")
    his.get_by_role("button", name="Save", exact=True).click()
    expect(his.locator("[data-held]")).to_contain_text("Sales is editing Aster Foods since")
    expect(his.get_by_label("Tax number")).to_have_value("MARK-1")
    his.get_by_role("button", name="Keep as draft").click()
    arrives(his, "companies")
    his.goto(path_of(world))
    his.get_by_role("link", name="Restore").click()
    expect(his.get_by_label("Tax number")).to_have_value("MARK-1")
    assert aster(world).version == 1
