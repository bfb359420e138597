"""Whose page it is that opens a stream, by what its browser says."""

from typing import Any

import pytest

from realsync.live.gate import Topic
from realsync.live.origin import Headers, is_ours, session_key


def headers(origin: str, host: str) -> Headers:
    return [(b"host", host.encode()), (b"origin", origin.encode())]


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("https://crm.example", "crm.example", True),
        ("https://CRM.example", "crm.EXAMPLE", True),
        ("https://crm.example:8443", "crm.example:8443", True),
        ("https://[::1]:8000", "[::1]:8000", True),
        ("https://crm.example:8443", "crm.example", False),
        ("https://crm.example", "crm.example:8443", False),
        ("http://crm.example", "crm.example", False),
        ("https://other.example", "other.example", False),
        ("https://a.crm.example", "crm.example", False),
        ("", "", False),
        ("https://", "", False),
    ],
)
def test_in_production_it_is_our_own_host_over_https(
    settings: Any, origin: str, host: str, ours: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    settings.ALLOWED_HOSTS = ["crm.example", "[::1]"]
    assert is_ours(headers(origin, host)) is ours


def test_one_that_is_told_twice_is_none(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["crm.example"]
    once = [*headers("https://crm.example", "crm.example")]
    assert is_ours(once)
    assert not is_ours([*once, (b"origin", b"https://crm.example")])
    assert not is_ours([*once, (b"host", b"crm.example")])


def test_the_session_is_read_from_the_cookies(settings: Any) -> None:
    name = settings.SESSION_COOKIE_NAME
    assert session_key([(b"cookie", f"theme=dark; {name}=abc".encode())]) == "abc"
    assert session_key([(b"cookie", b"theme=dark"), (b"cookie", b"\xff=\x00")]) == ""
    assert session_key([]) == ""


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("/live/company/7/", "company:7"),
        ("/live/company/007/", None),
        ("/live/company/7", None),
        ("/live/company/7/\n", None),
        ("/live/company/7/lock/", None),
        ("/live/Company/7/", None),
        ("/live/company/9999999999999999999/", None),
        ("/x/live/company/7/", None),
    ],
)
def test_an_address_names_one_record(path: str, topic: str | None) -> None:
    found = Topic.at(path)
    assert (str(found) if found else None) == topic
