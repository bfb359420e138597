from collections.abc import Callable

from playwright.sync_api import Page, Route, expect


def settled(page: Page) -> None:
    """Whatever the page fetches by itself has come.

    Not "networkidle": what a page sends as it is left belongs to nobody afterwards, and the next
    page would wait for its end for ever.
    """
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request")).to_have_count(0, timeout=30_000)


def intercept(
    page: Page, pattern: str, handler: Callable[[Route], object], *, times: int = 0
) -> None:
    """`page.route`, once the page's requests really pass it.

    A page that is open already switches to interception a moment after Chromium has been told, and
    on a busy machine the next key was faster: its request went past the handler.
    """
    page.route(pattern, handler, times=times or None)
    page.route("**/intercepted/", lambda route: route.fulfill(status=204))
    while page.evaluate("fetch('/intercepted/').then((answer) => answer.status)") != 204:
        page.wait_for_timeout(20)
