"""A list of thousands, scrolled through as people do: few rows in the page, none missing."""

import time

import pytest
from django.db import connections
from playwright.sync_api import Page, Route, expect

from equipment.models import Equipment
from realsync.accounts.roles import Role
from tests.browser.conftest import OpenPage, session_cookie
from tests.browser.tab import tab
from tests.browser.test_ahead import CONTROLLED, DRAWN_SECONDS, HOW, drawn
from tests.world import World

MANY = 3_000
PATH = "/equipment/?sort=serial&q=Thermometer"
# What is in sight below the header: id, place and the pixels from the upper edge.
SEEN = """() => {
  const head = document.querySelector("#list thead th").getBoundingClientRect();
  const edge = document.querySelector("#list thead").offsetHeight > 1 ? head.bottom : 0;
  return [...document.querySelectorAll("#list tr.row")]
    .map((row) => [row, row.getBoundingClientRect()])
    .filter(([, box]) => box.bottom > edge + 1 && box.top < innerHeight)
    .map(([row, box]) => [+row.dataset.id, row.ariaRowIndex - 2, Math.round(box.top - edge)]);
}"""
# When the first rows were asked for, and when something was first seen.
ASKED = """(() => {
  const entries = performance.getEntriesByType("resource");
  const asked = entries.find(({ name }) => name.includes("/equipment/rows/"));
  return [asked?.startTime ?? 0, performance.getEntriesByType("paint")[0]?.startTime ?? 1e9];
})()"""
NODES = "() => document.querySelectorAll('#list tr.row').length"
# The rows are there, and fill what is in sight.
FILLED = """() => {
  const rows = [...document.querySelectorAll("#list tr.row")];
  const [top, bottom] = [rows[0], rows.at(-1)].map((row) => row?.getBoundingClientRect());
  const head = document.querySelector("#list thead th").getBoundingClientRect();
  const body = document.querySelector("#list tbody").getBoundingClientRect();
  const isTable = document.querySelector("#list thead").offsetHeight > 1;
  const edge = Math.max(isTable ? head.bottom : 0, body.top);
  return rows.length && top.top <= edge + 1 && bottom.bottom > innerHeight - 90;
}"""


@pytest.fixture
def many(world: World, restored: None) -> None:
    branch = world.north
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO equipment (code, company_id, branch_id, description, serial,"
            " specification) SELECT 'MANY-' || n, %s, %s, 'Thermometer ' || n,"
            " 'T-' || lpad(n::text, 5, '0'), '{}' FROM generate_series(1, %s) AS n",
            [branch.company_id, branch.pk, MANY],
        )


def opened(open_page: OpenPage, world: World, width: int = 1440) -> Page:
    page = open_page(PATH, world.staff[Role.MANAGEMENT], width=width)
    expect(page.locator("#count")).to_contain_text(f"{MANY:,}")
    page.wait_for_function(FILLED)
    return page


def test_rows_that_were_drawn_are_shown_before_more_are_asked_for(
    live_address: str, world: World, many: None
) -> None:
    cookie = session_cookie(world.staff[Role.MANAGEMENT], live_address)
    with tab(live_address, {cookie["name"]: cookie["value"]}) as one:
        one.open("/")
        one.until(lambda: one.evaluate(CONTROLLED))
        for path in ("/equipment/", "/companies/"):
            one.open(path)
        drawn(one, 'nav a[href="/equipment/"]')
        time.sleep(DRAWN_SECONDS)
        one.press()
        one.is_at("/equipment/")
        one.until(lambda: one.evaluate(ASKED)[0] > 0)
        asked, shown = one.evaluate(ASKED)
        assert one.evaluate(HOW.format("activationStart")) > 0
        assert asked > shown


def scrolled(page: Page, share: float) -> list[list[int]]:
    """To a share of the whole list, until its rows are there."""
    page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
    page.wait_for_function(FILLED)
    page.wait_for_timeout(300)
    found: list[list[int]] = page.evaluate(SEEN)
    return found


def in_order() -> list[int]:
    rows = Equipment.objects.using("owner").filter(description__startswith="Thermometer")
    return list(rows.order_by("serial", "pk").values_list("pk", flat=True))


@pytest.mark.usefixtures("many")
def test_anywhere_with_few_rows_in_the_page(open_page: OpenPage, world: World) -> None:
    page, all_rows = opened(open_page, world), in_order()
    assert page.evaluate(NODES) <= 100
    for share in (0.5, 1, 0.2, 0):
        found = scrolled(page, share)
        assert page.evaluate(NODES) <= 100
        assert [all_rows[place] for _id, place, _top in found] == [pk for pk, _p, _t in found]
        assert abs(found[0][1] - share * MANY) < 30 or share == 1
    assert scrolled(page, 1)[-1][:2] == [all_rows[-1], MANY - 1]
    expect(page.locator("#status")).to_contain_text(f"to {MANY:,} of {MANY:,}")
    assert page.locator("#list table").get_attribute("aria-rowcount") == str(MANY + 1)
    # Back from a record, and after a reload, one is at the very same place.
    before = scrolled(page, 0.4)
    page.locator(f'tr.row[data-id="{before[3][0]}"] .primary a').click()
    page.wait_for_url("**/equipment/*/?from=*")
    page.go_back()
    for _again in range(2):
        page.wait_for_function(FILLED)
        page.wait_for_function(f"() => document.querySelector('[data-id=\"{before[3][0]}\"]')")
        page.wait_for_timeout(300)
        after = page.evaluate(SEEN)
        assert [row[0] for row in after] == [row[0] for row in before]
        assert abs(after[0][2] - before[0][2]) <= 2
        page.reload()
    stale_rows_are_read_again(page)
    another_width_leaves_the_place(page)


