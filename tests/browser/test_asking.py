"""What a client does with a thumb: accepts a part of a quote, moves a visit, asks for service."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from jobs.quotes.models import Quote, QuoteResponse
from jobs.work.models import Job, ServiceRequest, VisitAnswer
from realsync.accounts.roles import Role
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.work.test_portal import book
from tests.worker import work_off
from tests.world import World

THUMB_PX = 44


def test_a_quote_is_accepted_in_part_by_thumb(open_page: OpenPage, world: World) -> None:
    quote = world.quotes["sent"]
    page = open_page("/portal/quotes/", world.bob, width=390)
    page.get_by_role("link", name="Yearly calibration").click()
    page.wait_for_url(re.compile(r"/portal/quotes/\d+/"))
    settled(page)
    assert violations(page) == []
    page.get_by_text("line 2").click()
    expect(page.locator("#sum")).to_contain_text("46.00")
    page.get_by_label("Your purchase order number").fill("PO-4711")
    button = page.get_by_role("button", name="Accept what is ticked")
    expect(button).to_be_in_viewport()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PX
    button.click()
    expect(page.locator("#given")).to_contain_text("Sent. Our office has your answer")
    work_off()
    expect(page.locator("#given")).to_contain_text("JOB-")
    answer = QuoteResponse.objects.using("owner").filter(quote=quote).latest("pk")
    assert (len(answer.lines), answer.purchase_order) == (2, "PO-4711")


def test_without_a_script_the_same(open_page: OpenPage, world: World) -> None:
    page = open_page(
        f"/portal/quotes/{world.quotes['sent'].pk}/", world.alice, width=390, scripts=False
    )
    page.get_by_text("line 2").click()
    page.get_by_role("button", name="Add up again").click()
    expect(page.locator("#sum")).to_contain_text("46.00")
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.locator("#given")).to_contain_text("2 lines accepted")
    work_off()
    page.reload()
    page.get_by_role("link", name="See what comes of it").click()
    assert Quote.objects.using("owner").get(pk=world.quotes["sent"].pk).status == "part_accepted"
    page.goto("/portal/equipment/")
    page.get_by_label("Ask for service of Multimeter number 2").check()
    page.get_by_role("button", name="Ask for service").click()
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/portal/requests/")
    assert ServiceRequest.objects.using("owner").latest("pk").how_many == 1


def test_a_visit_is_moved_and_service_asked_for(open_page: OpenPage, world: World) -> None:
    start = timezone.now().replace(microsecond=0) + timedelta(days=10)
    visit: Job = book(world.jobs["own"], world.staff[Role.TECHNICIAN], start)
    page = open_page("/portal/jobs/", world.bob, width=390)
    page.get_by_role("link", name="Visit in spring").click()
    page.wait_for_url(re.compile(r"/portal/jobs/\d+/"))
    settled(page)
    assert violations(page) == []
    page.get_by_text("Ask for another date").click()
    page.get_by_label("From").fill(str(timezone.localdate() + timedelta(days=20)))
    page.get_by_role("button", name="Ask for this date").click()
    expect(page.locator("#answer")).to_contain_text("You asked for another date")
    assert not VisitAnswer.objects.using("owner").filter(job=visit).latest("pk").is_confirmed

    page.goto("/portal/equipment/")
    page.get_by_label("Ask for service of Multimeter number 2").check()
    expect(page.locator(".selection-bar [role=status]")).to_have_text("1 selected")
    page.get_by_label("Search this list").fill("number 1")
    expect(page.get_by_label("Ask for service of Multimeter number 1")).to_be_visible()
    page.get_by_role("button", name="Ask for service").click()
    page.wait_for_url(re.compile(r"/portal/requests/new/"))
    settled(page)
    assert violations(page) == []
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/portal/requests/")
    work_off()
    page.reload()
    expect(page.locator(".list")).to_contain_text("We look for a date")
