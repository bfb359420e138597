"""From a click to the content, painted, by what the worker has of it."""

import statistics
import time
from contextlib import suppress

from playwright.sync_api import Browser, Error, TimeoutError

from tests.browser.settled import settled
from tests.journeys.phone import p95
from tests.journeys.reader import RECORDS, Ids, Reader, reader
from tests.run.house import House

ROUNDS = 12
CONDITIONS = ("fresh", "stale", "missing")
MAKE = """async ([url, wanted]) => {
  const shelf = await shelfNow();
  const entry = await find(shelf, url);
  if (!entry) return false;
  if (wanted === "missing") {
    for (const each of [url, url.replace(/[?&]at=\\d+$/, "")]) await forget(shelf, each);
    return true;
  }
  const at = Date.now() - (wanted === "stale" ? 3_600_000 : 0);
  const text = await entry.answer.text();
  return keep(shelf, url, text, entry.answer.headers, { at, epoch: shelf.state.epoch });
}"""
PAINTED = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const painted = paint ? performance.timeOrigin + paint.startTime : 0;
  return [window.wasKept ? (window.shownAt ?? 0) : painted, sessionStorage.getItem("clicked")];
}"""
CLICK = """(link) => {
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  sessionStorage.setItem("clicked", performance.timeOrigin + performance.now());
  link.click();
}"""
NOW = "sessionStorage.setItem('clicked', performance.timeOrigin + performance.now())"
NAMED = """(link) => {
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  return link.href.split("#")[0];
}"""
WAYS = {
    "list → record": ("/equipment/", "tr.row .primary a"),
    "record → list": ("/equipment/{equipment}/", "[data-back]"),
    "record → next": ("/equipment/?sort=-next_due_on", "[data-next]"),
    "company → branch": ("/companies/{companies}/", "#branches tr.row .primary a"),
    "branch → equipment": ("/branches/{branches}/", "#equipment tr.row .primary a"),
    "dashboard → list": ("/", 'nav a[href="/equipment/"]'),
    "search → record": ("/search/?q=multimeter", "main .lines a"),
}


def click_to_content(browser: Browser, house: House, ids: Ids) -> None:
    print("\n| Way | What the worker has | p50, ms | p95, ms |\n|---|---|---|---|", flush=True)
    known = {name: ids.of(name, 40) for name in RECORDS}
    with reader(browser, house.port) as one:
        for way, (start, link) in WAYS.items():
            for condition in CONDITIONS:
                starts = [start.format(**nth(known, n)) for n in range(ROUNDS)]
                times = [clicked(one, at, link, condition, n) for n, at in enumerate(starts)]
                line(way, condition, [each for each in times if each is not None])
        line("Back twice", "as it comes", [back_twice(one, known, n) for n in range(ROUNDS)])
        line("another tab and back", "shown", [tab_switch(one) for _round in range(ROUNDS)])
        line(
            "a list after an own write",
            "dirty",
            [after_write(one, known, n) for n in range(ROUNDS)],
        )


def line(way: str, condition: str, times: list[float]) -> None:
    figures = f"{statistics.median(times):.0f} | {p95(times):.0f}" if times else "none | "
    print(f"| {way} | {condition} | {figures} |", flush=True)


def nth(known: dict[str, list[int]], n: int) -> dict[str, int]:
    return {name: pks[n % len(pks)] for name, pks in known.items()}


def clicked(one: Reader, start: str, link: str, condition: str, n: int) -> float | None:
    """None where there is nothing of that kind to click."""
    page = one.page
    one.open(start)
    if link == "[data-next]":
        page.locator("tr.row .primary a").nth(n).evaluate(CLICK)
        painted(one)
        settled(page)
    page.evaluate("dispatchEvent(new Event('scroll'))")
    there = page.locator(link)
    try:
        there.first.wait_for(timeout=5000)
    except TimeoutError:
        return None
    there = there.nth(n % min(there.count(), 10))
    url = there.evaluate(NAMED)
    page.evaluate("url => fetch(url).then((answer) => answer.text())", url)
    page.wait_for_timeout(200)
    if not one.worker(MAKE, [url, condition]):
        return None
    there.evaluate(CLICK)
    return painted(one)


def painted(one: Reader) -> float:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with suppress(Error):  # the page before is just going
            moment, since = map(float, one.page.evaluate(PAINTED))
            if moment > since:
                return moment - since
        one.page.wait_for_timeout(20)
    raise AssertionError("never painted")


def back_twice(one: Reader, known: dict[str, list[int]], n: int) -> float:
    for path in ("/companies/", f"/companies/{known['companies'][n]}/", "/equipment/"):
        one.open(path)
    one.page.go_back(wait_until="commit")
    one.page.wait_for_timeout(500)
    one.page.evaluate(NOW)
    one.page.go_back(wait_until="commit")
    return painted(one)


def tab_switch(one: Reader) -> float:
    script = """() => new Promise((done) => {
      hide(true);
      const begin = performance.now();
      hide(false);
      requestAnimationFrame(() => done(performance.now() - begin));
    })"""
    return float(one.page.evaluate(script))


def after_write(one: Reader, known: dict[str, list[int]], n: int) -> float:
    path = f"/companies/{known['companies'][n]}/"
    one.open("/companies/")
    one.open(path)
    one.write(path, f"Written {n}")
    one.page.locator('nav a[href="/companies/"]').first.evaluate(CLICK)
    return painted(one)
