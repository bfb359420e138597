"""The house as `make run` starts it, with PostgreSQL taken away from under open streams."""

import os
import re
import signal
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar

import psycopg
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.live.streams import Stream
from tests.run.house import House

BACK_SECONDS = 20
COMPANY = "SELECT id, version FROM companies WHERE is_active ORDER BY id LIMIT 1"
RENAME = "UPDATE companies SET trading_name = trading_name || '!' WHERE id = %s"


def test_a_restart_of_postgresql_loses_nothing_and_a_stop_waits_for_nobody(
    lived_in_house: House,
) -> None:
    house = lived_in_house
    house.start(WEB_WORKERS="1")
    house.wait_until_ready(seconds=60)
    told = dict(line.split("=", 1) for line in (house.var / "dev.env").read_text().splitlines())
    with psycopg.connect(told["DATABASE_OWNER_URL"]) as owner:
        pk, version = owner.execute(COMPANY.encode()).fetchone() or (0, 0)
    with connect(
        f"ws://127.0.0.1:{house.port}/live/company/{pk}/",
        origin=Origin(f"http://127.0.0.1:{house.port}"),
        additional_headers={"Cookie": _signed_in(house)},
        proxy=None,
    ) as connection:
        stream = Stream(connection)
        assert stream.next() == f"company:{pk}:v{version}"
        _kill_postgresql(house)
        _change_as_soon_as_it_is_back(told["DATABASE_OWNER_URL"], pk)
        heard = {stream.next(BACK_SECONDS), stream.next(BACK_SECONDS)}
        assert heard == {f"company:{pk}:v{version + 1}", f"company:{pk}:presence"}
        began = time.monotonic()
        assert house.interrupt() == 0
        assert time.monotonic() - began < 10, "web, worker, beat and servers"
        assert stream.end(5) == 1012


def _signed_in(house: House) -> str:
    """By the form, as a browser does it; the cookies that it has then."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{house.port}/accounts/login/"
    with browser.open(address) as answer:
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[0]
    fields = {
        "login": "sales@demo.example",
        "password": "realsync-demo",
        "csrfmiddlewaretoken": token,
    }
    with browser.open(address, urllib.parse.urlencode(fields).encode()) as answer:
        assert "/login" not in answer.url
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _kill_postgresql(house: House) -> None:
    os.kill(house.first("postgres -D"), signal.SIGKILL)
    house.wait_for("PostgreSQL stopped", seconds=BACK_SECONDS)


def _change_as_soon_as_it_is_back(address: str, pk: int) -> None:
    deadline = time.monotonic() + BACK_SECONDS
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            with psycopg.connect(address, autocommit=True) as owner:
                owner.execute(RENAME.encode(), [pk])
            return
        time.sleep(0.02)
    raise AssertionError("PostgreSQL did not come back")
