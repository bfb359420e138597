"""One list in a window: where it stands, what is painted, and how it is moved."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from realsync.lists.counts import MOST_PAGED
from tests.browser.settled import settled

PATIENCE_MS, REST_MS = 10_000, 250
# Points of the window, one in each row, between the sticky head and the end of the list, that no
# row with a record covers.
SCRIPT = """
window.blankRows = () => {
  const body = document.querySelector("#list tbody");
  const head = document.querySelector("#list thead th")?.getBoundingClientRect().bottom ?? 0;
  const { left, top, bottom } = body.getBoundingClientRect();
  const end = Math.min(innerHeight, bottom);
  let blank = 0;
  for (let y = Math.max(head, top, 0) + 12; y < end - 12; y += 24) {
    const there = document.elementsFromPoint(left + 60, y);
    const row = there.map((each) => each.closest("tr.row[data-id]")).find(Boolean);
    if (!row || row.hasAttribute("aria-busy")) blank += 1;
  }
  return blank;
};
window.painted = (since) => new Promise((resolve, reject) => {
  const look = (now) => {
    if (blankRows() === 0) resolve(performance.now() - since);
    else if (now - since > PATIENCE_MS) reject(new Error(`${blankRows()} rows stay blank`));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
});
window.drop = (fraction) => {
  const since = performance.now();
  scrollTo(0, fraction * (document.documentElement.scrollHeight - innerHeight));
  return painted(since);
};
window.countFrames = () => {
  const times = [];
  let last = 0, going = true;
  const frame = (now) => {
    if (last) times.push(now - last);
    last = now;
    if (going) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return { stop: () => { going = false; return times; } };
};
window.rowsThere = () => [...document.querySelectorAll("#list tr.row[data-id]")];
window.firstRow = () => {
  const head = document.querySelector("#list thead th")?.getBoundingClientRect().bottom ?? 0;
  const top = Math.max(head, 0) + 1;
  const row = rowsThere().find((each) => each.getBoundingClientRect().bottom > top);
  return { id: Number(row.dataset.id), index: Number(row.getAttribute("aria-rowindex")),
           top: Math.round(row.getBoundingClientRect().top) };
};
window.listen = () => {
  const heard = [];
  const places = document.querySelectorAll("[role=status], [aria-live]");
  for (const place of places)
    new MutationObserver(() => {
      const text = place.textContent.replace(/\\s+/g, " ").trim();
      if (text && heard.at(-1) !== text) heard.push(text);
    }).observe(place, { subtree: true, childList: true, characterData: true });
  return heard;
};
""".replace("PATIENCE_MS", str(PATIENCE_MS))


class Scroller:
    def __init__(self, page: Page, path: str) -> None:
        self.page, self.path = page, path

    def open(self) -> None:
        self.page.goto(self.path)
        self.wait()

    def wait(self) -> None:
        settled(self.page)
        self.page.evaluate("() => painted(performance.now())")

    @property
    def total(self) -> int:
        """Rows of the whole list, as assistive technology is told; its head counts as one."""
        count = self.page.locator("#list [aria-rowcount]").first.get_attribute("aria-rowcount")
        return int(count or 0) - 1

    @property
    def is_long(self) -> bool:
        return self.total > MOST_PAGED

    def drop(self, fraction: float) -> float:
        """The thumb, after a rest; milliseconds until all rows in the window are painted."""
        self.page.wait_for_timeout(REST_MS)
        return float(self.page.evaluate("(fraction) => drop(fraction)", fraction))

    def nodes(self) -> int:
        return self.page.locator("tr.row").count()

    def blank(self) -> int:
        return int(self.page.evaluate("() => blankRows()"))

    def first(self) -> tuple[int, int]:
        """The first row in the window, and its place in the list, from 0."""
        row: dict[str, Any] = self.page.evaluate("() => firstRow()")
        return row["id"], row["index"] - 2

    def walk(self, rows: int, step: int) -> int:
        """Down by steps of so many pixels, each until it is painted; the rows that were passed."""
        begun = self.first()[1]
        while not self.is_at_end() and self.first()[1] - begun < rows:
            self.step(step)
        return self.first()[1] - begun

    def seen(self, rows: int, step: int) -> Iterator[list[int]]:
        """The rows that are there, at each step of such a way."""
        begun = self.first()[1]
        yield self.ids()
        while not self.is_at_end() and self.first()[1] - begun < rows:
            self.step(step)
            yield self.ids()

    def step(self, pixels: int) -> None:
        self.page.evaluate(
            "(pixels) => { scrollBy(0, pixels); return painted(performance.now()); }", pixels
        )

    def is_at_end(self) -> bool:
        end = "scrollY + innerHeight >= document.documentElement.scrollHeight - 1"
        return bool(self.page.evaluate(f"() => {end}"))

    def ids(self) -> list[int]:
        return list(self.page.evaluate("() => rowsThere().map((row) => Number(row.dataset.id))"))

    def select(self, many: int) -> None:
        """Rows in the window, by their boxes."""
        first = self.first()[0]
        ids = self.ids()
        for pk in ids[ids.index(first) + 2 :][:many]:
            box = self.page.locator(f"tr.row[data-id='{pk}'] input[type=checkbox]").first
            box.evaluate("(box) => box.click()")

    def state(self) -> dict[str, Any]:
        row: dict[str, Any] = self.page.evaluate("() => firstRow()")
        picked: list[int] = self.page.evaluate(
            "() => rowsThere().filter((row) => row.querySelector('input:checked'))"
            ".map((row) => Number(row.dataset.id))"
        )
        return {"first": row["id"], "offset": row["top"], "selected": picked}

    def leave(self) -> None:
        """To the record of the third row in the window."""
        first = self.first()[0]
        ids = self.ids()
        pk = ids[ids.index(first) + 2]
        self.page.locator(f"tr.row[data-id='{pk}'] .primary a").first.click()
        self.page.wait_for_url(f"**/{pk}/**")
        self.page.wait_for_load_state("load")
