"""Pages in a real Chromium; any error in its console, a CSP refusal for one, fails the test."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

from realsync.accounts.models import User
from tests.browser.chromium import FLAGS, installed
from tests.browser.server import Server
from tests.world import World

PHONE_BELOW_PX = 500
# What waits until somebody looks around (static/js/near.js) is fetched at once, as before printing.
LOOKS_AROUND = "addEventListener('load', () => dispatchEvent(new Event('beforeprint')))"
EXPECTED = ("WebSocket conn", "Service Worker registration blocked")
CUT = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed()
    if path is None:
        pytest.fail("No Chromium found. Type: sudo apt-get install chromium")
    # Playwright keeps an event loop in this thread, and Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        # Django keeps the connections made beside a running loop apart from the others.
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium: Browser, live_address: str) -> Iterator[OpenPage]:
    """`open_page("/equipment/", person, width=390, scheme="dark")`, signed in where named.

    `is_cut`: the test cuts the network of this page, of which Chromium complains. `worker`: pages
    are kept by the service worker, whose requests no test can hold up at the browser's end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The server of these tests has no streams; pages poll then, and Chromium says so.
        expected = "status of 4" in message.text or message.text.startswith(EXPECTED)
        if message.type in {"error", "warning"} and not expected:
            complaints.append(message.text)

    def note_uncut(message: ConsoleMessage) -> None:
        if not message.text.endswith(CUT):
            note(message)

    def note_missing(response: Response) -> None:
        if "/static/" in response.url and response.status >= 400:
            complaints.append(f"{response.status} {response.url}")

    def open_it(
        path: str,
        person: User | None = None,
        *,
        width: int = 1440,
        scheme: str = "light",
        scripts: bool = True,
        is_cut: bool = False,
        looks_around: bool = True,
        worker: bool = False,
    ) -> Page:
        phone = width < PHONE_BELOW_PX
        context = chromium.new_context(
            base_url=live_address,
            viewport={"width": width, "height": 844 if phone else 900},
            color_scheme="dark" if scheme == "dark" else "light",
            is_mobile=phone,
            java_script_enabled=scripts,
            has_touch=phone,
            service_workers="allow" if worker else "block",
        )
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(person, live_address)])  # type: ignore[list-item]
        if looks_around:
            context.add_init_script(LOOKS_AROUND)
        page = context.new_page()
        page.on("console", note_uncut if is_cut else note)
        page.on("response", note_missing)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def session_cookie(person: User, address: str) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


@pytest.fixture
def path(world: World) -> str:
    return f"/companies/{world.aster.pk}/"
