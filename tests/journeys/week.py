"""`python -m tests.journeys.week`: a scheduler plans a week for twelve technicians, by keyboard.

A house as `make run` starts it (`--scale full` for the full size), a Chromium, no pointer. From the
menu to the last booking every key is counted, and every answer is timed at the browser.
"""

import argparse
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser.chromium import FLAGS, installed
from tests.browser.settled import settled
from tests.live.screens import window
from tests.run.folders import open_folder
from tests.run.house import House

DAYS = 5
MOST_TABS = 80
SCALES = {"small": 240, "full": 1200}  # seconds until such a house is ready
HERE = """[document.activeElement.dataset.job ? 'job' : '',
    document.activeElement.closest('[data-waiting]') ? 'waiting' : '',
    document.activeElement.closest('dialog') ? 'dialog' : ''].join(' ')"""
# The next job to plan has the focus, or there is none.
BACK_IN_THE_LIST = (
    ".schedule:has([data-waiting] :focus), .schedule:not(:has([data-waiting] [data-job]))"
)
PLACE = """(() => { const cell = document.activeElement.closest('td');
    return cell ? [cell.parentElement.rowIndex - 1, cell.cellIndex - 1] : null; })()"""


@dataclass
class Journey:
    page: Page
    keys: Counter[str] = field(default_factory=Counter)
    times_ms: dict[str, list[float]] = field(default_factory=dict)
    booked: int = 0
    refused: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.keys[key] += 1
        self.page.keyboard.press(key)

    def here(self) -> str:
        return str(self.page.evaluate(HERE))

    def note(self, request: Request) -> None:
        for name in ("/booking/", "/board/"):
            if name in request.url:
                timing: Any = request.timing
                taken = timing["responseStart"] - timing["requestStart"]
                self.times_ms.setdefault(name, []).append(taken)

    def reach_the_list(self) -> None:
        while "waiting" not in self.here():
            self.press("Tab")
            assert self.keys["Tab"] < MOST_TABS, "no job to plan was reached"

    def plan(self, technicians: int) -> None:
        """One job a day, a technician after the other, as long as there are jobs to plan."""
        for row in range(technicians):
            for day in range(DAYS):
                if not self.page.locator("[data-waiting] [data-job]").count():
                    return
                self.book(row, day)

    def book(self, row: int, day: int) -> None:
        if "waiting" in self.here():
            self.press("Enter")
        self.go(row, day)
        with self.page.expect_response(lambda answer: "/booking/" in answer.url) as told:
            self.press("Enter")
        answer = told.value
        if answer.ok:
            expect(self.page.locator(BACK_IN_THE_LIST)).to_be_attached()
            self.booked += 1
            return
        refused = answer.json()
        self.refused.append(refused["problem"])
        if refused["asks"]:
            self.page.wait_for_selector("dialog[open]")
            self.press("Enter")  # choose another day
            self.page.wait_for_selector("dialog", state="hidden")

    def go(self, row: int, day: int) -> None:
        now_row, now_day = self.page.evaluate(PLACE)
        self.walk("ArrowDown" if row > now_row else "ArrowUp", abs(row - now_row))
        if day == 0 and now_day > 1:
            self.press("Home")
        else:
            self.walk("ArrowRight" if day > now_day else "ArrowLeft", abs(day - now_day))

    def walk(self, key: str, times: int) -> None:
        for _ in range(times):
            self.press(key)

    def tell(self, seconds: float) -> None:
        total = self.keys.total()
        print(f"{self.booked} jobs booked in {seconds:.1f} s, {total} keys, no pointer: "
              f"{total / max(self.booked, 1):.1f} keys a job", flush=True)  # fmt: skip
        print("keys: " + ", ".join(f"{key} {count}" for key, count in self.keys.most_common()))
        for name, values in sorted(self.times_ms.items()):
            values.sort()
            p95 = values[max(int(len(values) * 0.95) - 1, 0)]
            print(f"| {name} | {len(values)} | median {statistics.median(values):.0f} ms"
                  f" | p95 {p95:.0f} ms | longest {values[-1]:.0f} ms |")  # fmt: skip
        for problem, count in Counter(self.refused).most_common():
            print(f"refused and said, {count}: {problem}")


def play(house: House, browser: Browser, technicians: int, weeks: int) -> None:
    page = window(browser, house, "scheduler").new_page()
    journey = Journey(page)
    page.on("requestfinished", journey.note)
    page.goto("/jobs/schedule/")
    settled(page)
    title = page.locator("#week")
    for _ in range(weeks):
        before = title.inner_text()
        journey.press("]")
        expect(title).not_to_have_text(before)
    began = time.monotonic()
    journey.reach_the_list()
    journey.plan(min(technicians, page.locator("tbody tr").count()))
    journey.tell(time.monotonic() - began)
    week, shown = title.inner_text(), page.locator("td [data-job]").count()
    print(f"{week}: {shown} jobs on the schedule, {page.locator('[data-waiting] li').count()} wait")
    assert journey.booked, "nothing was booked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--technicians", type=int, default=12)
    parser.add_argument("--weeks", type=int, default=8, help="from this one")
    given = parser.parse_args()
    with open_folder() as folder, sync_playwright() as playwright:
        house = House(folder / "var")
        house.start(SCALE=given.scale)
        try:
            house.wait_until_ready(seconds=SCALES[given.scale])
            browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
            play(house, browser, given.technicians, given.weeks)
        finally:
            house.clear()


if __name__ == "__main__":
    main()
