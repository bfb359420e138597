"""`python -m tests.journeys.review`: fifty certificates are approved by keyboard.

Management opens the queue from its menu and presses A, fifty times. What counts is what the house
makes them wait: from each key to the frame that shows the next certificate. One that is their own,
which others approve, is passed by with J.
"""

import statistics
from time import perf_counter

from playwright.sync_api import Browser, expect

from tests.journeys.walk import Walk, main
from tests.run.house import House

APPROVED = 50
LIMIT_SECONDS = 60
MOST_ROWS = 100
# The frame after the one in which another certificate stands in the panel.
SHOWN = """([panel, before]) => new Promise((resolve) => {
    const look = () => panel.dataset.shown !== before && !panel.hasAttribute('aria-busy')
        ? requestAnimationFrame(() => resolve()) : requestAnimationFrame(look);
    look();
})"""


def review(browser: Browser, house: House) -> None:
    walk = Walk(browser, house, "management")
    page = walk.page
    first = page.locator(".queue-item [aria-current]")
    walk.click("Review queue", page.get_by_role("link", name="Review queue").first, first)
    panel = page.locator("#panel").element_handle()
    waits: list[float] = []
    rows, approved = 0, 0
    while approved < APPROVED:
        before = page.evaluate("panel => panel.dataset.shown", panel)
        is_ours = page.locator("[data-decision=approve]").count() == 1
        begun = perf_counter()
        page.keyboard.press("a" if is_ours else "j")
        page.evaluate(SHOWN, [panel, before])
        waits.append(perf_counter() - begun)
        approved += is_ours
        rows = max(rows, page.locator(".queue-item").count())
    total = sum(waits)
    print(
        f"\n{approved} approved with {len(waits)} keys: {total:.1f} s in all (limit"
        f" {LIMIT_SECONDS} s), median {statistics.median(waits) * 1000:.0f} ms, longest"
        f" {max(waits) * 1000:.0f} ms; rows in the page at most {rows}."
    )
    expect(page.locator("#status")).to_contain_text("is issued")
    assert total <= LIMIT_SECONDS
    assert rows <= MOST_ROWS


if __name__ == "__main__":
    main(review, __doc__)
