from playwright.sync_api import Page, expect


def settled(page: Page) -> None:
    """Whatever the page fetches by itself has come.

    Not "networkidle": what a page sends as it is left belongs to nobody afterwards, and the next
    page would wait for its end for ever.
    """
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request")).to_have_count(0, timeout=30_000)
