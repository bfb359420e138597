"""Jobs as people plan and do them, in either theme, wide and narrow."""

from playwright.sync_api import expect

from jobs.work.models import Job
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.work.test_states import MONDAY, owned, schedule
from tests.world import World


def test_a_job_is_planned_and_a_double_booking_explained(
    open_page: OpenPage, world: World, restored: None
) -> None:
    other, job = world.jobs["other"], world.jobs["own"]
    schedule(other, world.staff[Role.TECHNICIAN].pk, MONDAY)
    page = open_page(f"/jobs/{job.pk}/schedule/", world.staff[Role.SCHEDULER])
    page.get_by_label("Technician").select_option(label=world.staff[Role.TECHNICIAN].name)
    page.get_by_label("Start").fill("2027-01-04T09:00")
    page.get_by_label("End").fill("2027-01-04T11:00")
    page.get_by_role("button", name="Assign and schedule").click()
    expect(page.get_by_role("alert")).to_contain_text(other.number)
    page.get_by_label("Start").fill("2027-01-04T10:00")
    page.get_by_role("button", name="Assign and schedule").click()
    expect(page.locator(".record-title")).to_contain_text("Scheduled")
    assert owned(job).status == "scheduled"


def test_a_technician_starts_and_hands_in(
    open_page: OpenPage, world: World, restored: None
) -> None:
    job = world.jobs["own"]
    schedule(job, world.staff[Role.TECHNICIAN].pk, MONDAY)
    page = open_page("/jobs/", world.staff[Role.TECHNICIAN])
    page.get_by_role("link", name=job.title).click()
    for button in ("Start", "Hand in for review"):
        page.get_by_role("link", name=button, exact=True).click()
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("link", name=button, exact=True)).to_have_count(0)
    expect(page.locator(".record-title")).to_contain_text("Pending review")


def test_a_new_job_at_a_branch(open_page: OpenPage, world: World, restored: None) -> None:
    page = open_page(f"/jobs/new/?branch={world.north.pk}", world.staff[Role.SALES])
    page.get_by_label("Title").fill("First visit")
    page.locator("[name=items-0-description]").fill("Measure the oven")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="First visit")).to_be_visible()
    made = Job.objects.using("owner").get(title="First visit")
    expect(page.locator(".record-head")).to_contain_text(made.number)
