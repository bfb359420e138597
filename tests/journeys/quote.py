"""`python -m tests.journeys.quote`: a quote from the due list, accepted in part, becomes a job.

Sales looks where something is due, quotes it, sends the quote, records which lines the client
takes, and makes the job of those.
"""

import re

from playwright.sync_api import Browser, expect

from tests.journeys.walk import Walk, main
from tests.run.house import House


def quote(browser: Browser, house: House) -> None:
    walk = Walk(browser, house, "sales")
    page = walk.page
    rows = page.locator("#list tbody .primary a")
    walk.click("Visits to plan", page.get_by_role("link", name="Visits to plan"), rows.first)
    make = page.get_by_role("button", name="Make a quote")
    several = page.locator("#list tbody tr", has=page.locator("td:nth-child(4)", has_text="2"))
    walk.click("a branch with two instruments", several.first.locator(".primary a"), make)
    send = page.get_by_role("link", name="Send…")
    walk.click("Make a quote", make, send)
    button = page.get_by_role("button", name="Send", exact=True)
    walk.click("Send…", send, button)
    page.get_by_label("To").fill("buyer@client.example")
    accepted = page.get_by_role("link", name="Accepted…")
    walk.click("Send", button, accepted)
    record = page.get_by_role("button", name="Record")
    walk.click("Accepted…", accepted, record)
    first = page.get_by_role("checkbox").first
    walk.click("leave a line out", first, record)
    expect(first).not_to_be_checked()
    made = page.get_by_role("link", name="Create the job…")
    walk.click("Record", record, made)
    expect(page.locator(".record-title")).to_contain_text("Accepted in part")
    create = page.locator("dialog[open]").get_by_role("button", name="Create the job")
    walk.click("Create the job…", made, create)
    job = page.locator(".record-path .code", has_text=re.compile("JOB-"))
    walk.click("Create the job", create, job)
    print(f"\n{job.inner_text()} in {walk.clicks} clicks from the dashboard.")


if __name__ == "__main__":
    main(quote, __doc__)
