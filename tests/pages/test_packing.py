"""Answers are packed by the rules of Django's own middleware."""

import gzip
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from realsync.pages.packing import Packing

LONG = b"Seite um Seite. " * 100
ACCEPTS = {"accept-encoding": "br, gzip"}


def answer(response: Any, headers: dict[str, str] | None = None) -> Any:
    request = RequestFactory().get("/", headers=ACCEPTS if headers is None else headers)
    return Packing(lambda _request: response)(request)


def test_a_page_is_packed_and_says_so() -> None:
    page = answer(HttpResponse(LONG, headers={"ETag": '"strong"', "Vary": "Cookie"}))
    assert gzip.decompress(page.content) == LONG
    assert (page["Content-Encoding"], page["ETag"]) == ("gzip", 'W/"strong"')
    assert page["Content-Length"] == str(len(page.content))
    assert page["Vary"] == "Cookie, Accept-Encoding"


def test_the_length_of_the_same_page_varies() -> None:
    assert len({len(answer(HttpResponse(LONG)).content) for _ in range(50)}) > 5


def test_what_gains_nothing_is_sent_as_it_is() -> None:
    short = answer(HttpResponse(b"a" * 199))
    packed = answer(HttpResponse(LONG, headers={"Content-Encoding": "br"}))
    noise = bytes(range(256))
    for response in (short, packed, answer(HttpResponse(noise)), answer(HttpResponse(LONG), {})):
        assert response.headers.get("Content-Encoding") in (None, "br")
        assert response.content in (b"a" * 199, LONG, noise)
    assert answer(HttpResponse(LONG), {})["Vary"] == "Accept-Encoding"
    assert "Vary" not in short


def test_what_streams_is_packed_as_it_comes() -> None:
    def parts() -> Iterator[bytes]:
        yield from (LONG, LONG)

    response = answer(StreamingHttpResponse(parts()))
    assert gzip.decompress(b"".join(response)) == 2 * LONG
