"""`python -m tests.live.latency`: from one person's click to another person's screen.

A house as `make run` starts it, and a Chromium with a context for each of two people. Twice the
same: with push, one screen and fifty times; by polling, 25 screens and twice, since each waits for
its next beat. Then what a page lives through: PostgreSQL killed, the tab hidden, left and come back
to, the network cut.
"""

import argparse
import os
import re
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, installed
from tests.live.screens import BODY, LIVE, Actor, seen, watch, window
from tests.run.folders import open_folder
from tests.run.house import House

TIMES, SCREENS, POLLED_TIMES = 50, 25, 2
CUT_SECONDS = 60
Times = dict[str, list[float]]


@contextmanager
def house_and_browser(**told: str) -> Iterator[tuple[House, Browser]]:
    """`told` is what the house's environment says: SCALE="full"."""
    with open_folder() as folder, sync_playwright() as playwright:
        house = House(folder / "var")
        house.start(**told)
        try:
            house.wait_until_ready(seconds=900)
            yield (
                house,
                playwright.chromium.launch(
                    executable_path=installed(),
                    args=FLAGS,
                    ignore_default_args=["--disable-back-forward-cache"],
                ),
            )
        finally:
            house.clear()


class Scene:
    """Sales acts, management looks on at `screens` windows of the same company."""

    def __init__(self, house: House, browser: Browser, *, push: bool, screens: int = 1) -> None:
        self.house = house
        self.looking = window(browser, house, "management", push=push)
        acting = window(browser, house, "sales", push=push)
        page = acting.new_page()
        page.goto("/companies/")
        href = page.locator('main tbody a[href^="/companies/"]').first.get_attribute("href")
        self.company = int(re.findall(r"/companies/(\d+)/", href or "")[0])
        page.close()
        self.pages = [self._opened() for _screen in range(screens)]
        self.actor = Actor(acting, self.company)

    def _opened(self) -> Page:
        page = self.looking.new_page()
        page.goto(f"/companies/{self.company}/")
        page.wait_for_load_state("networkidle")
        return page

    @property
    def page(self) -> Page:
        return self.pages[0]

    def rename(self, text: str) -> None:
        """A save from elsewhere: psql's, when nobody clicks."""
        told = dict(x.split("=", 1) for x in (self.house.var / "dev.env").read_text().splitlines())
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(told["DATABASE_OWNER_URL"], autocommit=True) as owner:
                    sql = "UPDATE companies SET trading_name = %s WHERE id = %s"
                    owner.execute(sql, [text, self.company])
                return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "PostgreSQL did not come back"
                time.sleep(0.05)

    def step(self, times: Times, name: str, place: str, text: str, act: Callable[[], str]) -> None:
        for page in self.pages:
            watch(page, place, text)
        path = act()
        moments = [seen(page) for page in self.pages]
        clicked, answered = self.actor.clicked(), self.actor.answer(path)
        times.setdefault(f"{name}, from the click", []).extend(m - clicked for m in moments)
        if answered is not None:
            times.setdefault(f"{name}, from its commit", []).extend(m - answered for m in moments)

    def play(self, number: int, times: Times) -> None:
        actor, name = self.actor, f"Renamed {number} times"
        self.step(times, "presence", LIVE, "is here", actor.opens)
        self.step(times, "lock", LIVE, "is editing since", actor.edits)
        self.step(times, "saved change", BODY, name, lambda: actor.saves(name))
        for page in self.pages:
            watch(page, LIVE, "is here", gone=True)
        actor.leaves()
        for page in self.pages:
            seen(page)


def tell(times: Times, how: str) -> None:
    for name, values in times.items():
        ordered = sorted(values)
        p95 = ordered[int(len(ordered) * 0.95) - 1]
        print(
            f"| {name}, {how} | {len(values)} | {statistics.median(values):,.0f} ms"
            f" | {p95:,.0f} ms | {ordered[-1]:,.0f} ms |",
            flush=True,
        )


def measure(house: House, browser: Browser, *, push: bool, rounds: int) -> None:
    times: Times = {}
    scene = Scene(house, browser, push=push, screens=1 if push else SCREENS)
    scene.play(0, {})
    for number in range(1, 1 + rounds):
        scene.play(number, times)
    tell(times, "push" if push else "polling")
    scene.looking.close()


def went_stale(scene: Scene, what: str, *, since: float, seconds: float = 75) -> None:
    """Each screen has to show it by then."""
    stale, latest = 0, 0.0
    for page in scene.pages:
        try:
            latest = max(latest, seen(page, seconds) / 1000 - since)
        except AssertionError:
            stale += 1
    print(
        f"| {what} | screens {len(scene.pages)}, stale {stale}, after {latest:.1f} s |", flush=True
    )


def expect(scene: Scene, text: str) -> None:
    for page in scene.pages:
        watch(page, BODY, text)


def postgresql_killed(scene: Scene) -> None:
    expect(scene, "During the restart")
    leaders = [pid for pid, line in scene.house.processes().items() if "postgres -D" in line]
    os.kill(min(leaders), signal.SIGKILL)
    scene.rename("During the restart")
    went_stale(scene, "PostgreSQL killed, saved as soon as it is back", since=time.time())


def tab_hidden(scene: Scene) -> None:
    for page in scene.pages:
        page.evaluate("hide(true)")
    expect(scene, "While hidden")
    scene.rename("While hidden")
    scene.page.wait_for_timeout(3000)
    untouched = all(page.evaluate("window.seen") == 0 for page in scene.pages)
    for page in scene.pages:
        page.evaluate("hide(false)")
    what = f"saved while the tab is hidden (asked for nothing: {untouched}), from showing it"
    went_stale(scene, what, since=time.time())


def left_and_back(scene: Scene) -> None:
    for page in scene.pages:
        page.goto("/companies/")
    scene.rename("While away")
    since = time.time()
    kept = 0
    for page in scene.pages:
        page.go_back(wait_until="commit")  # from bfcache nothing loads
        watch(page, BODY, "While away")
        kept += bool(page.evaluate("window.wasKept"))
    what = f"saved while the page is left, come back to it ({kept} from bfcache)"
    went_stale(scene, what, since=since)


def network_cut(scene: Scene) -> None:
    scene.looking.set_offline(True)
    expect(scene, "While cut off")
    scene.rename("While cut off")
    scene.page.wait_for_timeout(CUT_SECONDS * 1000)
    untouched = all(page.evaluate("window.seen") == 0 for page in scene.pages)
    scene.looking.set_offline(False)
    what = f"network cut for {CUT_SECONDS} s (nothing seen before: {untouched}), from its return"
    went_stale(scene, what, since=time.time())


def trouble(house: House, browser: Browser, *, push: bool) -> None:
    scene = Scene(house, browser, push=push, screens=3)
    print(f"| With {'push' if push else 'polling'} | |", flush=True)
    for each in (tab_hidden, left_and_back, network_cut, postgresql_killed):
        each(scene)
    scene.looking.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["push", "trouble", "poll"])
    parser.add_argument("--times", type=int, default=TIMES, help="of each click, with push")
    asked = parser.parse_args()
    with house_and_browser() as (house, browser):
        print(f"| What | Times | p50 | p95 | worst | (load {os.getloadavg()[0]:.1f})")
        print("|---|---|---|---|---|", flush=True)
        for part in asked.parts:
            if part == "trouble":
                trouble(house, browser, push=True)
                trouble(house, browser, push=False)
            else:
                push = part == "push"
                measure(house, browser, push=push, rounds=asked.times if push else POLLED_TIMES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
