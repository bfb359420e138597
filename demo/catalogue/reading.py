"""The catalogue's files, read once."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(f"{name}.csv").splitlines(), delimiter=";"))


def fields(line: str) -> list[str]:
    """The parts of "one | two | three"."""
    return [part.strip() for part in line.split("|")]


def _text(name: str) -> str:
    return files("demo.catalogue").joinpath(name).read_text(encoding="utf-8")


def wording(name: str) -> tuple[str, ...]:
    return tuple(toml("wording")[name])
