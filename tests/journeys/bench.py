"""`python -m tests.journeys.bench`: a technician measures 40 instruments, by scanner and keyboard.

A house as `make run` starts it, a Chromium, no pointer; the network is cut for the middle third. At
the end the page is opened anew: each value must stand there, and none was written twice.
"""

import argparse
import statistics
import time
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, installed
from tests.live.screens import window
from tests.run.folders import open_folder
from tests.run.house import House

SAVED = "All saved"
# What the system makes somebody wait for: from a key to the focus on what comes next.
WATCH = """
window.waited = 0;
let pressed = 0;
addEventListener("keydown", ({ key }) => (pressed = key === "Enter" ? performance.now() : 0), true);
addEventListener("focusin", () => {
  if (pressed) window.waited += performance.now() - pressed;
  pressed = 0;
}, true);
"""
READ = """() => {
  const others = [...document.querySelectorAll("template[data-item]")].map((each) => each.content);
  const rows = [document, ...others].flatMap((root) => [...root.querySelectorAll(".point")]);
  return rows.map((row) => [
    row.dataset.row, row.querySelector('[data-cell="as_found"]').getAttribute("data-was"),
    Number(row.dataset.version)]);
}"""
# A job in progress for the technician of the demo, with instruments of one branch and one service.
MAKE = """
from collections import Counter
from datetime import timedelta
from django.utils import timezone
from equipment.models import Equipment, Service
from jobs.work.models import Job, JobItem, Skill
from realsync.accounts.models import User

owned = lambda model: model.objects.using("owner")
person = owned(User).get(email="technician@demo.example")
service = owned(Service).exclude(measurement_template={{}}).order_by("pk").first()
owned(Skill).get_or_create(technician_id=person.pk, category=service.category)
active = owned(Equipment).filter(is_active=True)
branch = Counter(active.values_list("branch_id", flat=True)).most_common(1)[0][0]
instruments = active.filter(branch_id=branch).order_by("pk")[:{many}]
starts = timezone.now() + timedelta(days=400)
job = owned(Job).create(
    company_id=instruments[0].company_id, branch_id=branch, number="JOB-29990101-0001",
    title="Forty instruments", technician=person, starts_at=starts,
    ends_at=starts + timedelta(hours=8), status="in_progress")
for position, instrument in enumerate(instruments, start=1):
    owned(JobItem).create(
        job=job, company_id=job.company_id, branch_id=branch, position=position, service=service,
        equipment=instrument, description=service.name)
print("made", job.pk)
"""


@dataclass
class Walk:
    """What was typed, and how long the system made the technician wait for each instrument."""

    page: Page
    typed: dict[str, str] = field(default_factory=dict)
    waited_ms: list[float] = field(default_factory=list)

    def measure(self, code: str, number: int) -> None:
        """Scan, then a value for each point; the last Enter leads back to the field."""
        page = self.page
        page.evaluate("window.waited = 0")
        expect(page.locator("#bench-find")).to_be_focused()
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        expect(page.locator("h2[id^='instrument-']")).to_be_visible()
        points = page.locator(".point").evaluate_all("(rows) => rows.map((row) => row.dataset.row)")
        for place, point in enumerate(points):
            value = f"{number + 1}.{place:02d}"
            page.keyboard.type(value)
            page.keyboard.press("Enter")
            self.typed[point] = value
        self.waited_ms.append(page.evaluate("window.waited"))

    def all(self, codes: list[str]) -> None:
        """The network is cut for the middle third."""
        third = len(codes) // 3
        for number, code in enumerate(codes):
            if number in (third, len(codes) - third):
                self.page.context.set_offline(number == third)
            self.measure(code, number)
        all_sent(self.page)

    def lost_and_doubled(self) -> tuple[int, int]:
        """By the page as the server draws it now: the value, and how often its row was written."""
        self.page.reload()
        found = {row: (value, version) for row, value, version in self.page.evaluate(READ)}
        lost = [row for row, value in self.typed.items() if found[row][0] != value]
        doubled = [row for row in self.typed if found[row][1] != 2]
        return len(lost), len(doubled)


def all_sent(page: Page) -> None:
    expect(page.locator("#bench[data-waiting='0']")).to_be_attached(timeout=60_000)
    expect(page.locator("#bench-state")).to_have_text(SAVED)


def begin(page: Page, job: int) -> list[str]:
    """The rule is chosen, and the sheet stands there; the codes of its instruments."""
    page.add_init_script(WATCH)
    page.goto(f"/jobs/{job}/bench/")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Begin the sheet").press("Enter")
    expect(page.locator("#bench[data-ready] [data-cell]").first).to_be_attached()
    names = page.locator("[data-open-item]").evaluate_all(
        "(links) => links.map((link) => link.dataset.names.split('|')[0])"
    )
    return list(names)


def play(house: House, page: Page, many: int) -> None:
    made = house.run("shell", "-c", MAKE.format(many=many))
    assert "made" in made.stdout, made.stderr
    codes = begin(page, int(made.stdout.split()[-1]))
    began = time.monotonic()
    walk = Walk(page)
    walk.all(codes)
    seconds = time.monotonic() - began
    lost, doubled = walk.lost_and_doubled()
    waited: list[float] = sorted(walk.waited_ms)
    print(f"{len(codes)} instruments, {len(walk.typed)} values in {seconds:.1f} s, no pointer")
    print(f"lost {lost}, written twice {doubled}")
    print(f"waited for the system, per instrument: median {statistics.median(waited):.0f} ms, "
          f"longest {waited[-1]:.0f} ms, in all {sum(waited):.0f} ms", flush=True)  # fmt: skip
    assert (lost, doubled) == (0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instruments", type=int, default=40)
    given = parser.parse_args()
    with open_folder() as folder, sync_playwright() as playwright:
        house = House(folder / "var")
        house.start(SCALE="small")
        try:
            house.wait_until_ready(seconds=240)
            browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
            play(house, window(browser, house, "technician").new_page(), given.instruments)
        finally:
            house.clear()


if __name__ == "__main__":
    main()
