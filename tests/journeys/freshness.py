"""`python -m tests.journeys.freshness`: what keeping pages in the browser is worth, at full size.

Times from click to content, at once and after a moment over the link; 500 steps in which something
is written, and then read; paint, input and shifts of five pages on a slow processor; a fixed script
in `--minutes` of real clock.
"""

import argparse
import os
import random
import sys
from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.clicks import click_to_content
from tests.journeys.fixed_script import compare
from tests.journeys.pointing import point_and_click
from tests.journeys.reader import WHO, Ids, Reader, reader
from tests.journeys.vitals import vitals
from tests.live.latency import house_and_browser
from tests.run.house import House

SEED, STEPS = 90_002, 500
PARTS = ("clicks", "pointing", "writes", "vitals", "script")


def written_then_read(browser: Browser, house: House, ids: Ids, steps: int) -> None:
    anyhow = random.Random(SEED)
    pks = ids.of("companies", 20)
    missed = 0
    with reader(browser, house.port) as one:
        other = Reader(one.page.context.new_page())
        other.open("/")
        for step in range(steps):
            path = f"/companies/{anyhow.choice(pks)}/"
            one.open(anyhow.choice((path, "/companies/", path)))
            value = f"Step {step} of {steps}"
            one.write(path, value, anyhow.choice(("fetch", "form")))
            where = anyhow.choice((one, other))
            where.open(path)
            missed += value not in where.page.locator("main").inner_text()
    print(f"\nown writes missed in {steps} random steps: {missed} (0)", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, help=", ".join(PARTS))
    parser.add_argument("--scale", choices=("small", "full"), default="full")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--steps", type=int, default=STEPS)
    told = parser.parse_args()
    with house_and_browser(SCALE=told.scale) as (house, browser):
        print(f"SCALE={told.scale}, load {os.getloadavg()[0]:.1f}", flush=True)
        ids = Ids(house)
        parts: dict[str, Callable[[], None]] = {
            "clicks": lambda: click_to_content(browser, house, ids),
            "pointing": lambda: point_and_click(house, ids),
            "writes": lambda: written_then_read(browser, house, ids, told.steps),
            "vitals": lambda: vitals(browser, house, WHO, ids.of("companies", 1)[0]),
            "script": lambda: compare(browser, house, ids, told.minutes),
        }
        for part in told.parts:
            parts[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
