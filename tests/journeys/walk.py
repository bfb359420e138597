"""One person's way: each click, and how long the server took for what that asked."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.live.latency import house_and_browser
from tests.live.screens import window
from tests.run.house import House

# What pages ask by themselves while they are open.
ASIDE = ("/live/", "/drafts/", "/figures/", "/static/", "/sw.js")


class Walk:
    def __init__(self, browser: Browser, house: House, who: str) -> None:
        self.page: Page = window(browser, house, who).new_page()
        self.clicks = 0
        self.answers: list[Response] = []
        self.page.on("response", self._note)
        print(f"\n{who}\n| | Click | Server |\n|---|---|---|", flush=True)
        self._step("(opens the dashboard)", lambda: self.page.goto("/"))

    def _note(self, response: Response) -> None:
        if not any(aside in response.url for aside in ASIDE):
            self.answers.append(response)

    def click(self, told: str, there: Locator, then: Locator) -> None:
        """`then` is what the person waits for."""
        self.clicks += 1

        def act() -> None:
            there.click()
            expect(then).to_be_visible(timeout=60_000)

        self._step(f"{told}", act, self.clicks)

    def _step(self, told: str, act: Callable[[], Any], number: int | None = None) -> None:
        self.answers.clear()
        act()
        self.page.wait_for_load_state("load")
        expect(self.page.locator(".htmx-request")).to_have_count(0, timeout=60_000)
        print(f"| {number or ''} | {told} | {self._times()} |", flush=True)

    def _times(self) -> str:
        """The page first, then its fragments together: `41 ms, 5 fragments 63 ms`."""
        whole: list[float] = []
        parts: list[float] = []
        for answer in self.answers:
            timing: Any = answer.request.timing
            took = timing["responseStart"] - timing["requestStart"]
            (whole if answer.request.is_navigation_request() else parts).append(took)
        texts = [" + ".join(f"{took:.0f}" for took in whole) + " ms"] if whole else []
        if parts:
            texts.append(f"{len(parts)} fragments, the slowest {max(parts):.0f} ms")
        return ", ".join(texts)


def run(journey: Callable[[Browser, House], None], description: str | None) -> int:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--scale", choices=("small", "full"), default="full")
    scale = parser.parse_args().scale
    with house_and_browser(SCALE=scale) as (house, browser):
        print(f"SCALE={scale}, load {os.getloadavg()[0]:.1f}", flush=True)
        journey(browser, house)
    return 0


def main(journey: Callable[[Browser, House], None], description: str | None) -> None:
    sys.exit(run(journey, description))
