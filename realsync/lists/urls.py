"""The addresses that every list has, on a page of its own or inside a record's page."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

View = Callable[..., Any]


def list_urls(page: View, rows: View, count: View, options: View) -> list[URLPattern]:
    return [
        path("", page, name="list"),
        path("rows/", rows, name="rows"),
        path("count/", count, name="count"),
        path("options/<slug:field>/", options, name="options"),
    ]


def related_urls(route: str, name: str, card: View, rows: View) -> list[URLPattern]:
    return [path(route, card, name=name), path(f"{route}rows/", rows, name=f"{name}_rows")]
