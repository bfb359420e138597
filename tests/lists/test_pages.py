"""A list as people meet it, with and without JavaScript."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from equipment.models import Service
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]
ROWS = re.compile(r'<tr class="row.*?</tr>', re.S)
MORE = re.compile(r'class="more" [^>]*data-after="([^"]+)"')


def rows(text: str) -> list[str]:
    return ROWS.findall(text)


def unescaped(address: str) -> str:
    return address.replace("&amp;", "&")


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


@pytest.fixture
def catalogue(world: World) -> int:
    """1,120 services with few different names, so that ties are many."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO services (code, name, measurement_template)"
            " SELECT 'BULK-' || n, 'Weighing ' || n % 7, '{}' FROM generate_series(1, 1120) AS n"
        )
    return 1121


def test_a_short_list_has_numbered_pages(office: Client, world: World) -> None:
    Service.objects.using("owner").bulk_create(
        Service(code=f"BULK-{n}", name=f"Weighing {n:03}") for n in range(119)
    )
    first = office.get("/services/").content.decode()
    last = office.get("/services/?page=3").content.decode()
    assert "1\u201350 of 120" in first
    assert 'aria-rowcount="121"' in first
    assert len(rows(last)) == 20
    assert 'aria-rowindex="121"' in last
    assert len(rows(office.get("/services/?per_page=25&page=2").content.decode())) == 25


def test_a_page_beyond_the_last_is_refused(office: Client) -> None:
    assert office.get("/services/?page=7").status_code == 400


def test_a_long_list_goes_on_by_fragments_and_by_links(office: Client, catalogue: int) -> None:
    """Following the fragments and following the links shows the same rows, each once."""
    page = office.get("/services/").content.decode()
    by_fragment, by_link = rows(page), rows(page)
    text = page
    while more := MORE.search(text):
        text = office.get("/services/rows/", {"after": more[1]}).content.decode()
        by_fragment += rows(text)
    while more := re.search(r'<tr class="more" [^>]+><td><a href="([^"]+)"', page):
        page = office.get("/services/" + unescaped(more[1])).content.decode()
        by_link += rows(page)
    assert len(by_fragment) == len(set(by_fragment)) == catalogue
    assert by_link == by_fragment


def test_a_fragment_is_the_page_without_its_frame(office: Client, catalogue: int) -> None:
    page = office.get("/services/").content.decode()
    more = re.search(r'href="(\?after=[^"]+)"', page)
    assert more
    query = unescaped(more[1])
    fragment = office.get("/services/rows/" + query).content.decode()
    body = office.get("/services/" + query).content.decode()
    assert fragment.strip() in body


def test_the_way_back_leads_to_the_beginning(office: Client, catalogue: int) -> None:
    first = office.get("/services/").content.decode()
    more = re.search(r'href="(\?after=[^"]+)"', first)
    assert more
    second = office.get("/services/" + unescaped(more[1])).content.decode()
    earlier = re.search(r'href="(\?before=[^"]+)"', second)
    assert earlier
    back = office.get("/services/" + unescaped(earlier[1])).content.decode()
    assert rows(back) == rows(first)


def test_the_count_of_a_long_list_is_fetched_afterwards(office: Client, catalogue: int) -> None:
    page = office.get("/services/").content.decode()
    assert "More than 1,000 services" in page
    assert "1,121 services" in office.get("/services/count/").content.decode()


def test_a_list_that_is_surely_long_is_not_counted_for_each_page(
    office: Client, catalogue: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counts() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert "More than 1,000 services" in office.get("/services/").content.decode()
        return sum("count(*)" in each["sql"] for each in asked)

    assert (counts(), counts()) == (2, 1)
    monkeypatch.setattr("realsync.lists.query.SURELY_MANY", 1_100)
    monkeypatch.setattr("realsync.lists.query._long", {})
    assert (counts(), counts()) == (1, 0)


def test_filters_stay_in_every_link(office: Client, catalogue: int) -> None:
    page = office.get("/services/?q=Weighing&unit=item&sort=-code").content.decode()
    links = re.findall(
        r'<th[^>]*><a href="([^"]+)"|(?:hx-get|data-rows)="(/services/\w+/\?[^"]+)"', page
    )
    assert len(links) == 6  # four headers, the count, the next rows
    assert all("unit=item" in "".join(link) and "q=Weighing" in "".join(link) for link in links)
    assert 'value="Weighing"' in page
    assert '<input type="hidden" name="sort" value="-code">' in page
    assert 'aria-sort="descending"' in page


def test_nothing_matches_says_so_and_clears(office: Client) -> None:
    page = office.get("/services/?q=zzzz").content.decode()
    assert "Nothing matches" in page
    assert '<a class="button" href="/services/">Clear filters</a>' in page


def test_labels_of_cards_are_the_headers(office: Client) -> None:
    for path in ("/companies/", "/branches/", "/services/", "/equipment/"):
        page = office.get(path).content.decode()
        head = re.search(r"<thead>.*</thead>", page, re.S)
        assert head
        headers = re.findall(r">([^<>]+)(?:</a>)?</th>", head[0])
        assert re.findall(r'data-label="([^"]+)"', rows(page)[0]) == headers


def test_what_people_typed_is_escaped(office: Client, world: World) -> None:
    evil = '<img src=x onerror="alert(1)">&"\''
    Service.objects.using("owner").create(name=evil, category=evil)
    assert "<img" not in office.get("/services/options/category/").content.decode()
    for path in ("/services/", "/services/?q=%3Cimg", "/search/?q=%3Cimg"):
        assert "<img" not in office.get(path).content.decode()


def test_every_page_is_well_formed(office: Client, world: World, sign_in: SignIn) -> None:
    pages = ["/", "/search/?q=a", "/companies/", "/branches/", "/services/", "/equipment/"]
    pages += [
        f"/companies/{world.aster.pk}/",
        f"/companies/{world.aster.pk}/equipment/",
        f"/branches/{world.north.pk}/",
        f"/branches/{world.north.pk}/equipment/",
        f"/services/{world.service.pk}/",
        f"/equipment/{world.equipment[0].pk}/",
    ]
    for path in pages:
        Nesting(path).feed(office.get(path).content.decode())
    client = sign_in(world.alice)
    for path in ("/portal/", "/portal/equipment/", f"/portal/equipment/{world.equipment[0].pk}/"):
        Nesting(path).feed(client.get(path).content.decode())


class Nesting(HTMLParser):
    """Every element that is opened is closed, in its place; no id stands twice."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path"}

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identity = dict(attrs).get("id")
        assert identity not in self.ids or identity is None, f"{self.path}: {identity} twice"
        self.ids.add(identity or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{self.path}: </{tag}> at {self.getpos()}"
