"""Accounts as people use them: passkeys and codes for real, other browsers, looking as others."""

import re
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.outbox.models import OutboxRow
from tests.accounts.codes import await_step, code_of
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.made.words import PASSWORD
from tests.world import World

FACTOR_PAGES = [
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]


@pytest.fixture(autouse=True)
def _nothing_counted(world: World) -> None:
    cache.clear()


def go(page: Page, path: str) -> None:
    """To another page of the server that the page comes from."""
    page.goto(urljoin(page.url, path))


def at_a_name(page: Page) -> None:
    """A passkey belongs to a name, not to an address of numbers."""
    page.goto(page.url.replace("127.0.0.1", "localhost"))


def sign_in(page: Page, person: User) -> None:
    go(page, "/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def sign_out(page: Page) -> None:
    page.locator("details.menu summary.person").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def set_up_an_app(page: Page) -> str:
    """The secret that the page shows to people without a camera."""
    go(page, "/accounts/2fa/totp/activate/")
    page.get_by_text("No camera? Type the key").click()
    secret = page.locator("#secret").inner_text()
    await_step()
    page.get_by_label("Code").fill(code_of(secret, steps=-1))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url("**/recovery-codes/")
    return secret


def add_authenticator(page: Page) -> None:
    """A device with a fingerprint reader, as Chromium plays it."""
    at_a_name(page)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_pages_of_factors_are_accessible_and_fit(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    add_authenticator(page)
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/totp/activate/")
    assert faults(page) == []
    secret = set_up_an_app(page)
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(re.compile("/accounts/2fa/$"))
    for path in FACTOR_PAGES:
        go(page, path)
        assert faults(page) == []
    sign_out(page)
    sign_in(page, world.alice)
    expect(page.get_by_role("heading", name="One more proof")).to_be_visible()
    assert faults(page) == []
    assert secret


def test_an_app_is_set_up_and_asked_for(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    secret = set_up_an_app(page)
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page)
    sign_in(page, world.alice)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Incorrect code.")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/portal/")


def test_a_passkey_is_added_and_is_the_second_factor(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    add_authenticator(page)
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    go(page, "/accounts/2fa/webauthn/")
    expect(page.get_by_text("Work laptop")).to_be_visible()
    sign_out(page)
    sign_in(page, world.alice)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/portal/")


def test_a_passkey_alone_signs_in(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    add_authenticator(page)
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/portal/")


def test_a_device_is_registered_once(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    add_authenticator(page)
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_have_text("This device is registered already.")


def test_at_an_address_of_numbers_passkeys_say_why(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, world.alice)
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("open this page at localhost")


def test_a_browser_without_a_passkey_says_so(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('no'))")
    page.reload()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("use your password")


@pytest.fixture
def required(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["admin", "management", "company_manager"]


def test_a_required_factor_leads_the_way(open_page: OpenPage, world: World, required: None) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, world.staff[Role.MANAGEMENT])
    expect(page.get_by_role("heading", name="Protect your account first")).to_be_visible()
    assert faults(page) == []
    go(page, "/companies/")
    page.wait_for_url("**/accounts/2fa/")
    set_up_an_app(page)
    page.get_by_role("link", name="Done").click()
    go(page, "/companies/")
    expect(page.get_by_role("heading", name="Companies", level=1)).to_be_visible()


def test_another_browser_is_signed_out(open_page: OpenPage, world: World) -> None:
    there = open_page("/portal/", world.alice)
    here = open_page("/accounts/sessions/", world.alice)
    expect(here.locator(".device")).to_have_count(2)
    here.locator(".device").get_by_role("button", name="Sign out").click()
    expect(here.locator(".device")).to_have_count(1)
    there.reload()
    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_profile_is_saved(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/profile/", world.staff[Role.SALES])
    page.get_by_label("Name").fill("Sally Sold")
    page.get_by_label("Time zone").fill("Europe/Vienna")
    page.get_by_label("Dense").check()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-density", "dense")


def test_an_administrator_looks_as_somebody_else(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/users/{world.alice.pk}/", world.staff[Role.ADMIN])
    page.get_by_role("link", name="View as").click()
    page.get_by_label("Why").fill("She cannot find her certificate")
    page.get_by_role("button", name="View as them").click()
    page.wait_for_url("**/portal/")
    banner = page.get_by_role("region", name="Viewing as")
    for path in ("/portal/", "/portal/equipment/"):
        go(page, path)
        expect(banner).to_contain_text("Alice Arnold")
        assert faults(page) == []
    banner.get_by_role("button", name="Stop viewing as").click()
    page.wait_for_url(f"**/users/{world.alice.pk}/")
    expect(banner).to_have_count(0)


def test_the_banner_stands_over_staff_pages_too(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/users/{world.staff[Role.SALES].pk}/viewing/", world.staff[Role.ADMIN])
    page.get_by_label("Why").fill("A list looks wrong")
    page.get_by_role("button", name="View as them").click()
    for path in ("/", "/companies/", "/equipment/"):
        go(page, path)
        expect(page.get_by_role("region", name="Viewing as")).to_be_in_viewport()
        assert violations(page) == [], path


def test_an_invitation_is_sent_and_accepted(open_page: OpenPage, world: World) -> None:
    page = open_page("/users/new/", world.staff[Role.ADMIN])
    page.get_by_label("Name").fill("Zoe Zimmer")
    page.get_by_label("E-mail address").fill("zoe@staff.example")
    page.get_by_label("Role").select_option(label="Technician")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way")).to_be_visible()
    assert violations(page) == []
    mail = OutboxRow.objects.using("owner").latest("id").args[0]
    link = next(word for word in mail["body"].split() if "/invitation/" in word)
    guest = open_page(link)
    assert violations(guest) == []
    guest.get_by_label("Password").fill("a-sentence-of-mine")
    guest.get_by_label("The same once more").fill("a-sentence-of-mine")
    guest.get_by_role("button", name="Open my account").click()
    expect(guest.get_by_text("Zoe Zimmer").first).to_be_visible()


def test_an_old_link_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page("/accounts/invitation/unknown/")
    expect(page.get_by_role("heading", name="This invitation no longer works")).to_be_visible()
    assert faults(page) == []
