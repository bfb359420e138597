"""A tab of a Chromium that draws pages before the click.

Playwright holds on to pages, and a page that was drawn takes another one's place: Chromium draws
none where it is watched so. This driver holds on to the tab.
"""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.browser.chromium import FLAGS, installed

PATIENCE_SECONDS = 20
SHIFT = 8
SIZE = "--window-size=1440,900"
SETTLED = "document.readyState === 'complete' && !document.querySelector('.htmx-request')"


class Tab:
    """One person's tab, at one address."""

    def __init__(self, socket: Any, address: str) -> None:
        self.address = address
        self._socket = socket
        self._numbers = itertools.count(1)
        # Sessions with the page that is shown, and with those that are drawn, which come after it.
        self._pages: list[str] = []
        follow = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True}
        self._send("Target.setAutoAttach", follow, session=None)
        self.until(lambda: bool(self._pages))

    @property
    def has_drawn(self) -> bool:
        """Nothing is asked of a page that is only drawn: Chromium does not outlive it."""
        self._send("Target.getTargets", {}, session=None)  # what happens to pages is told before
        return len(self._pages) > 1

    def send(self, method: str, **given: Any) -> Any:
        return self._send(method, given, session=self._shown())

    def evaluate(self, script: str) -> Any:
        given = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", **given)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, path: str) -> None:
        self.send("Page.navigate", url=self.address + path)
        self.is_at(path)

    def is_at(self, path: str) -> None:
        """This page, or one whose address goes on so, is shown, and has what it asked for."""
        here = f"(location.pathname + location.search).startsWith({json.dumps(path)})"
        self.until(lambda: bool(self.evaluate(f"{here} && {SETTLED}")))

    def point(self, selector: str) -> None:
        """The pointer moves over it."""
        self._at = self._middle(selector)
        for nearer in (-2, 0):
            self._mouse("mouseMoved", nearer)

    def press(self, held_seconds: float = 0.05) -> None:
        button = {"button": "left", "clickCount": 1}
        self._mouse("mousePressed", 0, **button)
        time.sleep(held_seconds)
        with suppress(Gone):  # the page that was asked
            self._mouse("mouseReleased", 0, **button)

    def enter(self) -> None:
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        self.send("Input.dispatchKeyEvent", type="keyDown", text="\r", **key)
        with suppress(Gone):  # the page that was asked
            self.send("Input.dispatchKeyEvent", type="keyUp", **key)

    def walk(self, selector: str) -> None:
        """By the Tab key, from what stands before it."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
        for modifiers in (SHIFT, 0):
            for kind in ("rawKeyDown", "keyUp"):
                self.send("Input.dispatchKeyEvent", type=kind, modifiers=modifiers, **key)

    def leave(self) -> None:
        self._at = [1, 1]
        self._mouse("mouseMoved", 0)

    def until(self, found: Any) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with suppress(Gone):  # one page takes the other's place
                if found():
                    return
            self._listen(0.02)
        raise AssertionError("it never came")

    def _middle(self, selector: str) -> Any:
        found = f"document.querySelector({json.dumps(selector)})"
        script = f"""(() => {{
          {found}.scrollIntoView({{ block: "center" }});
          const {{ x, y, width, height }} = {found}.getClientRects()[0];
          return [x + Math.min(width, 40) / 2, y + height / 2];
        }})()"""
        return self.evaluate(script)

    def _mouse(self, kind: str, nearer: int, **more: Any) -> None:
        x, y = self._at
        self.send("Input.dispatchMouseEvent", type=kind, x=x + nearer, y=y, **more)

    def _shown(self) -> str:
        if not self._pages:
            raise Gone
        return self._pages[0]

    def _send(self, method: str, given: dict[str, Any], *, session: str | None) -> Any:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": given}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            said = self._listen(PATIENCE_SECONDS)
            if said.get("id") == number:
                if "error" in said:
                    raise Gone(said["error"])
                return said["result"]
            if session and session not in self._pages:
                raise Gone
        raise AssertionError(f"no answer to {method}")

    def _listen(self, seconds: float) -> dict[str, Any]:
        try:
            said: dict[str, Any] = json.loads(self._socket.recv(timeout=seconds))
        except TimeoutError:
            return {}
        self._note(said.get("method"), said.get("params", {}))
        return said

    def _note(self, method: str | None, told: dict[str, Any]) -> None:
        if method == "Target.attachedToTarget" and told["targetInfo"]["type"] == "page":
            self._pages.append(told["sessionId"])
        elif method == "Target.detachedFromTarget" and told["sessionId"] in self._pages:
            self._pages.remove(told["sessionId"])


class Gone(Exception):
    """The page that was asked is no longer shown."""


@contextmanager
def tab(address: str, cookies: dict[str, str], *flags: str) -> Iterator[Tab]:
    """A Chromium of its own with one tab, in which these cookies are set."""
    folder = Path(tempfile.mkdtemp(prefix="realsync-tab-"))
    told = folder / "DevToolsActivePort"
    command = [installed() or "", *FLAGS, SIZE, *flags, f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with connect(_tabs_socket(told), max_size=None) as socket:
            found = Tab(socket, address)
            for name, value in cookies.items():
                found.send("Network.setCookie", name=name, value=value, url=address)
            yield found
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _tabs_socket(told: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, StopIteration, IndexError):  # the file is there before its lines
            port = told.read_text().splitlines()[0]
            url = f"http://127.0.0.1:{port}/json/list?for_tab"
            with urllib.request.urlopen(url, timeout=5) as answer:
                tabs = json.load(answer)
            return str(next(each for each in tabs if each["type"] == "tab")["webSocketDebuggerUrl"])
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")
