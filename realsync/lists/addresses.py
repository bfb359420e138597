from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(name: str) -> str:
    """The path of a page without arguments, resolved once."""
    return _address(get_script_prefix(), name)


def record_prefix(name: str) -> str:
    """What a record's path begins with; its id and a slash follow."""
    return _record_prefix(get_script_prefix(), name)


def record_address(name: str, pk: int) -> str:
    """A record's path, for lines by the dozen, which `reverse` would build anew each time."""
    return f"{record_prefix(name)}{pk}/"


def tools_prefix(listing: str) -> str:
    """What the addresses of a list's menus begin with: `views/` and `columns/` follow."""
    return _tools_prefix(get_script_prefix(), listing)


@lru_cache
def _address(prefix: str, name: str) -> str:
    return reverse(name)


@lru_cache
def _record_prefix(prefix: str, name: str) -> str:
    return reverse(name, args=[0]).removesuffix("0/")


@lru_cache
def _tools_prefix(prefix: str, listing: str) -> str:
    return reverse("lists:columns", args=[listing]).removesuffix("columns/")
