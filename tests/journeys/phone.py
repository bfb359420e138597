"""A client's telephone: 390 px, a processor slowed four times, 150 ms and 200 KB/s."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.live.screens import signed_in
from tests.run.house import House

SIZE: ViewportSize = {"width": 390, "height": 844}
SLOWED, LATENCY_MS, BYTES_A_SECOND = 4, 150, 200 * 1024
PATIENCE_MS = 60_000
FETCH = "async (link) => (await (await fetch(link.href)).arrayBuffer()).byteLength"


class Phone:
    def __init__(self, browser: Browser, house: House, who: str) -> None:
        base = f"http://127.0.0.1:{house.port}"
        context = browser.new_context(
            base_url=base, viewport=SIZE, has_touch=True, is_mobile=True, device_scale_factor=3
        )
        context.set_default_timeout(PATIENCE_MS)
        cookies = signed_in(house, who).items()
        context.add_cookies(
            [{"name": name, "value": value, "url": base} for name, value in cookies]
        )
        self.page: Page = context.new_page()
        self.taps, self.who = 0, who
        slow = context.new_cdp_session(self.page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        slow.send("Network.enable")
        line = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
        slow.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY_MS, **line},
        )

    def begin(self, told: str) -> None:
        self.taps = 0
        print(f"\n**{told}** ({self.who})\n\n| Tap | What | ms |\n|---|---|---|", flush=True)
        home = self.page.get_by_role("heading", level=1)
        self._step("(opens the portal)", lambda: self.page.goto("/portal/"), home.first)

    def tap(self, told: str, there: Locator, then: Locator) -> None:
        """`then` is what the person waits for."""
        self.taps += 1
        self._step(told, there.tap, then, self.taps)

    def place(self, name: str, then: Locator) -> None:
        """At the bottom, or in the menu behind the last of the tabs."""
        tab = self.page.locator("nav.nav > a", has_text=name)
        if not tab.count():
            more = self.page.locator("details.places > summary")
            inside = self.page.locator("details.places .menu-panel a", has_text=name)
            self.tap("More", more, inside)
            tab = inside
        self.tap(name, tab, then)

    def fill(self, told: str, there: Locator, text: str) -> None:
        self.taps += 1
        there.fill(text)
        print(f"| {self.taps} | {told} | |", flush=True)

    def loads(self, told: str, link: Locator) -> int:
        """A file, until all of it is there."""
        self.taps += 1
        begin = time.monotonic()
        size = self.fetched(link)
        print(f"| {self.taps} | {told}: {size:,} bytes | {ms(begin)} |", flush=True)
        return size

    def fetched(self, link: Locator) -> int:
        """The bytes of what it leads to, read by the page: Chromium slows no download."""
        return int(link.evaluate(FETCH))

    def _step(
        self, told: str, act: Callable[[], Any], then: Locator, number: int | None = None
    ) -> None:
        begin = time.monotonic()
        act()
        expect(then).to_be_visible(timeout=PATIENCE_MS)
        print(f"| {number or ''} | {told} | {ms(begin)} |", flush=True)


def ms(begin: float) -> int:
    return round((time.monotonic() - begin) * 1000)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times) + 0.5) - 1)]
