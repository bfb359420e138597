"""Signing in as people do it, and what they see when it fails."""

from playwright.sync_api import expect

from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage


def test_sign_in_page_is_accessible(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert faults(page) == []


def test_a_wrong_password_is_announced_and_the_address_is_kept(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.get_by_label("Email").fill("nobody@client.example")
    page.get_by_label("Password").fill("wrong-but-long-enough")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Email")).to_have_value("nobody@client.example")
    assert page.title().startswith("Not signed in")
    assert violations(page) == []


def test_reset_of_a_password_says_where_to_look(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill("nobody@client.example")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()


def test_an_unknown_address_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page("/nowhere/", width=390)
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    page.get_by_role("link", name="Go to the start page").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
