"""A mail that did not arrive is sent again from a telephone; whoever got one ends them."""

from playwright.sync_api import expect

from companies.models import Contact, UnsubscribeLink
from jobs.work.models import RecallMail
from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.world import World

THUMB_PX = 44


def test_what_failed_is_sent_again_and_whoever_got_one_ends_them(
    open_page: OpenPage, world: World, restored: None
) -> None:
    mail = RecallMail.objects.using("owner").filter(pk=world.recalls[0])
    mail.update(state="failed", error="550 No such person")
    page = open_page("/recalls/?state=failed", world.staff[Role.SALES], width=390)
    page.get_by_role("link", name=world.contact.name).click()
    expect(page.get_by_text("550 No such person")).to_be_visible()
    page.mouse.wheel(0, 1)
    expect(page.locator("#named")).to_contain_text(world.equipment[0].serial)
    assert faults(page) == []
    page.get_by_role("link", name="Send again").click()
    expect(page.locator("dialog[open]")).to_contain_text(world.contact.email)
    page.locator("dialog[open]").get_by_role("button", name="Send again").click()
    expect(page.locator(".record-title")).to_contain_text("Waiting")
    contact = Contact.objects.using("owner").filter(pk=world.contact.pk)
    contact.update(purposes=["recall"])
    link = UnsubscribeLink.objects.using("owner").get(contact=world.contact)
    page.goto(f"/unsubscribe/{link.token}/")
    page.set_viewport_size({"width": 390, "height": 844})
    end = page.get_by_role("button", name="End these mails")
    box = end.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PX
    assert faults(page) == []
    end.click()
    expect(page.get_by_text("gets no more of these mails")).to_be_visible()
    assert contact.get().purposes == []
