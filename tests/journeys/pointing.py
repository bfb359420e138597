"""From a click to the content, painted, of somebody who points at a link before, or walks there."""

import itertools
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from websockets.exceptions import ConnectionClosed

from tests.browser.tab import Tab, tab
from tests.journeys.clicks import CONDITIONS, WAYS, line, nth
from tests.journeys.reader import RECORDS, SHOWN, WHO, WRITE, Ids
from tests.live.screens import signed_in
from tests.run.house import House

ROUNDS = 4
# A page is drawn a quarter of a second after one begins to point: a click before waits for it.
POINTED_SECONDS = {"0.1 s": (0.1,), "0.2 and 0.3 s": (0.2, 0.3)}
SWAPPED_SECONDS = 0.7  # who asks while one page takes the other's place may end Chromium
ROW = "[...document.querySelectorAll('tr.row .primary a')][%d].click()"
# Headers and body of an entry, as the worker keeps them.
MAKE = """(async ([url, wanted]) => {
  const [name] = (await caches.keys()).filter((each) => each.startsWith("pages:"));
  const cache = await caches.open(name);
  const entry = await cache.match(url);
  if (!entry || wanted === "missing") return void (await cache.delete(url));
  const [, epoch] = entry.headers.get("RealSync-Kept").split(" ");
  const headers = new Headers(entry.headers);
  headers.set("RealSync-Kept", `${Date.now() - (wanted === "stale" ? 3_600_000 : 0)} ${epoch}`);
  await cache.put(url, new Response(await entry.text(), { headers }));
})(%s)"""
TIMED = """for (const name of ["click", "keydown"]) addEventListener(name, () => {
  localStorage.setItem("clicked", performance.timeOrigin + performance.now());
}, true)"""
PAINTED = """(() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const painted = paint ? performance.timeOrigin + paint.startTime : 0;
  return (window.shownAt || painted) - Number(localStorage.getItem("clicked") ?? Infinity);
})()"""
BACK = """localStorage.setItem("clicked", performance.timeOrigin + performance.now());
history.back()"""
# The address that a list gives to a record's link when it is wanted.
NAMED = """(() => {
  const link = document.querySelector('%s');
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  return link.href;
})()"""
DRAWN = "performance.getEntriesByType('navigation')[0].activationStart > 0"


Hand = Callable[[Tab, str, float], None]
Following = Callable[[Tab, str, int], None]
T = TypeVar("T")


def point_and_click(house: House, ids: Ids) -> None:
    print(f"\nload {os.getloadavg()[0]:.1f}; drawn before the click, of {ROUNDS}, last column")
    print("| Way | By, pointing for | What the worker has | p50, ms | p95, ms |")
    print("|---|---|---|---|---|", flush=True)
    known = {name: ids.of(name, 40) for name in RECORDS}
    for way, (start, link) in WAYS.items():
        starts = [start.format(**nth(known, n)) for n in range(ROUNDS)]
        for by, told in itertools.product(HANDS, POINTED_SECONDS):
            hand = partial(_held, HANDS[by], POINTED_SECONDS[told])
            for condition in CONDITIONS:
                tried = _in_tabs(house, partial(_went, starts, link, condition, hand))
                _told(f"{way} | {by}, {told}", condition, [each for each in tried if each])
    for told, pauses in POINTED_SECONDS.items():
        written = _in_tabs(house, partial(_after_write, known, partial(_held, _points, pauses)))
        _told(f"own write → list | pointer, {told}", "dirty", written)
    both = _in_tabs(house, partial(_back_twice, known))
    line("Back twice | history", "as it was", [time for each in both for time in each])


def _held(hand: Hand, pauses: tuple[float, ...], one: Tab, link: str, n: int) -> None:
    hand(one, link, pauses[n % len(pauses)])


def _in_tabs(house: House, went: Callable[[Tab, int], T]) -> list[T]:
    """Of each round; without those in which Chromium itself ended. The next has a new one then."""
    found: list[T] = []
    rounds = iter(range(ROUNDS))
    n = next(rounds, None)
    while n is not None:
        address, cookies = f"http://127.0.0.1:{house.port}", signed_in(house, WHO)
        with suppress(ConnectionClosed), tab(address, cookies) as one:
            one.open("/")
            one.until(lambda: bool(one.evaluate("navigator.serviceWorker.controller !== null")))
            while n is not None:
                found.append(went(one, n))
                n = next(rounds, None)
        n = next(rounds, None)
    return found


def _told(way: str, condition: str, went: list[tuple[float, bool]]) -> None:
    drawn = sum(was_drawn for _time, was_drawn in went)
    line(way, f"{condition}, drawn {drawn}", [time for time, _drawn in went])


def _went(
    starts: list[str], link: str, condition: str, hand: Following, one: Tab, n: int
) -> tuple[float, bool] | None:
    """None where there is nothing of that kind to follow."""
    one.leave()
    one.open(starts[n])
    if link == "[data-next]":
        one.evaluate(ROW % n)
        one.until(lambda: _is_there(one, link))
    one.evaluate(f"dispatchEvent(new Event('scroll')); localStorage.removeItem('clicked'); {TIMED}")
    if not _is_there(one, link):
        return None
    url = one.evaluate(NAMED % link)
    one.evaluate(f"fetch('{url}').then((answer) => answer.text())")
    time.sleep(0.3)
    one.evaluate(MAKE % [url, condition])
    return _followed(one, link, hand, n)


def _is_there(one: Tab, link: str) -> bool:
    for _time in range(30):
        if one.evaluate(f"document.querySelector('{link}') !== null"):
            return True
        time.sleep(0.1)
    return False


def _followed(one: Tab, link: str, hand: Following, n: int) -> tuple[float, bool]:
    hand(one, link, n)
    time.sleep(SWAPPED_SECONDS)
    one.until(lambda: float(one.evaluate(PAINTED) or 0) > 0)
    return float(one.evaluate(PAINTED)), bool(one.evaluate(DRAWN))


def _after_write(
    known: dict[str, list[int]], hand: Following, one: Tab, n: int
) -> tuple[float, bool]:
    path = f"/companies/{known['companies'][n]}/"
    one.leave()
    one.open("/companies/")
    one.open(path)
    assert one.evaluate(f"({WRITE})(['{path}', 'Written {n}', 'fetch'])") == 200
    one.evaluate(f"localStorage.removeItem('clicked'); {TIMED}")
    return _followed(one, 'nav a[href="/companies/"]', hand, n)


def _back_twice(known: dict[str, list[int]], one: Tab, n: int) -> list[float]:
    paths = ("/companies/", f"/companies/{known['companies'][n]}/", "/equipment/")
    for path in paths:
        one.open(path)
        one.evaluate(SHOWN)
    times = []
    for _time in range(2):
        one.evaluate(BACK)
        one.until(lambda: float(one.evaluate(PAINTED) or 0) > 0)
        times.append(float(one.evaluate(PAINTED)))
        time.sleep(0.5)
    return times


def _points(one: Tab, link: str, seconds: float) -> None:
    one.point(link)
    time.sleep(seconds)
    one.press()


def _walks(one: Tab, link: str, seconds: float) -> None:
    one.walk(link)
    time.sleep(seconds)
    one.enter()


HANDS: dict[str, Hand] = {"pointer": _points, "keys": _walks}
