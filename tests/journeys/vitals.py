"""Largest paint, slowest input and shifts of five pages, with the processor slowed four times."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.settled import settled
from tests.journeys.phone import SLOWED
from tests.live.screens import window
from tests.run.house import House

PAGES = ("/", "/equipment/", "/companies/{company}/", "/jobs/", "/search/?q=multimeter")
TIMES = 3
LIMITS = {"LCP": 1000, "INP": 100, "CLS": 0.02}
WATCH = """
window.vitals = { LCP: 0, INP: 0, CLS: 0 };
const watch = (type, take, more) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({ type, buffered: true, ...more });
watch("largest-contentful-paint", ({ startTime }) => (vitals.LCP = startTime));
const input = ({ interactionId, duration }) => {
  if (interactionId) vitals.INP = Math.max(vitals.INP, duration);
};
watch("event", input, { durationThreshold: 16 });
watch("layout-shift", ({ hadRecentInput, value }) => (vitals.CLS += hadRecentInput ? 0 : value));
"""


def vitals(browser: Browser, house: House, who: str, company: int) -> None:
    told = ", ".join(f"{name} < {limit}" for name, limit in LIMITS.items())
    print(f"\nProcessor slowed {SLOWED} times, worst of {TIMES} ({told})\n", flush=True)
    print("| Page | | LCP, ms | INP, ms | CLS |\n|---|---|---|---|---|", flush=True)
    context = window(browser, house, who)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto("/")
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    for path in (each.format(company=company) for each in PAGES):
        for when in ("first", "again"):
            found = [measured(page, path) for _time in range(1 if when == "first" else TIMES)]
            worst = {name: max(each[name] for each in found) for name in LIMITS}
            figures = f"{worst['LCP']:.0f} | {worst['INP']:.0f} | {worst['CLS']:.3f}"
            print(f"| `{path}` | {when} | {figures} |", flush=True)
    context.close()


def measured(page: Page, path: str) -> dict[str, float]:
    """A menu is opened and closed, and a word typed where there is a search."""
    page.goto(path)
    settled(page)
    page.wait_for_timeout(1500)
    page.locator("summary.person").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("mul", delay=120)
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    found: dict[str, Any] = page.evaluate("() => vitals")
    return found
