"""Vendored files are what static/vendor/LOCK.toml says, each with its licence."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parents[2] / "static"
PARTS: list[dict[str, Any]] = tomllib.loads((STATIC / "vendor/LOCK.toml").read_text())["part"]


def test_every_vendored_file_has_its_locked_hash() -> None:
    for part in PARTS:
        for name, sha256 in part["files"].items():
            assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == sha256, name


def test_every_part_has_a_licence_a_version_and_a_reason() -> None:
    for part in PARTS:
        assert (STATIC / part["licence_file"]).stat().st_size > 500, part["name"]
        assert all(part[key] for key in ("package", "version", "licence", "why")), part["name"]


def test_no_file_is_vendored_without_a_lock() -> None:
    locked = {name for part in PARTS for name in (*part["files"], part["licence_file"])}
    found = {
        str(path.relative_to(STATIC)) for path in (STATIC / "vendor").rglob("*") if path.is_file()
    }
    assert found - locked == {"vendor/LOCK.toml"}


def test_htmx_is_version_two() -> None:
    assert next(part for part in PARTS if part["name"] == "htmx")["version"].startswith("2.0.")
