"""The bench in a real Chromium: by scanner and keyboard, without a network, beside others."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from equipment.models import Equipment, EquipmentLabel, Service
from jobs.work.choices import DecisionRule
from jobs.work.models import BenchItem, BenchSheet, Job, JobItem, Measurement
from jobs.work.verdicts import verdict
from realsync.accounts.roles import Role
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.journeys.bench import Walk, all_sent, begin
from tests.work.test_bench import TEMPLATE
from tests.work.test_states import put_into
from tests.world import World

STATE = "#bench-state"


@pytest.fixture
def job(world: World, restored: None) -> Job:
    """In progress, with six labelled instruments of two points each, and no sheet yet."""
    job = world.jobs["own"]
    put_into(world, job, "in_progress")
    for model in (Measurement, BenchItem, BenchSheet, JobItem):
        model.objects.using("owner").filter(job=job).delete()
    Service.objects.using("owner").update(measurement_template=TEMPLATE)
    for number in range(6):
        instrument = Equipment.objects.using("owner").create(
            company_id=job.company_id,
            branch_id=job.branch_id,
            description=f"Multimeter {number}",
            manufacturer="Fluke",
            model="87V",
            serial=f"MM-{number}",
            asset_number=f"A-{number}",
        )
        EquipmentLabel.objects.using("owner").create(equipment=instrument, token=f"Label-{number}")
        JobItem.objects.using("owner").create(
            job=job,
            company_id=job.company_id,
            branch_id=job.branch_id,
            position=number + 1,
            service=world.service,
            equipment=instrument,
            description="Calibration",
        )
    return job


def points(job: Job) -> list[Measurement]:
    rows = Measurement.objects.using("owner").filter(job=job)
    return list(rows.order_by("item__position", "position"))


def cell(page: Page, point: Measurement, field: str) -> Any:
    return page.locator(f'[data-row="point:{point.pk}"] [data-cell="{field}"]')


def test_six_instruments_with_the_network_cut_between(
    open_page: OpenPage, world: World, job: Job
) -> None:
    page = open_page("/", world.staff[Role.TECHNICIAN], is_cut=True)
    walk = Walk(page)
    walk.all(begin(page, job.pk))
    assert walk.lost_and_doubled() == (0, 0)
    assert len(walk.typed) == 12
    assert {str(point.as_found) for point in points(job)} == set(walk.typed.values())
    assert page.locator("[data-count]").all_inner_texts() == ["2/2"] * 6


def test_what_waits_outlives_a_reload_and_a_sign_out(
    open_page: OpenPage, world: World, job: Job
) -> None:
    person = world.staff[Role.TECHNICIAN]
    page = open_page("/", person, is_cut=True)
    page.clock.install()
    begin(page, job.pk)
    first, second, *_others = points(job)
    page.keyboard.type("mm-0")
    page.keyboard.press("Enter")
    page.route("**/bench/cells/", lambda route: route.abort())
    for value in ("9.00", "x", "10,50"):
        page.keyboard.press("Control+a")
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        if value == "x":
            expect(cell(page, second, "as_found")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(STATE)).to_have_text("No connection: 2 kept here")
    expect(page.locator(f'[data-row="point:{second.pk}"] .badge')).to_have_text("Fail")
    page.clock.fast_forward("31:00")
    expect(page.locator(STATE)).to_have_text("No connection: 2 kept here")
    page.reload()
    expect(cell(page, second, "as_found")).to_have_value("10.50")
    expect(page.locator(STATE)).to_have_text("No connection: 2 kept here")

    page.context.clear_cookies()
    page.unroute("**/bench/cells/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(STATE)).to_have_text("You are signed out: 2 kept here")
    assert all(point.as_found is None for point in points(job))

    signed_in = open_page("/", person, is_cut=True)
    page.context.add_cookies(signed_in.context.cookies())  # type: ignore[arg-type]
    page.goto(f"/jobs/{job.pk}/bench/")
    all_sent(page)
    assert [str(point.as_found) for point in points(job)[:2]] == ["9.00", "10.50"]
    assert first.position == 1


def test_theirs_or_mine_a_refusal_and_a_signature(
    open_page: OpenPage, world: World, job: Job
) -> None:
    page = open_page("/", world.staff[Role.TECHNICIAN])
    begin(page, job.pk)
    first, second, *_others = points(job)
    page.keyboard.type("A-0")
    page.keyboard.press("Enter")
    rows = Measurement.objects.using("owner")
    rows.update(as_found="9.10")
    for value in ("9.20", "9.30"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_have_text("2 to decide")
    for point, choice in ((first, "Mine"), (second, "Theirs")):
        row = page.locator(f'[data-row="point:{point.pk}"]')
        row.get_by_role("button", name=choice).click()
        expect(row.locator(".choice")).to_have_count(0)
    all_sent(page)
    expect(cell(page, second, "as_found")).to_have_value("9.10")
    assert [str(point.as_found) for point in points(job)[:2]] == ["9.20", "9.10"]

    # A code that is scanned into a cell is meant for the field.
    cell(page, first, "as_left").focus()
    page.keyboard.type("MM-4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Multimeter 4")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("https://lab.example/i/Label-3/")  # the QR code of its label
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Multimeter 3")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", name="Multimeter 2")).to_be_visible()
    put_into(world, job, "pending_review")
    page.locator('[data-cell="condition"]').fill("Scratched")
    page.keyboard.press("Tab")
    expect(page.locator(".choice")).to_contain_text("pending review")
    put_into(world, job, "in_progress")
    page.get_by_role("button", name="Try again").click()
    all_sent(page)
    assert BenchItem.objects.using("owner").filter(job=job, condition="Scratched").count() == 1

    page.get_by_role("button", name="Client signs").click()
    page.get_by_label("Name").fill("Gwen Grant")
    box = page.locator("[data-pad]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#bench-signed")).to_contain_text("Signed by Gwen Grant")
    all_sent(page)
    assert BenchSheet.objects.using("owner").get(job=job).signed_name == "Gwen Grant"


def test_it_is_accessible_and_fits(open_page: OpenPage, world: World, job: Job) -> None:
    page = open_page("/", world.staff[Role.TECHNICIAN])
    at = f"/jobs/{job.pk}/bench/"
    for path in (at, at, f"{at}added/?q=MM-0", f"{at}point/?item={{item}}"):
        rows = BenchItem.objects.using("owner").filter(job=job).values_list("pk", flat=True)
        page.goto(path.format(item=rows.first()))
        settled(page)
        assert faults(page) == []
        if page.locator("text=Begin the sheet").count():
            page.get_by_label("Guard band").check()
            page.get_by_role("button", name="Begin the sheet").click()
            expect(page.locator(".instrument")).to_be_visible()


def test_the_browser_judges_as_the_server_does(open_page: OpenPage, world: World, job: Job) -> None:
    """The rules of both on the same figures, on and beside every edge."""
    figures = [
        (rule, f"{value / 100:.2f}", lower, upper, u)
        for rule in DecisionRule.values
        for value in range(-1210, 1211, 1)
        if abs(value) % 100 in (0, 1, 99)
        for lower, upper in (("", "10.00"), ("-10.00", ""), ("-10.0", "10"), ("", ""))
        for u in ("1.00", "0.005", "")
    ]
    page = open_page("/jobs/", world.staff[Role.TECHNICIAN])
    judged = page.evaluate(
        "async (figures) => { const { verdict } = await import('/static/js/bench-verdicts.js');"
        " return figures.map((each) => verdict(...each)); }",
        figures,
    )
    ours = [
        verdict(rule, *(Decimal(each) if each else None for each in numbers))
        for rule, *numbers in figures
    ]
    assert judged == ours
