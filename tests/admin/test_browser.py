"""The admin in a real Chromium: accessible, within its window, and within the strict CSP."""

import re

import pytest
from playwright.sync_api import Page, expect

from companies.models import Branch, Company
from equipment.models import Equipment
from realsync.accounts.roles import Role
from tests.admin.places import place
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import OpenPage, chromium, open_page
from tests.browser.test_shell import overflow
from tests.world import World

__all__ = ["chromium", "open_page"]


def pages(world: World) -> list[str]:
    """Those of a record; the others are visited by tests/browser/test_every_page.py."""
    return [
        place(Equipment, "changelist") + "?q=multimeter",
        place(Equipment, "change", world.equipment[0].pk),
        place(Company, "delete", world.aster.pk),
        place(Company, "history", world.aster.pk),
    ]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_are_accessible_and_fit(
    open_page: OpenPage, furnished: World, width: int, scheme: str
) -> None:
    page = open_page("/admin/", furnished.staff[Role.ADMIN], width=width, scheme=scheme)
    for path in pages(furnished):
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert violations(page) == [], path
        assert overflow(page) == 0, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_branch_is_chosen_by_typing(open_page: OpenPage, furnished: World, scheme: str) -> None:
    """The list of choices styles itself by script, which the CSP must not have to refuse."""
    page = open_page(place(Equipment, "add"), furnished.staff[Role.ADMIN], scheme=scheme)
    page.get_by_role("combobox").first.click()
    page.get_by_role("searchbox").last.fill("north")
    page.get_by_role("option", name="North").click()
    page.get_by_label("Description").fill("Caliper")
    page.get_by_text("Add another Calibration plan").click()
    page.locator("#plans-0 .delete a, #plans-0 a.inline-deletelink").first.click()
    save(page)
    made = Equipment.objects.using("owner").get(description="Caliper")
    assert made.branch_id == furnished.north.pk


def test_it_works_without_scripts(open_page: OpenPage, furnished: World) -> None:
    address = place(Branch, "change", furnished.north.pk)
    page = open_page(address, furnished.staff[Role.ADMIN], scripts=False)
    page.get_by_label("City").fill("Kiel")
    save(page)
    assert Branch.objects.using("owner").get(pk=furnished.north.pk).city == "Kiel"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    refused = page.locator(".errornote, .errorlist, .field-error").all_inner_texts()
    expect(page, str(refused)).to_have_url(re.compile(r"/admin/\w+/\w+/$"))
