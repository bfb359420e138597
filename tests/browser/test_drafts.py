"""What was typed and not saved comes back: after a crash, a sign-out, a form that was just left."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from companies.models import Branch, Company
from locking.models import Draft
from realsync.accounts.models import Session, User
from realsync.accounts.roles import Role
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.settled import intercept
from tests.browser.test_editing import arrives, overflow
from tests.browser.test_locks import SAYS, has_lock
from tests.world import World


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


def path_of(world: World) -> str:
    return f"/companies/{world.aster.pk}/edit/"


def is_kept(page: Page) -> None:
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft kept", timeout=10_000)


# As in a crash: the page says no farewell, and its lock stands.
CRASHES = """
addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true);
"""


def context_of(chromium: Browser, address: str, person: User) -> BrowserContext:
    context = chromium.new_context(base_url=address)
    context.add_cookies([session_cookie(person, address)])  # type: ignore[list-item]
    return context


def drafts() -> int:
    return Draft.objects.using("owner").count()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_after_a_crash_the_text_is_offered(
    chromium: Browser, live_address: str, open_page: OpenPage, world: World, sarah: User,
    scheme: str, width: int,
) -> None:  # fmt: skip
    context = context_of(chromium, live_address, sarah)
    page = context.new_page()
    page.add_init_script(CRASHES)
    page.goto(path_of(world))
    has_lock(page)
    page.get_by_label("Tax number").fill("T-1")
    page.get_by_role("button", name="Add a contact").click()
    page.locator("[name='contacts-1-name']").fill("Ida")
    is_kept(page)
    context.close()
    page = open_page(path_of(world), sarah, scheme=scheme, width=width)
    expect(page.locator("[data-draft-offer]")).to_contain_text("You have unsaved text from")
    assert violations(page) == []
    assert overflow(page) == 0
    page.get_by_role("link", name="Restore").click()
    expect(page.get_by_label("Tax number")).to_have_value("T-1")
    expect(page.locator("[name='contacts-1-name']")).to_have_value("Ida")
    expect(page.locator("[data-unsaved]")).to_have_text("Unsaved changes")
    page.get_by_role("button", name="Continue here").click()
    has_lock(page)
    assert violations(page) == []
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "T-1"
    assert drafts() == 0


def test_what_is_typed_first_does_not_push_the_offer_out(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    page = open_page(path_of(world), sarah)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Tax number").fill("first")
    is_kept(page)
    page.reload()
    page.get_by_label("Tax number").fill("second")
    is_kept(page)
    assert drafts() == 2
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-draft-offer]")).to_have_count(0)
    assert drafts() == 1


def test_signed_out_while_typing_nothing_is_lost(
    chromium: Browser, live_address: str, world: World, sarah: User
) -> None:
    context = context_of(chromium, live_address, sarah)
    page = context.new_page()
    page.goto(path_of(world))
    page.get_by_label("Tax number").fill("T-1")
    is_kept(page)
    Session.objects.using("owner").all().delete()
    page.get_by_label("Tax number").fill("T-2")
    # The draft may be refused before the save is: that one is waited for.
    with page.expect_response(lambda answer: answer.status == 401 and "/edit/" in answer.url):
        page.keyboard.press("Control+s")
    expect(page.locator(SAYS)).to_contain_text("You are signed out.")
    expect(page.get_by_label("Tax number")).to_have_value("T-2")
    context.add_cookies([session_cookie(sarah, live_address)])  # type: ignore[list-item]
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "T-2"
    assert drafts() == 0
    context.close()


def test_what_is_typed_after_a_lost_answer_is_kept(
    chromium: Browser, live_address: str, world: World, sarah: User
) -> None:
    """The save has come to stand; the page does not know, and the text goes on."""
    context = context_of(chromium, live_address, sarah)
    page = context.new_page()
    asked: list[Dialog] = []
    page.on("dialog", lambda dialog: asked.insert(0, dialog))
    page.goto(path_of(world))
    page.get_by_label("Tax number").fill("T-1")
    token = page.locator("[name=lock_token]")
    expect(token).not_to_have_value("")
    former = token.input_value()
    saves: list[Route] = []

    def hold_the_answer(route: Route) -> None:
        """The first save's. The form may be fetched anew by itself meanwhile."""
        if saves or route.request.method != "POST":
            route.continue_()
        else:
            route.fetch()
            saves.append(route)

    intercept(page, "**/edit/", hold_the_answer)
    page.keyboard.press("Control+s")
    while not saves:
        page.wait_for_timeout(20)
    page.get_by_label("Tax number").fill("T-12")
    saves[0].abort()
    expect(page.locator(SAYS)).to_contain_text("What you typed since is not saved", timeout=10_000)
    is_kept(page)
    # Its lock went with the save. What the page hears of it does not take the words away.
    page.evaluate("document.dispatchEvent(new CustomEvent('live-hint'))")
    expect(token).not_to_have_value(former)
    expect(token).not_to_have_value("")
    expect(page.locator(SAYS)).to_contain_text("What you typed since is not saved")
    expect(page.get_by_label("Tax number")).to_have_value("T-12")
    page.get_by_role("link", name="Open what was saved").click()
    arrives(page, "companies")
    assert asked == []
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "T-1"
    page.goto(path_of(world))
    page.get_by_role("link", name="Restore").click()
    expect(page.get_by_label("Tax number")).to_have_value("T-12")
    context.close()


