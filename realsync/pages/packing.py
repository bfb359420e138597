"""Answers are packed by Django's rules, but by zlib-ng: as small in a quarter of the time."""

from secrets import randbelow
from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers
from zlib_ng import zlib_ng

# What is shorter gains nothing.
SMALLEST = 200
LEVEL = 6
GZIP = 31  # the format, and the largest window
HEADER_BYTES = 10
FLAGS, HAS_NAME = 3, 8


class Packing(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """What streams, and what is packed already, is Django's to deal with."""
        if response.streaming or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        if len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            _pack(response, self.max_random_bytes)
        return response


def _pack(response: Any, most_random: int) -> None:
    content = packed(response.content, most_random)
    if len(content) >= len(response.content):
        return
    response.content = content
    response["Content-Length"] = str(len(content))
    response["Content-Encoding"] = "gzip"
    # The bytes are others now: only the weak comparison still holds (RFC 9110, 8.8.1).
    if response.get("ETag", "").startswith('"'):
        response["ETag"] = f"W/{response['ETag']}"


def packed(content: bytes, most_random: int) -> bytes:
    """With a file name of random length, which hides how well a guessed secret was packed
    (BREACH)."""
    whole = zlib_ng.compress(content, LEVEL, GZIP)
    header = bytearray(whole[:HEADER_BYTES])
    header[FLAGS] = HAS_NAME
    return bytes(header) + b"a" * randbelow(most_random) + b"\0" + whole[HEADER_BYTES:]