def another_width_leaves_the_place(page: Page) -> None:
    before = page.evaluate(SEEN)
    edge = page.locator("#list th").nth(0).bounding_box()
    assert edge is not None
    at = (edge["x"] + edge["width"] - 3, edge["y"] + 10)
    with page.expect_response("**/columns/"):
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] + 60, at[1], steps=3)
        page.mouse.up()
    page.wait_for_selector("#list table.chosen")
    page.wait_for_function(FILLED)
    page.wait_for_timeout(300)
    after = page.evaluate(SEEN)
    assert after[0][:2] == before[0][:2]
    assert abs(after[0][2] - before[0][2]) <= 2


def stale_rows_are_read_again(page: Page) -> None:
    """In place: what is seen, the focus and a tick stay where they are."""
    page.wait_for_function(FILLED)
    page.wait_for_timeout(300)
    before = page.evaluate(SEEN)
    link = page.locator(f'tr.row[data-id="{before[2][0]}"] .primary a')
    link.focus()
    Equipment.objects.using("owner").filter(pk=before[2][0]).update(description="Thermometer, new")
    page.evaluate(
        "() => { document.getElementById('list').dataset.fresh = 0;"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    expect(link).to_have_text("Thermometer, new")
    expect(link).to_be_focused()
    assert page.evaluate(SEEN) == before


@pytest.mark.usefixtures("many")
def test_nothing_is_missing_or_repeated_while_others_write(
    open_page: OpenPage, world: World
) -> None:
    page, before = opened(open_page, world), in_order()
    seen: list[int] = [row[0] for row in page.evaluate(SEEN)]
    for step in range(60):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(20)
        page.wait_for_function(FILLED)
        write(world, step)
        known = set(seen)
        seen += [row[0] for row in page.evaluate(SEEN) if row[0] not in known]
        assert page.evaluate(NODES) <= 100
    rows = set(in_order())
    there_all_along = [pk for pk in before if pk in rows]
    reached = there_all_along[: there_all_along.index([pk for pk in seen if pk in rows][-1]) + 1]
    found = [pk for pk in seen if pk in set(there_all_along)]
    assert len(reached) > 400
    assert (set(reached) - set(found), found) == (set(), reached)


def write(world: World, step: int) -> None:
    """Rows come and go above, in and below what is in sight."""
    for place in (10, 40 * step, 40 * step + 200):
        Equipment.objects.using("owner").create(
            company=world.aster,
            branch=world.north,
            description="Thermometer, new",
            serial=f"T-{place:05}-{step}",
        )
    gone = Equipment.objects.using("owner").filter(serial=f"T-{20 + step * 5:05}")
    gone.update(is_active=False, description="Gone")


@pytest.mark.usefixtures("many")
def test_by_keyboard_alone(open_page: OpenPage, world: World) -> None:
    page, all_rows = opened(open_page, world), in_order()

    def focused(place: int) -> None:
        page.wait_for_function(
            "id => document.activeElement?.closest('tr.row')?.dataset.id === String(id)",
            arg=all_rows[place],
        )

    page.keyboard.press("j")
    focused(0)
    for place in range(1, 60):
        page.keyboard.press("j" if place % 2 else "ArrowDown")
        focused(place)
    page.keyboard.press("End")
    focused(MANY - 1)
    page.keyboard.press("k")
    focused(MANY - 2)
    page.keyboard.press("Home")
    focused(0)
    page.keyboard.press("PageDown")
    page.keyboard.press("e")
    page.wait_for_url("**/equipment/*/edit/?from=*")


@pytest.mark.usefixtures("many")
def test_a_list_higher_than_browsers_draw_is_scaled(open_page: OpenPage, world: World) -> None:
    """As with 300,000 rows: the limit is lower on its way to this page."""
    page, all_rows = open_page("/", world.staff[Role.MANAGEMENT]), in_order()
    page.route("**/list-box*.js", lower)
    page.goto(PATH)
    expect(page.locator("#count")).to_contain_text(f"{MANY:,}")
    page.wait_for_function(f"() => document.documentElement.scrollHeight < {LOWER + 2_000}")
    for share in (0.5, 0.9, 0.1, 1):
        found = scrolled(page, share)
        assert [all_rows[place] for _id, place, _top in found] == [pk for pk, _p, _t in found]
        assert abs(found[0][1] - share * MANY) < 60
    assert found[-1][0] == all_rows[-1]
    before = scrolled(page, 0.4)[0][1]
    page.mouse.wheel(0, 480)
    page.wait_for_timeout(400)
    assert 9 <= page.evaluate(SEEN)[0][1] - before <= 11  # row by row all the same
    page.keyboard.press("j")
    page.keyboard.press("Home")
    page.wait_for_function(FILLED)
    page.wait_for_timeout(300)
    assert page.evaluate(SEEN)[0][0] == all_rows[0]


LOWER = 40_000


def lower(route: Route) -> None:
    script = route.fetch().text()
    assert "8_000_000" in script
    route.fulfill(body=script.replace("8_000_000", str(LOWER)), content_type="text/javascript")


@pytest.mark.usefixtures("many")
def test_cards_on_a_phone_are_of_one_height(open_page: OpenPage, world: World) -> None:
    page, all_rows = opened(open_page, world, width=390), in_order()
    for share in (0.3, 1):
        found = scrolled(page, share)
        assert [all_rows[place] for _id, place, _top in found] == [pk for pk, _p, _t in found]
        assert abs(found[0][1] - share * MANY) < 20
    heights = "() => [...document.querySelectorAll('#list tr.row')].map((row) => row.offsetHeight)"
    assert len(set(page.evaluate(heights))) == 1
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
