"""Documents as people handle them: dropped, pasted, refused, looked at large, by keyboard."""

import base64
import io

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from companies.actions.document import add_document
from companies.documents import previews
from companies.documents.rules import accept
from companies.models import Document, DocumentVersion
from realsync.accounts.roles import Role
from realsync.activity.models import Audience
from realsync.db.scope import as_user
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import intercept
from tests.documents import samples
from tests.documents.conftest import upload
from tests.world import World

# A file for a real drop: the browser makes it out of base64.
TRANSFER = """files => {
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  return transfer;
}"""
# The next request breaks, as on a train.
BREAK_ONCE = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function () {
    XMLHttpRequest.prototype.send = send;
    for (const name of ["error", "loadend"]) this.dispatchEvent(new ProgressEvent(name));
  };
}"""
pytestmark = pytest.mark.usefixtures("files")
File = tuple[str, bytes]
PLAN = FilePayload(name="plan.pdf", mimeType="", buffer=samples.pdf())


def drop(page: Page, place: str, *files: File) -> None:
    given = [
        {"name": name, "type": "", "content": base64.b64encode(content).decode()}
        for name, content in files
    ]
    transfer = page.evaluate_handle(TRANSFER, given)
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(place, event, {"dataTransfer": transfer})


def card(page: Page) -> None:
    expect(page.locator("#document-shelf")).to_be_visible()


def add_with_preview(world: World, name: str, content: bytes) -> Document:
    """As the worker would have drawn it."""
    person = world.staff[Role.SALES]
    with as_user(person):
        document = add_document(
            about=world.north, file=accept(upload(name, content)), title=name.split(".")[0],
            audience=Audience.STAFF, by=person,
        )  # fmt: skip
    version = DocumentVersion.objects.using("owner").get(document_id=document.pk)
    drawn = previews.preview_of(io.BytesIO(content), version.content_type)
    DocumentVersion.objects.using("owner").filter(pk=version.pk).update(preview=drawn)
    return document


def test_files_are_dropped_and_each_is_told_of(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    card(page)
    drop(
        page,
        "#documents .drop-zone",
        ("manual.pdf", samples.pdf()),
        ("scan.pdf", samples.picture()),
        ("rack.png", samples.picture()),
    )
    shelf = page.locator("#document-shelf")
    expect(shelf.get_by_role("link", name="manual", exact=True)).to_be_visible()
    expect(shelf.get_by_role("link", name="rack", exact=True)).to_be_visible()
    rows = page.locator("#documents [data-rows] > li")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("This file says .pdf but holds a PNG picture.")
    rows.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#documents [data-rows]")).to_be_hidden()


def test_a_file_added_while_the_shelf_is_being_fetched_is_shown(
    open_page: OpenPage, world: World
) -> None:
    page = open_page(f"/branches/{world.north.pk}/", world.staff[Role.SALES])
    card(page)
    held: list[Route] = []
    intercept(page, "**/documents/", lambda route: held.append(route), times=1)
    page.evaluate("htmx.trigger('#documents', 'documents-changed')")
    while not held:
        page.wait_for_timeout(20)
    add_with_preview(world, "manual.pdf", samples.pdf())
    page.evaluate("htmx.trigger('#documents', 'documents-changed')")
    held[0].fulfill(body='<div id="document-shelf"></div>', content_type="text/html")
    shelf = page.locator("#document-shelf")
    expect(shelf.get_by_role("link", name="manual", exact=True)).to_be_visible()


def test_a_file_dropped_on_a_document_is_its_next_version(
    open_page: OpenPage, world: World
) -> None:
    document = add_with_preview(world, "manual.pdf", samples.pdf())
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    tile = f"[data-drop='/documents/{document.pk}/versions/']"
    drop(page, tile, ("manual 2.pdf", samples.pdf("second")))
    expect(page.locator(tile)).to_contain_text("version 2")


def test_what_clients_will_see_is_unmistakable(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    warned = page.get_by_text("Clients will see what you add now.")
    expect(warned).to_be_hidden()
    page.get_by_label("Staff and clients").check()
    expect(warned).to_be_visible()
    page.set_input_files(
        "#documents input[type=file]",
        [PLAN],
    )
    tile = page.locator(".file-tile", has_text="plan")
    expect(tile.get_by_text("Clients see this")).to_be_visible()


def test_a_picture_is_pasted(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    content = base64.b64encode(samples.picture()).decode()
    given = [{"name": "image.png", "type": "image/png", "content": content}]
    transfer = page.evaluate_handle(TRANSFER, given)
    page.evaluate(
        "clipboardData => document.body.dispatchEvent("
        "new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))",
        transfer,
    )
    expect(page.locator("#document-shelf").get_by_role("link", name="image")).to_be_visible()


def test_too_large_is_said_before_it_travels(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate("document.querySelector('[data-upload]').dataset.largest = '10'")
    drop(page, ".drop-zone", ("manual.pdf", samples.pdf()))
    expect(page.locator("[data-rows]")).to_contain_text("This file is too large.")
    assert "POST" not in sent


def test_a_broken_connection_is_tried_again(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    page.evaluate(BREAK_ONCE)
    drop(page, ".drop-zone", ("manual.pdf", samples.pdf()))
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    again.click()
    expect(page.locator("#document-shelf").get_by_role("link", name="manual")).to_be_visible()


def test_previews_are_walked_through_by_keyboard(open_page: OpenPage, world: World) -> None:
    add_with_preview(world, "first.pdf", samples.pdf())
    add_with_preview(world, "second.png", samples.picture())
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.TECHNICIAN])
    link = page.get_by_role("link", name="second", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    box = page.locator("dialog[data-lightbox]")
    expect(box.get_by_role("heading")).to_have_text("second")
    picture = box.locator("img")
    expect(picture).to_have_js_property("naturalWidth", 640)
    page.keyboard.press("ArrowRight")
    expect(box.get_by_role("heading")).to_have_text("first")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()


def test_a_document_is_removed_and_restored(open_page: OpenPage, world: World) -> None:
    document = add_with_preview(world, "manual.pdf", samples.pdf())
    page = open_page(f"/branches/{world.north.pk}/documents/all/", world.staff[Role.SALES])
    tile = page.locator(f"[data-drop='/documents/{document.pk}/versions/']")
    tile.locator("summary").click()
    tile.get_by_role("button", name="Remove").click()
    expect(tile).to_have_count(0)
    page.reload()
    page.get_by_text("Removed documents").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("manual")


def test_without_scripts_documents_are_added(open_page: OpenPage, world: World) -> None:
    address = f"/branches/{world.north.pk}/documents/all/"
    page = open_page(address, world.staff[Role.SALES], scripts=False)
    page.set_input_files(
        "#documents input[type=file]",
        [PLAN],
    )
    page.get_by_role("button", name="Add", exact=True).click()
    page.goto(address)
    expect(page.get_by_role("link", name="plan", exact=True)).to_be_visible()


def test_documents_with_previews_and_none_are_accessible_and_fit(
    open_page: OpenPage, world: World
) -> None:
    document = add_with_preview(world, "manual.pdf", samples.pdf())
    page = open_page("/", world.staff[Role.ADMIN])
    for path in (
        f"/branches/{world.north.pk}/documents/all/",
        f"/companies/{world.corona.pk}/documents/all/",
        f"/documents/{document.pk}/",
    ):
        page.goto(path)
        assert faults(page) == []
