"""From a click to the content, painted, of somebody who points at a link before, or walks there."""

import os
import time
from collections.abc import Callable
from functools import partial

from tests.browser.tab import Tab, tab
from tests.journeys.clicks import CONDITIONS, WAYS, line, nth
from tests.journeys.reader import RECORDS, WHO, Ids
from tests.live.screens import signed_in
from tests.run.house import House

ROUNDS = 8
POINTED_SECONDS = (0.1, 0.2, 0.3)
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
  return painted - Number(localStorage.getItem("clicked") ?? Infinity);
})()"""
# The address that a list gives to a record's link when it is wanted.
NAMED = """(() => {
  const link = document.querySelector('%s');
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  return link.href;
})()"""
DRAWN = "performance.getEntriesByType('navigation')[0].activationStart > 0"


def point_and_click(house: House, ids: Ids) -> None:
    print(f"\nload {os.getloadavg()[0]:.1f}; drawn before the click, of {ROUNDS}, last column")
    print(
        "| Way | By | What the worker has | p50, ms | p95, ms |\n|---|---|---|---|---|", flush=True
    )
    known = {name: ids.of(name, 40) for name in RECORDS}
    with tab(f"http://127.0.0.1:{house.port}", signed_in(house, WHO)) as one:
        one.open("/")
        one.until(lambda: bool(one.evaluate("navigator.serviceWorker.controller !== null")))
        for way, (start, link) in WAYS.items():
            if link == "[data-next]":
                continue
            for by, act in {"pointer": _points, "keys": _walks}.items():
                for condition in CONDITIONS:
                    went = [
                        _went(
                            one, start.format(**nth(known, n)), link, condition, partial(act, n=n)
                        )
                        for n in range(ROUNDS)
                    ]
                    drawn = sum(was_drawn for _time, was_drawn in went)
                    times = [each for each, _drawn in went]
                    line(f"{way} | {by}", f"{condition}, drawn {drawn}", times)


def _went(
    one: Tab, start: str, link: str, condition: str, act: Callable[[Tab, str], None]
) -> tuple[float, bool]:
    one.leave()
    one.open(start)
    one.evaluate(f"localStorage.removeItem('clicked'); {TIMED}")
    one.until(lambda: bool(one.evaluate(f"document.querySelector('{link}') !== null")))
    url = one.evaluate(NAMED % link)
    one.evaluate(f"fetch('{url}').then((answer) => answer.text())")
    time.sleep(0.3)
    one.evaluate(MAKE % [url, condition])
    act(one, link)
    one.until(lambda: float(one.evaluate(PAINTED) or 0) > 0)
    return float(one.evaluate(PAINTED)), bool(one.evaluate(DRAWN))


def _points(one: Tab, link: str, n: int) -> None:
    one.point(link)
    time.sleep(POINTED_SECONDS[n % len(POINTED_SECONDS)])
    one.press()


def _walks(one: Tab, link: str, n: int) -> None:
    one.evaluate(f"document.querySelector('{link}').focus()")
    time.sleep(POINTED_SECONDS[n % len(POINTED_SECONDS)])
    one.enter()
