"""The schedule in a real Chromium: by keyboard, by pointer, without scripts, on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from jobs.work.models import Absence, Holiday, Job
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.work.test_schedule import accepted, another
from tests.work.test_states import HOUR, MONDAY, owned, owner_sql, schedule
from tests.world import World

FOCUSED = """[document.activeElement.dataset.job,
    document.activeElement.closest('td')?.dataset.day].map((each) => each ?? '').join('|')"""
WEEK = "/jobs/schedule/?week=2027-W01"


@pytest.fixture
def filled(world: World, restored: None) -> World:
    """Two technicians; one visit, one absence, one holiday, two jobs that wait."""
    technician, other = world.staff[Role.TECHNICIAN], another(world)
    schedule(world.jobs["own"], technician.pk, MONDAY)
    for name in ("other", "fenced"):
        accepted(world, name)
    Absence.objects.using("owner").create(
        technician_id=other.pk, first_on="2027-01-05", last_on="2027-01-06", kind="leave"
    )
    Holiday.objects.using("owner").create(held_on="2027-01-08", name="Twelfth Night")
    return world


def cell(page: Page, person: User, day: str) -> str:
    return f'td[data-technician="{person.pk}"][data-day="{day}"]'


def job(item: Job) -> str:
    return f'[data-job="{item.pk}"]'


def focused(page: Page) -> str:
    """Job and day, as far as there are such."""
    return str(page.evaluate(FOCUSED))


def test_it_is_accessible_and_fits(open_page: OpenPage, filled: World) -> None:
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    settled(page)
    assert faults(page) == []
    page.locator("[data-waiting] [data-job]").first.focus()
    page.keyboard.press("Enter")
    assert violations(page) == []


def test_a_week_is_planned_by_keyboard(open_page: OpenPage, filled: World) -> None:
    """Enter picks up, arrows choose, Enter puts down; the next one that waits has the focus."""
    technician, first, second = (
        filled.staff[Role.TECHNICIAN], filled.jobs["other"], filled.jobs["fenced"],
    )  # fmt: skip
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    page.locator("[data-waiting] [data-job]").first.focus()
    assert focused(page) == f"{first.pk}|"
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("picked up")
    expect(page.locator(".visit.is-carried")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#status")).to_contain_text("Tue 5 Jan, Technician, 0 h of 9 h")
    page.keyboard.press("Space")
    expect(page.locator(f"{cell(page, technician, '2027-01-05')} {job(first)}")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Tue 5 Jan 2027, 08:00 to 10:00")
    assert owned(first).starts_at == MONDAY + timedelta(days=1)
    assert focused(page) == f"{second.pk}|"
    # The next one begins where the last one was put down.
    page.keyboard.press("Enter")
    assert focused(page) == "|2027-01-05"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("#status")).to_contain_text("stays where it was")
    assert focused(page) == f"{second.pk}|"
    assert owned(second).status == "accepted"


def test_refusals_are_said_on_screen_and_the_job_is_still_held(
    open_page: OpenPage, filled: World
) -> None:
    waiting, booked = filled.jobs["fenced"], filled.jobs["own"]
    schedule(booked, filled.staff[Role.TECHNICIAN].pk, MONDAY)
    owner_sql("UPDATE jobs SET ends_at = starts_at + interval '8 h' WHERE id = %s", booked.pk)
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    page.locator(f"[data-waiting] {job(waiting)}").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    toast = page.get_by_role("alert")
    expect(toast).to_contain_text("no room for 2 h on Mon 4 Jan 2027")
    expect(toast.get_by_role("link", name=booked.number)).to_be_visible()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(toast).to_contain_text("Tess Other is away: Leave")
    # Friday is a holiday: it asks, and books for whoever means it.
    for key in ("End", "Enter"):
        page.keyboard.press(key)
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Twelfth Night")
    asked.get_by_role("button", name="Choose another day").click()
    expect(page.locator(".visit.is-carried")).to_have_count(1)
    page.keyboard.press("Enter")
    asked.get_by_role("button", name="Book it all the same").click()
    expect(page.locator(f"td {job(waiting)}")).to_be_visible()
    assert owned(waiting).status == "scheduled"


def test_arrows_walk_and_keys_act_on_a_visit(open_page: OpenPage, filled: World) -> None:
    booked = filled.jobs["own"]
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    page.locator(f"td {job(booked)}").focus()
    page.keyboard.press("ArrowRight")
    assert focused(page) == "|2027-01-05"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == f"{booked.pk}|2027-01-04"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == f"{filled.jobs['other'].pk}|"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert focused(page) == f"{booked.pk}|2027-01-04"
    # To the same place in the next week, and there with it.
    page.keyboard.press("Enter")
    page.keyboard.press("]")
    expect(page.locator("#week")).to_contain_text("Week 2")
    assert page.url.endswith("week=2027-W02")
    assert focused(page) == "|2027-01-11"
    page.keyboard.press("Enter")
    expect(page.locator(f"td {job(booked)}")).to_be_visible()
    assert owned(booked).starts_at == MONDAY + timedelta(days=7)
    page.keyboard.press("u")
    expect(page.locator(f"[data-waiting] {job(booked)}")).to_be_visible()
    assert owned(booked).status == "accepted"
    page.go_back()
    expect(page.locator("#week")).to_contain_text("Week 1")


def test_a_job_is_dragged_and_dragged_back(open_page: OpenPage, filled: World) -> None:
    technician, waiting = filled.staff[Role.TECHNICIAN], filled.jobs["other"]
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    thursday = page.locator(cell(page, technician, "2027-01-07"))
    page.locator(f"[data-waiting] {job(waiting)}").drag_to(thursday)
    expect(thursday.locator(job(waiting))).to_be_visible()
    wednesday = page.locator(cell(page, technician, "2027-01-06"))
    thursday.locator(job(waiting)).drag_to(wednesday)
    expect(wednesday.locator(job(waiting))).to_be_visible()
    assert owned(waiting).starts_at == MONDAY + timedelta(days=2)
    wednesday.locator(job(waiting)).drag_to(page.locator(".waiting h3"))
    expect(page.locator(f"[data-waiting] {job(waiting)}")).to_be_visible()
    assert owned(waiting).status == "accepted"


def test_what_others_plan_appears_and_the_focus_stays(open_page: OpenPage, filled: World) -> None:
    technician, waiting = filled.staff[Role.TECHNICIAN], filled.jobs["other"]
    page = open_page("/jobs/", filled.staff[Role.SCHEDULER])
    page.clock.install()
    page.goto(WEEK)
    page.locator(f"td {job(filled.jobs['own'])}").focus()
    owner_sql(
        "UPDATE jobs SET status = 'scheduled', technician_id = %s, starts_at = %s, ends_at = %s"
        " WHERE id = %s",
        technician.pk,
        MONDAY + 4 * HOUR,
        MONDAY + 5 * HOUR,
        waiting.pk,
    )
    page.clock.fast_forward(61_000)
    expect(page.locator(f"td {job(waiting)}")).to_be_visible()
    expect(page.locator("#status")).to_have_text("The schedule has changed.")
    assert focused(page) == f"{filled.jobs['own'].pk}|2027-01-04"
    with page.expect_response(lambda answer: "/board/" in answer.url) as told:
        page.clock.fast_forward(61_000)
    assert told.value.status == 204


def test_a_job_that_somebody_else_has_moved_is_let_go(open_page: OpenPage, filled: World) -> None:
    waiting = filled.jobs["other"]
    page = open_page(WEEK, filled.staff[Role.SCHEDULER])
    page.locator(f"[data-waiting] {job(waiting)}").focus()
    page.keyboard.press("Enter")
    owner_sql("UPDATE jobs SET title = 'Told anew' WHERE id = %s", waiting.pk)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Somebody has changed this record")
    expect(page.locator(".is-carried")).to_have_count(0)
    assert owned(waiting).status == "accepted"


def test_without_scripts_a_form_does_it(open_page: OpenPage, filled: World) -> None:
    waiting, technician = filled.jobs["other"], filled.staff[Role.TECHNICIAN]
    page = open_page(WEEK, filled.staff[Role.SCHEDULER], scripts=False)
    page.get_by_label("Skill").select_option("electrical")
    page.get_by_role("button", name="Filter").click()
    assert "skill=electrical" in page.url
    page.get_by_role("link", name=f"Plan {waiting.number}").click()
    page.get_by_label("Technician").select_option(label=technician.name)
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(f"td {job(waiting)}")).to_contain_text("10:00")
    assert owned(waiting).starts_at == MONDAY + 2 * HOUR


def test_on_a_phone_it_is_a_list_by_day(open_page: OpenPage, filled: World) -> None:
    page = open_page(WEEK, filled.staff[Role.SCHEDULER], width=390)
    tops = [
        page.locator(selector).bounding_box()["y"]  # type: ignore[index]
        for selector in (
            "thead .day-1", f"td {job(filled.jobs['own'])}", "thead .day-2", "td.day-2.is-away",
            "thead .day-3",
        )
    ]  # fmt: skip
    assert tops == sorted(tops)
    page.get_by_role("link", name=f"Move {filled.jobs['own'].number}").click()
    expect(page.get_by_role("heading", name="Plan a job").first).to_be_visible()


def test_a_technician_looks_and_moves_nothing(open_page: OpenPage, filled: World) -> None:
    page = open_page(WEEK, filled.staff[Role.TECHNICIAN])
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator(f"td {job(filled.jobs['own'])}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=filled.jobs["own"].title)).to_be_visible()
    page.goto("/jobs/calendar/")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Subscribe to this address").input_value()
    assert re.fullmatch(r"http://[^/]+/calendar/[\w-]{43}\.ics", address)
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
