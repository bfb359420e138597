"""`python -m tests.journeys.lists`: how long lists feel, at full size (`--scale small` for a look).

A house as `make run` starts it, and a Chromium. Each figure is a line with its limit: row nodes,
the thumb dropped anywhere, a fling, memory, drift, a scroll beside somebody who writes, Back, what
a screen reader is told, axe on every list.
"""

import argparse
import os
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error

from tests.browser.axe import LOOKS, violations
from tests.browser.settled import settled
from tests.journeys.phone import p95
from tests.journeys.scrolling import SCRIPT, Scroller
from tests.journeys.writing import Writer
from tests.live.latency import house_and_browser
from tests.live.screens import window
from tests.run.house import House

OFFICE, CLIENT = "management", "company_manager"
EQUIPMENT = "/equipment/"
LISTS = ((EQUIPMENT, OFFICE), ("/activity/", OFFICE), ("/certificates/", OFFICE),
         ("/portal/equipment/", CLIENT))  # fmt: skip
EVERY_LIST = (
    *((f"/{name}/", "admin") for name in (
        "companies", "branches", "services", "equipment", "quotes", "jobs", "certificates", "tasks",
        "activity", "standards", "incidents", "recalls", "visits", "users")),
    *((f"/portal/{name}/", CLIENT) for name in (
        "equipment", "certificates", "quotes", "jobs", "requests", "notices", "documents")),
)  # fmt: skip
AXE = "axe"
MOST_NODES = 100
PLACES = {"small": 15, "full": 100}
P95_MS, FIRST_MS = 150, 1200
FLING_SECONDS, FLING_SPEED, MOST_REQUESTS, LEAST_FRAMES, BLANK_AFTER_MS = 10, 20_000, 30, 50, 300
SCROLLED_ROWS, MOST_GROWTH_MB = 50_000, 10
WRITTEN, DRIFT_PLACES, MOST_DRIFT = 500, 20, 0.001
BESIDE_A_WRITER = 20_000
STEP_PX, LEAP_PX = 400, 16_000
RESTORED_MS = 500
SEED = 17025


Step = Callable[["Table", Scroller], None]


class Table:
    """Lines as they are measured; what misses its limit is counted."""

    def __init__(self) -> None:
        self.missed = 0
        print("\n| List | What | Measured | Limit | |\n|---|---|---|---|---|", flush=True)

    def line(self, path: str, what: str, measured: str, limit: str, *, ok: bool) -> None:
        self.missed += not ok
        word = "ok" if ok else "MISSED"
        print(f"| `{path}` | {what} | {measured} | {limit} | {word} |", flush=True)

    def at_most(self, path: str, what: str, value: float, limit: float, unit: str = "") -> None:
        self.line(path, what, f"{value:.4g}{unit}", f"≤ {limit:g}{unit}", ok=value <= limit)


def nodes(table: Table, scroller: Scroller) -> None:
    counts = []
    for fraction in (0, 0.5, 1):
        scroller.drop(fraction)
        counts.append(scroller.nodes())
    shown = ", ".join(map(str, counts))
    ok = max(counts) <= MOST_NODES
    table.line(scroller.path, "row nodes at top, middle, end", shown, f"≤ {MOST_NODES}", ok=ok)


def dropped(table: Table, scroller: Scroller, places: int) -> None:
    """The first time before the order has anchors; then anywhere."""
    first = scroller.drop(0.73)
    table.at_most(scroller.path, "first jump, to rows painted", first, FIRST_MS, " ms")
    anywhere = random.Random(SEED)
    times = sorted(scroller.drop(anywhere.random()) for _place in range(places))
    told = f"thumb dropped at {places} places, median {statistics.median(times):.0f} ms, p95"
    table.at_most(scroller.path, told, p95(times), P95_MS, " ms")


