"""One person's browser, what its worker has, and addresses to open in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import psycopg
from playwright.sync_api import Browser, Page

from tests.browser.settled import settled
from tests.live.screens import window
from tests.run.house import House

WHO = "admin"
LISTS = ("/", "/companies/", "/branches/", "/equipment/", "/services/", "/quotes/", "/jobs/",
         "/certificates/", "/tasks/", "/activity/")  # fmt: skip
RECORDS = {"companies": 14, "branches": 8, "equipment": 16, "jobs": 6, "certificates": 6}
WRITE = """async ([path, value, by]) => {
  const address = `${path}field/trading_name/`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.adoptNode(page.querySelector("form"));
  form.elements.trading_name.value = value;
  if (by === "form") {
    for (const name of form.getAttributeNames()) if (/^hx-/.test(name)) form.removeAttribute(name);
    Object.assign(form, { method: "post", action: address });
    document.body.append(form);
    return void setTimeout(() => form.submit());
  }
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const headers = { "X-CSRFToken": token, "HX-Request": "true" };
  const body = new URLSearchParams(new FormData(form));
  const sent = await fetch(address, { method: "POST", headers, body });
  return sent.status;
}"""


SHOWN = """addEventListener("pageshow", ({ persisted }) => {
  const now = () => performance.timeOrigin + performance.now();
  requestAnimationFrame(() => (window.shownAt = persisted ? now() : 0));
});"""


@dataclass
class Reader:
    """One person's browser, and what its worker has."""

    page: Page

    def worker(self, asked: str, given: object = None) -> Any:
        (worker,) = self.page.context.service_workers
        return worker.evaluate(asked, given)

    def url(self, path: str) -> str:
        return str(self.page.evaluate("path => new URL(path, location).href", path))

    def open(self, path: str) -> None:
        self.page.goto(path)
        settled(self.page)

    def write(self, path: str, value: str, by: str = "fetch") -> None:
        if by == "form":
            with self.page.expect_navigation():
                self.page.evaluate(WRITE, [path, value, by])
        else:
            assert self.page.evaluate(WRITE, [path, value, by]) == 200


@contextmanager
def reader(browser: Browser, port: int, *, worker: bool = True) -> Iterator[Reader]:
    house: Any = SimpleNamespace(port=port)
    context = window(browser, house, WHO)
    context.add_init_script(SHOWN)
    if not worker:
        context.add_init_script("delete Navigator.prototype.serviceWorker")
    page = context.new_page()
    found = Reader(page)
    found.open("/")
    if worker:
        while not page.evaluate("navigator.serviceWorker.controller !== null"):
            page.wait_for_timeout(50)
    yield found
    context.close()


class Ids:
    def __init__(self, house: House) -> None:
        lines = (house.var / "dev.env").read_text().splitlines()
        self.owner = dict(line.split("=", 1) for line in lines)["DATABASE_OWNER_URL"]

    def of(self, table: str, most: int) -> list[int]:
        statement = f"SELECT id FROM {table} ORDER BY md5(id::text) LIMIT {most}"
        with psycopg.connect(self.owner) as owner:
            return [row[0] for row in owner.execute(statement)]

    def addresses(self) -> list[str]:
        records = [f"/{name}/{pk}/" for name, most in RECORDS.items() for pk in self.of(name, most)]
        return [*LISTS, *records]
