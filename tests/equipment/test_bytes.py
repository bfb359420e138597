"""Bytes of a list: the whole page ≤ 12 KB, the next fifty rows ≤ 5 KB, compressed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.equipment.conftest import Crowd
from tests.world import World

KB = 1024
GZIP = {"accept-encoding": "gzip"}


@pytest.mark.parametrize(
    ("path", "client"), [("/equipment/", "office"), ("/portal/equipment/", "manager")]
)
def test_a_list_travels_light(
    crowd: Crowd, world: World, sign_in: Callable[[User], Client], path: str, client: str
) -> None:
    browser = sign_in(getattr(crowd, client))
    page = browser.get(path, headers=GZIP)
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) <= 12 * KB
    more = re.search(r'data-after="([^"]+)"', browser.get(path).content.decode())
    assert more
    rows = browser.get(f"{path}rows/", {"after": more[1]}, headers=GZIP)
    assert len(rows.content) <= 5 * KB


def test_answers_are_private(world: World, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    for path in ("/equipment/", "/equipment/rows/", "/equipment/count/", "/companies/"):
        answer = client.get(path)
        assert "private" in answer.headers["Cache-Control"]
        assert "Cookie" in answer.headers["Vary"]
