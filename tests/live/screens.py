"""Browsers of two people at one house: when one clicks, and when the other's screen shows it."""

import re
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

from tests.run.house import House

# The same clock in all windows of one browser. A window can be told that it is hidden.
SCRIPT = """
const clock = () => performance.timeOrigin + performance.now();
addEventListener("click", () => sessionStorage.setItem("clicked", clock()), true);
addEventListener("pageshow", (event) => (window.wasKept = event.persisted));
window.watch = (place, text, not = false) => {
  window.seen = 0;
  const look = () => {
    const words = document.querySelector(place)?.textContent.replace(/\\s+/g, " ") ?? "";
    if (window.seen || words.includes(text) === not) return;
    window.seen = -1;
    requestAnimationFrame(() => (window.seen = clock()));
  };
  window.watcher?.disconnect();
  window.watcher = new MutationObserver(look);
  window.watcher.observe(document, { subtree: true, childList: true, characterData: true });
  look();
};
window.hide = (hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};
"""
LIVE, BODY = "#live", ".record-body"


def window(browser: Browser, house: House, who: str, *, push: bool = True) -> BrowserContext:
    """Without push: every socket is refused, and the page polls."""
    base = f"http://127.0.0.1:{house.port}"
    context = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900})
    context.add_init_script(SCRIPT)
    context.set_default_timeout(90_000)
    context.add_cookies([
        {"name": name, "value": value, "url": base} for name, value in signed_in(house, who).items()
    ])  # fmt: skip
    if not push:
        context.route_web_socket(re.compile(".*"), lambda socket: socket.close())
    return context


def signed_in(house: House, who: str) -> dict[str, str]:
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{house.port}/accounts/login/"
    with browser.open(address) as answer:
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[0]
    fields = {"login": f"{who}@demo.example", "password": "realsync-demo"}
    fields["csrfmiddlewaretoken"] = token
    with browser.open(address, urllib.parse.urlencode(fields).encode()) as answer:
        assert "/login" not in answer.url, "refused at the door"
    return {cookie.name: cookie.value or "" for cookie in jar}


class Actor:
    """The one who clicks. `answered`: by path, when the first answer since the click began to
    come; what it says has been committed."""

    def __init__(self, context: BrowserContext, company: int) -> None:
        self.page, self.company = context.new_page(), company
        self.answered: dict[str, float] = {}
        # Not when it has finished: the page may be left before.
        self.page.on("response", lambda response: self._note(response.request))
        self.page.goto("/companies/")

    def _note(self, request: Request) -> None:
        if request.method == "POST":
            timing: Any = request.timing
            path = urllib.parse.urlsplit(request.url).path
            self.answered.setdefault(path, timing["startTime"] + timing["responseStart"])

    def clicked(self) -> float:
        """Kept in the tab, since the click leads to another page; that may be on its way."""
        while True:
            with suppress(Error):
                return float(self.page.evaluate("sessionStorage.getItem('clicked')"))
            self.page.wait_for_timeout(20)

    def answer(self, path: str) -> float | None:
        """None where nobody saw it: the page that had asked was gone before it came."""
        deadline = time.monotonic() + 1
        while path not in self.answered:
            if time.monotonic() > deadline:
                return None
            self.page.wait_for_timeout(20)
        return self.answered[path]

    def opens(self) -> str:
        """The path whose answer says that the others may know."""
        self.answered.clear()
        self.page.locator(f'main a[href^="/companies/{self.company}/"]').first.click()
        return f"/live/company/{self.company}/arrival/"

    def edits(self) -> str:
        self.answered.clear()
        self.page.locator("[data-edit]").first.click()
        return f"/live/company/{self.company}/arrival/"

    def saves(self, text: str) -> str:
        self.page.locator("#id_trading_name").fill(text)
        self.answered.clear()
        self.page.locator("[data-save-bar] button:not([name])").first.click()
        return f"/companies/{self.company}/edit/"

    def leaves(self) -> None:
        # Nothing of this round is on its way in the next.
        self.page.wait_for_load_state("networkidle")
        self.page.goto("/companies/")


def watch(page: Page, place: str, text: str, *, gone: bool = False) -> None:
    page.evaluate("([place, text, not]) => watch(place, text, not)", [place, text, gone])


def seen(page: Page, seconds: float = 90) -> float:
    """The moment of the frame that showed it. The page's policy lets nobody wait inside it; who
    asks often takes of the processors that they measure."""
    deadline = time.monotonic() + seconds
    while (moment := float(page.evaluate("window.seen"))) <= 0:
        assert time.monotonic() < deadline, f"stale after {seconds} s"
        page.wait_for_timeout(100)
    return moment
