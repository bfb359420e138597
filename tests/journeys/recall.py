"""`python -m tests.journeys.recall`: a recall is booked, from the dashboard in at most six clicks.

The scheduler sees where something is due, opens the most urgent branch, makes a job of what is
ticked there, and says who goes and when.
"""

import re

from playwright.sync_api import Browser

from tests.journeys.walk import Walk, main
from tests.run.house import House

MOST_CLICKS = 6


def recall(browser: Browser, house: House) -> None:
    walk = Walk(browser, house, "scheduler")
    page = walk.page
    rows = page.locator("#list tbody .primary a")
    walk.click("Visits to plan", page.get_by_role("link", name="Visits to plan"), rows.first)
    make = page.get_by_role("button", name="Make a job")
    walk.click("the most urgent branch", rows.first, make)
    schedule = page.get_by_role("link", name="Assign and schedule")
    walk.click("Make a job", make, schedule)
    dialog = page.locator("dialog[open]")
    walk.click("Assign and schedule", schedule, dialog.get_by_label("Technician"))
    dialog.get_by_label("Technician").select_option(index=1)
    dialog.get_by_label("Start").fill("2031-03-05T08:00")
    dialog.get_by_label("End").fill("2031-03-05T12:00")
    booked = page.locator(".record-title", has_text=re.compile("Scheduled"))
    walk.click("book it", dialog.get_by_role("button", name="Assign and schedule"), booked)
    number = page.locator(".record-path .code").inner_text()
    print(f"\n{number} is booked in {walk.clicks} clicks (at most {MOST_CLICKS}).")
    assert walk.clicks <= MOST_CLICKS


if __name__ == "__main__":
    main(recall, __doc__)