def flung(table: Table, scroller: Scroller, cdp: CDPSession) -> None:
    scroller.drop(0.1)
    asked: list[str] = []
    scroller.page.on("request", lambda request: asked.append(request.url))
    scroller.page.evaluate("() => { window.framesSeen = countFrames(); }")
    cdp.send("Input.synthesizeScrollGesture", {
        "x": 700, "y": 500, "yDistance": -FLING_SPEED * FLING_SECONDS, "speed": FLING_SPEED,
        "preventFling": True, "gestureSourceType": "mouse",
    })  # fmt: skip
    frames: list[float] = scroller.page.evaluate("() => window.framesSeen.stop()")
    scroller.page.wait_for_timeout(BLANK_AFTER_MS)
    blank = scroller.blank()
    rows = [url for url in asked if "/rows/" in url]
    path = scroller.path
    table.at_most(path, f"requests of a fling of {FLING_SECONDS} s", len(rows), MOST_REQUESTS)
    rate = 1000 / statistics.median(frames)
    limit = f"≥ {LEAST_FRAMES}"
    table.line(path, "frames a second, median", f"{rate:.0f}", limit, ok=rate >= LEAST_FRAMES)
    table.at_most(path, f"blank rows {BLANK_AFTER_MS} ms after it", blank, 0)


def remembered(table: Table, scroller: Scroller, cdp: CDPSession) -> None:
    """Heap in use after forced collections, before and after a way row by row and then by leaps."""
    scroller.drop(0)
    scroller.walk(rows=500, step=STEP_PX)
    before = heap(cdp)
    walked = scroller.walk(rows=SCROLLED_ROWS // 10, step=STEP_PX)
    walked += scroller.walk(rows=SCROLLED_ROWS - walked, step=LEAP_PX)
    growth = (heap(cdp) - before) / 2**20
    told = f"heap's growth over {walked:,} rows"
    table.at_most(scroller.path, told, growth, MOST_GROWTH_MB, " MB")


def heap(cdp: CDPSession) -> int:
    for _time in range(2):
        cdp.send("HeapProfiler.collectGarbage")
    return int(cdp.send("Runtime.getHeapUsage")["usedSize"])


def drifted(table: Table, scroller: Scroller, writer: Writer) -> None:
    """Where the page says that a row stands, and where it stands, after rows came and went."""
    scroller.drop(0.5)
    writer.insert(WRITTEN)
    writer.retire(WRITTEN)
    anywhere = random.Random(SEED)
    worst = 0.0
    for _place in range(DRIFT_PLACES):
        scroller.drop(anywhere.random())
        pk, place = scroller.first()
        worst = max(worst, abs(writer.place_of(pk) - place) / scroller.total)
    told = f"drift after {WRITTEN} inserts and {WRITTEN} deletes, worst of {DRIFT_PLACES} places"
    ok = worst < MOST_DRIFT
    table.line(scroller.path, told, f"{worst:.4%}", f"< {MOST_DRIFT:.1%}", ok=ok)


def beside_a_writer(table: Table, scroller: Scroller, writer: Writer) -> None:
    """Rows that nobody touched are seen once, in their order, to the last."""
    scroller.open()
    before = writer.order()
    with writer.busy():
        steps = list(scroller.seen(rows=BESIDE_A_WRITER, step=STEP_PX))
    untouched = [pk for pk in before if pk not in writer.touched]
    missing, repeated = faults(steps, untouched)
    told = f"of {len({pk for step in steps for pk in step}):,} rows beside {writer.writes} writes"
    table.at_most(scroller.path, f"missing {told}", missing, 0)
    table.at_most(scroller.path, f"repeated {told}", repeated, 0)


def faults(steps: list[list[int]], untouched: list[int]) -> tuple[int, int]:
    """Of a way down: a row that comes again after it has gone, or twice at once, is repeated."""
    last_seen: dict[int, int] = {}
    repeated, known = 0, set(untouched)
    for number, step in enumerate([pk for pk in step if pk in known] for step in steps):
        repeated += len(step) - len(set(step))
        repeated += sum(last_seen.get(pk, number) < number - 1 for pk in set(step))
        last_seen |= dict.fromkeys(step, number)
    places = [place for place, pk in enumerate(untouched) if pk in last_seen]
    passed = untouched[: places[-1] + 1] if places else []
    return sum(pk not in last_seen for pk in passed), repeated


def came_back(table: Table, scroller: Scroller) -> None:
    """A record is opened from somewhere in the middle, and left by Back."""
    scroller.open()
    scroller.drop(0.37)
    scroller.select(2)
    before = scroller.state()
    scroller.leave()
    # A page that the browser kept whole loads nothing: Playwright would wait for it for ever.
    scroller.page.go_back(wait_until="commit")
    scroller.page.wait_for_timeout(RESTORED_MS)
    after = scroller.state()
    table.line(scroller.path, "Back: first row, its offset, selection", str(after), str(before),
               ok=after == before)  # fmt: skip


def told(table: Table, scroller: Scroller, cdp: CDPSession) -> None:
    """What a screen reader is told of one scroll."""
    page = scroller.page
    scroller.open()
    page.evaluate("() => { window.heard = listen(); }")
    print(f"\nA screen reader on `{scroller.path}`:\n", flush=True)
    print("\n".join(f"    {line}" for line in accessible(cdp)))
    page.keyboard.press("PageDown")
    scroller.wait()
    scroller.drop(0.5)
    page.wait_for_timeout(1500)
    print("\n    (Page Down, then the thumb to the middle)\n")
    said: list[str] = page.evaluate("() => window.heard")
    print("\n".join(f"    says: {text}" for text in said))
    print("\n".join(f"    {line}" for line in accessible(cdp)), flush=True)


def accessible(cdp: CDPSession, most: int = 8) -> Iterator[str]:
    """The table and its first rows, from the accessibility tree."""
    tree: list[dict[str, Any]] = cdp.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in tree}
    rows = 0
    for node in tree:
        role = node.get("role", {}).get("value")
        if role == "table":
            yield f"table {node['name']['value']!r}{properties(node)}"
        if role == "row" and rows < most:
            rows += 1
            cells = (by_id[child] for child in node.get("childIds", ()) if child in by_id)
            words = " | ".join(cell.get("name", {}).get("value", "") for cell in cells)
            yield f"row{properties(node)}: {words}"


