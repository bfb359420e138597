"""Notes, mentions, the inbox and histories as people use them."""

import re

from playwright.sync_api import Page, expect

from companies.models import Note
from realsync.accounts.roles import Role
from realsync.inbox.models import InboxItem
from tests.activity.test_timeline import log
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.world import World


def write(page: Page, text: str) -> None:
    field = page.locator("#note-text")
    field.click()
    field.press_sequentially(text)


def test_a_note_is_written_by_keyboard_and_names_a_colleague(
    open_page: OpenPage, world: World
) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    expect(page.locator("#note-text")).to_be_visible()
    write(page, "Please plan this, @sch")
    people = page.get_by_role("listbox")
    expect(people.get_by_role("option")).to_have_count(1)
    field = page.locator("#note-text")
    expect(page.locator("#status")).to_contain_text("use the arrow keys")
    chosen = people.get_by_role("option", selected=True).get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen))
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    page.keyboard.press("Backspace")
    expect(people).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value("Please plan this, @Scheduler ")
    page.get_by_role("button", name="Add note").click()
    first = page.locator("#notes .note").first
    expect(first.locator(".mention")).to_have_text("@Scheduler")
    expect(page.locator("#toasts")).to_contain_text("Note added.")
    item = InboxItem.objects.using("owner").exclude(note_id=None).get()
    assert item.user_id == world.staff[Role.SCHEDULER].pk


def test_what_the_client_will_read_is_said_before_it_is_saved(
    open_page: OpenPage, world: World
) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    warning = page.get_by_text("The client will read this note.")
    expect(warning).to_be_hidden()
    page.locator("#note-audience").select_option("client")
    expect(warning).to_be_visible()
    write(page, "We come on Monday")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#notes .note.for-client").first).to_contain_text("We come on Monday")
    assert Note.objects.using("owner").latest("pk").audience == "client"


def test_a_removed_note_comes_back(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    note = page.locator(f"#note-{world.notes['staff'].pk}")
    note.locator("summary").click()
    note.get_by_role("button", name="Remove").click()
    expect(note).to_contain_text("This note was removed.")
    note.get_by_role("button", name="Undo").click()
    expect(note).to_contain_text("They pay late")


def test_a_note_is_edited_where_it_stands(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    note = page.locator(f"#note-{world.notes['staff'].pk}")
    note.locator("summary").click()
    note.get_by_role("link", name="Edit").click()
    note.get_by_role("textbox").fill("They pay on time")
    note.get_by_role("button", name="Save").click()
    expect(page.get_by_text("They pay on time")).to_be_visible()


def test_the_inbox_is_worked_by_keyboard(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.ADMIN])
    write(page, "@Sales one")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#toasts")).to_contain_text("Note added.")
    page = open_page("/inbox/", world.staff[Role.SALES])
    expect(page.locator("#unread")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("#unread")).to_have_text("")
    expect(page.locator(".inbox-item.unread")).to_have_count(0)
    page.keyboard.press("e")
    expect(page.locator("#unread")).to_have_text("1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/branches/\d+/#note-\d+$"))
    expect(page.locator(".note.unread")).to_contain_text("@Sales one")


def test_a_history_is_narrowed_in_place(open_page: OpenPage, world: World) -> None:
    log(world, "branch.changed", "branch", world.north.pk, {"city": ["Rome", "Oslo"]})
    log(world, "note.added", "branch", world.north.pk)
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    history = page.locator("#timeline")
    expect(history).to_contain_text("Oslo")
    history.get_by_label("Kind of change").select_option("notes")
    expect(history).not_to_contain_text("Oslo")
    expect(history).to_contain_text("added a note")


def test_without_scripts_notes_are_written_and_read(open_page: OpenPage, world: World) -> None:
    page = open_page(
        f"/branches/{world.north.pk}/notes/all/", world.staff[Role.SALES], scripts=False
    )
    page.locator("#note-text").fill("Written by hand, @Scheduler")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note-text").first).to_contain_text("Written by hand")
    page.goto(f"/branches/{world.north.pk}/timeline/all/?group=notes")
    expect(page.locator(".timeline")).to_contain_text("added a note")
