"""What the strict Content-Security-Policy and the caches ask of every template."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# A mail carries its own style: its reader's program loads nothing.
MAIL = TEMPLATES / "mail"
PAGES = sorted(
    path
    for path in (*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.jinja"))
    if MAIL not in path.parents
)
USE = re.compile(r"\{\{ icons \}\}#([\w-]+)")
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<style"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an evaluated htmx attribute": re.compile(r"hx-on|hx-vals=['\"]js:|hx-vars"),
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_holds_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


def test_shells_hold_no_token_beyond_view_as() -> None:
    """A page that a browser keeps must not keep a token; what is seen as another is not kept."""
    holders = {path.name for path in TEMPLATES.glob("*.html") if "csrf_token" in path.read_text()}
    assert holders == {"_viewing.html"}


def test_every_icon_in_use_is_in_the_sprite() -> None:
    sprite = (TEMPLATES.parent / "static/icons.svg").read_text()
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {name for path in PAGES for name in USE.findall(path.read_text())}
    assert used <= there