def properties(node: dict[str, Any]) -> str:
    kept = ("rowcount", "rowindex", "selected", "multiselectable", "busy")
    found = [
        f"{each['name']} {each['value'].get('value')}"
        for each in node.get("properties", ())
        if each["name"] in kept
    ]
    return f" ({', '.join(found)})" if found else ""


def examined(table: Table, browser: Browser, house: House) -> None:
    """axe on every list, in both themes."""
    contexts = {who: window(browser, house, who) for who in {who for _path, who in EVERY_LIST}}
    for path, who in EVERY_LIST:
        page = contexts[who].new_page()
        page.goto(path)
        settled(page)
        found = []
        for theme, width in LOOKS:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 900})
            found += violations(page)
        table.line(path, "axe, light and dark", "; ".join(found) or "0 faults", "0", ok=not found)
        page.close()


def journey(browser: Browser, house: House, places: int, wanted: list[str]) -> int:
    """`wanted`: names of steps, none for all; "axe" looks at every list."""
    table = Table()
    for path, who in LISTS if wanted != [AXE] else ():
        context = window(browser, house, who)
        context.add_init_script(SCRIPT)
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        for domain in ("HeapProfiler", "Accessibility"):
            cdp.send(f"{domain}.enable")
        scroller = Scroller(page, path)
        scroller.open()
        if not scroller.is_long:
            table.at_most(path, "row nodes (numbered pages)", scroller.nodes(), MOST_NODES)
        else:
            steps: list[Step] = [partial(dropped, places=places), nodes, partial(flung, cdp=cdp)]
            if path == EQUIPMENT:
                writer = Writer(house)
                steps += [partial(remembered, cdp=cdp), partial(drifted, writer=writer),
                          partial(beside_a_writer, writer=writer), came_back,
                          partial(told, cdp=cdp)]  # fmt: skip
            for step in steps:
                if not wanted or name_of(step) in wanted:
                    taken(table, scroller, step)
        context.close()
    if not wanted or AXE in wanted:
        examined(table, browser, house)
    print(f"\n{table.missed} missed")
    return table.missed


def taken(table: Table, scroller: Scroller, step: Step) -> None:
    """What cannot be measured is missed, and the others are measured all the same."""
    try:
        step(table, scroller)
    except Error as error:
        table.line(
            scroller.path, name_of(step), error.message.splitlines()[0], "measured", ok=False
        )
        scroller.open()


def name_of(step: Step) -> str:
    return str(getattr(step, "func", step).__name__)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", help="dropped nodes flung remembered … axe; or all")
    parser.add_argument("--scale", choices=PLACES, default="full")
    asked = parser.parse_args()
    with house_and_browser(SCALE=asked.scale) as (house, browser):
        print(f"SCALE={asked.scale}, load {os.getloadavg()[0]:.1f}", flush=True)
        return journey(browser, house, PLACES[asked.scale], asked.steps)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