def test_a_new_record_that_was_left_is_offered_where_it_was_begun(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    path = f"/branches/new/?company={world.aster.pk}"
    page = open_page(path, sarah)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#id_name").fill("West")
    page.get_by_role("link", name="Cancel").click()  # and leave without saving
    arrives(page, "companies")
    for _ in range(100):  # the farewell of a page travels beside the next one
        if drafts():
            break
        page.wait_for_timeout(50)
    page.goto(path)
    page.get_by_role("link", name="Restore").click()
    expect(page.locator("#id_name")).to_have_value("West")
    expect(page.locator("[data-unsaved]")).to_have_text("Unsaved changes")  # the keys are heard
    page.keyboard.press("Control+s")
    arrives(page, "branches")
    assert Branch.objects.using("owner").get(name="West").company_id == world.aster.pk
    assert drafts() == 0


def test_what_is_taken_back_leaves_no_draft(open_page: OpenPage, world: World, sarah: User) -> None:
    page = open_page(path_of(world), sarah)
    page.get_by_label("Tax number").fill("T-1")
    is_kept(page)
    page.get_by_label("Tax number").fill("")
    expect(page.locator("[data-draft-state]")).to_have_text("", timeout=10_000)
    assert drafts() == 0


def test_a_saved_form_leaves_no_draft(open_page: OpenPage, world: World, sarah: User) -> None:
    page = open_page(path_of(world), sarah)
    page.get_by_label("Tax number").fill("T-1")
    is_kept(page)
    page.get_by_label("Tax number").fill("T-12")
    page.keyboard.press("Control+s")
    arrives(page, "companies")
    page.goto(path_of(world))
    expect(page.locator("[data-draft-offer]")).to_have_count(0)
    assert drafts() == 0


def test_what_is_too_large_is_said_and_what_is_large_is_kept_as_it_is_left(
    open_page: OpenPage, world: World, sarah: User
) -> None:
    """A farewell carries 64 KB at most."""
    page = open_page(path_of(world), sarah)
    page.get_by_label("Billing address").evaluate(
        "(field) => { field.value = 'x'.repeat(210_000); }"
    )
    page.get_by_label("Tax number").fill("T-1")
    told = "This is too much to keep as a draft."
    expect(page.locator(SAYS)).to_contain_text(told, timeout=10_000)
    assert drafts() == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Billing address").evaluate(
        "(field) => { field.value = 'x'.repeat(100_000); }"
    )
    page.get_by_role("link", name="Cancel").click()
    arrives(page, "companies")
    for _ in range(100):
        if drafts():
            break
        page.wait_for_timeout(50)
    assert drafts() == 1
