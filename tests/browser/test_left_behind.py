"""What a second person at the same browser finds of the first: what waits to be sent, sealed."""

import re
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from jobs.work.models import Job
from realsync.accounts.encryption import keys_in_browser
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.test_bench import STATE, cell, job, points
from tests.browser.test_worker import begin, until
from tests.browser.test_worker_people import SIGN_OUT, become
from tests.journeys.bench import all_sent
from tests.journeys.bench import begin as begin_bench
from tests.world import World

__all__ = ["job"]

WORD, VALUE = "Multimeter", "9.8765"
LEFT = """async () => {
  const rows = {};
  for (const { name, version } of await indexedDB.databases()) {
    const database = await new Promise((done) => {
      indexedDB.open(name, version).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of database.objectStoreNames) {
      rows[`${name}/${store}`] = await new Promise((done) => {
        const asked = database.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
    }
    database.close();
  }
  const text = (bytes) => Array.from(bytes, (each) => String.fromCharCode(each)).join("");
  const told = (value) => (value instanceof Uint8Array ? text(value) : value);
  for (const name in rows) {
    rows[name] = rows[name].map((row) => Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, told(value)])));
  }
  return {
    caches: await caches.keys(), session: { ...sessionStorage }, local: { ...localStorage }, rows,
  };
}"""

CUT = """() => {
  const { fetch } = window;
  const fails = () => Promise.reject(new TypeError("cut"));
  window.fetch = (to, told) => (String(to).includes("/cells/") ? fails() : fetch(to, told));
}"""
# A list of more than 1,000 rows keeps its place so.
PLACE = f"sessionStorage.setItem('place:/equipment/rows/?q={WORD}', 2000)"


def left_in(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LEFT)
    return found


def test_a_second_person_finds_sealed_entries_and_nothing_else(
    open_page: OpenPage, world: World, job: Job
) -> None:
    page = begin(open_page, world.staff[Role.TECHNICIAN], f"/equipment/?q={WORD}")
    page.goto(f"/equipment/?q={WORD}")
    page.evaluate(PLACE)
    begin_bench(page, job.pk)
    _hold_back(page)
    first = points(job)[0]
    cell(page, first, "as_found").fill(VALUE)
    page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_have_text("No connection: 1 kept here")
    page.evaluate(SIGN_OUT)
    page.wait_for_url("**/accounts/login/**")
    until(page, "() => caches.keys().then((all) => all.length === 0)")

    left = left_in(page)
    assert [key for key in left["session"] if not key.startswith("realsync:tab")] == []
    assert left["local"].pop("realsync:forgone", "0").isdigit()  # when something was written last
    for records in left["local"].values():
        assert re.fullmatch(r'\[("[a-z]+:\d+",?)*\]', records), "numbers, and no names"
    (rows,) = left["rows"].values()
    assert [sorted(row) for row in rows] == [["id", "sealed"]]
    assert not any(word in rows[0]["sealed"] for word in (VALUE, "as_found", "/jobs/", "waiting"))

    become(page, world.staff[Role.MANAGEMENT])
    page.goto(f"/jobs/{job.pk}/bench/")
    expect(page.locator(STATE)).to_contain_text("1 of somebody else")
    expect(cell(page, first, "as_found")).to_have_value("")
    page.go_back()
    expect(page.get_by_text(VALUE)).to_have_count(0)

    become(page, world.staff[Role.TECHNICIAN])
    page.goto(f"/jobs/{job.pk}/bench/")
    all_sent(page)
    assert str(points(job)[0].as_found) == VALUE


@pytest.mark.parametrize("is_dropped", [False, True])
def test_a_cell_that_is_left_with_the_page_is_kept(
    open_page: OpenPage, world: World, job: Job, is_dropped: bool
) -> None:
    """Also where the browser drops what its database was given last."""
    page = open_page("/", world.staff[Role.TECHNICIAN], is_cut=True)
    begin_bench(page, job.pk)
    _hold_back(page)
    first = points(job)[0]
    if is_dropped:
        page.evaluate("IDBObjectStore.prototype.put = () => {}")
    cell(page, first, "as_found").fill(VALUE)
    page.goto("/accounts/profile/")
    left = left_in(page)
    assert "realsync-bench-left:" in str(left["local"])
    assert VALUE not in str(left)
    page.goto(f"/jobs/{job.pk}/bench/")
    all_sent(page)
    expect(cell(page, first, "as_found")).to_have_value(VALUE)
    assert str(points(job)[0].as_found) == VALUE
    assert "realsync-bench-left:" not in str(left_in(page)["local"])


def test_keys_are_one_persons_and_outlive_a_change_of_the_secret() -> None:
    with override_settings(SECRET_KEY="former", SECRET_KEY_FALLBACKS=[]):
        former = keys_in_browser(1)
        assert former != keys_in_browser(2)
    with override_settings(SECRET_KEY="latter", SECRET_KEY_FALLBACKS=["former"]):
        latter, second = keys_in_browser(1).split()
    assert second == former != latter


def _hold_back(page: Page) -> None:
    """Nothing that is measured reaches the server until the page is loaded anew."""
    page.evaluate(CUT)
