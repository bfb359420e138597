"""180 navigations over 60 addresses with 10 writes in real clock, with the worker and without."""

import os
import random
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.door import Door
from tests.journeys.reader import Ids, Reader, reader
from tests.run.house import House

SEED = 90_001
TWICE, FIVE_TIMES, WRITES = 40, 20, 10
KNOWN = ("fresh", "stale", "dirty", "missing")
CONDITION = """async (url) => {
  const shelf = await shelfNow();
  const entry = await find(shelf, url);
  return entry ? conditionOf(shelf.state, entry.facts) : "missing";
}"""
COUNTS = "async () => (await shelfNow()).state.counts"


def visits(addresses: list[str]) -> list[str]:
    """The same ones in the same order each time; lists are what one comes back to."""
    often = addresses[:FIVE_TIMES]
    order = often * 5 + addresses[FIVE_TIMES : FIVE_TIMES + TWICE] * 2
    random.Random(SEED).shuffle(order)
    return order


def web_seconds(house: House) -> float:
    """CPU of this house's web processes so far."""
    ticks = 0
    for pid, line in house.processes().items():
        if "gunicorn" in line:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, stat[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def fixed_script(one: Reader, order: list[str], written: list[int], minutes: float) -> Counter[str]:
    """What the worker had of first visits, and of pages that were seen before."""
    begin, seen, found = time.monotonic(), set(), Counter[str]()
    has_worker = bool(one.page.context.service_workers)
    for number, path in enumerate(order):
        due = begin + number * minutes * 60 / len(order)
        one.page.wait_for_timeout(max(0, due - time.monotonic()) * 1000)
        if has_worker:
            condition = one.worker(CONDITION, one.url(path))
            found[("again " if path in seen else "first ") + condition] += 1
        one.open(path)
        seen.add(path)
        if number % (len(order) // WRITES) == 9:
            one.write(f"/companies/{written[number % len(written)]}/", f"Trading {number}")
    return found


def compare(browser: Browser, house: House, ids: Ids, minutes: float) -> None:
    order, written = visits(ids.addresses()), ids.of("companies", 5)
    asked = f"{len(order)} navigations over {len(set(order))} addresses, {WRITES} writes"
    print(f"\n{asked}, {minutes:g} min\n")
    print("| | Requests | MB | CPU of the web, s |\n|---|---|---|---|", flush=True)
    found = Counter[str]()
    counts: dict[str, int] = {}
    for worker in (True, False):
        door = Door(house.port)
        with reader(browser, door.port, worker=worker) as one:
            before = web_seconds(house)
            found += fixed_script(one, order, written, minutes)
            cpu = web_seconds(house) - before
            counts = one.worker(COUNTS) if worker else counts
        name = "with the worker" if worker else "without"
        print(f"| {name} | {door.requests} | {door.bytes / 2**20:.2f} | {cpu:.1f} |", flush=True)
    again = {name: found[f"again {name}"] for name in KNOWN}
    hits, revisits = again["fresh"] + again["stale"], sum(again.values())
    print(f"\nseen before: {again}; hits of {revisits}: {hits / revisits:.1%} (> 80 %)")
    print(f"navigations and fragments since they were last told: {counts}", flush=True)
