"""A list loads at most 45 KB of JavaScript and 25 KB of CSS, compressed; others little more."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
STATIC_TAG = re.compile(r"""\{% static ["']([^"']+)["'] %\}""")
IMPORT = re.compile(r"""^import .*?"\./([\w-]+\.js)";$""", re.MULTILINE)
KB = 1024
SHELL = ("base.html", "app.html", "staff.html")
PAGES = {
    "list": (*SHELL, "lists/staff.html"),
    "record": (*SHELL, "records/page.html", "records/record.html"),
    "form": (*SHELL, "forms/page.html", "editing/form.html"),
    "components": (*SHELL, "forms/page.html", "design/index.html"),
    "portal": ("base.html", "app.html", "portal.html", "lists/portal.html"),
}
# A record shows lists, notes, documents and history at once, and is edited where it stands.
JS_KB = {"list": 45, "record": 46, "form": 45, "components": 45, "portal": 45}
CSS_KB = {"list": 25, "record": 28, "form": 25, "components": 28, "portal": 25}


def loaded(suffix: str, *pages: str) -> list[str]:
    """What these templates link, each of which extends the one before."""
    names = STATIC_TAG.findall("".join((ROOT / "templates" / page).read_text() for page in pages))
    return [name for name in names if name.endswith(suffix)]


def modules(names: list[str]) -> list[str]:
    """These modules and all that they import."""
    found: list[str] = []
    for name in names:
        imported = IMPORT.findall((STATIC / name).read_text())
        found += [name, *modules([f"js/{other}" for other in imported])]
    return list(dict.fromkeys(found))


def compressed(names: list[str]) -> int:
    """Bytes of these files as they are served, in which style sheets hold those they import."""
    served = [Path(staticfiles_storage.path(name)) for name in names]
    return sum(len(gzip.compress(path.read_bytes())) for path in served)


@pytest.mark.parametrize("kind", PAGES)
def test_javascript_of_a_page_stays_within_its_budget(kind: str) -> None:
    names = modules(loaded(".js", *PAGES[kind]))
    assert len(names) > 1
    assert compressed(names) <= JS_KB[kind] * KB


@pytest.mark.parametrize("kind", PAGES)
def test_css_of_a_page_stays_within_its_budget(kind: str) -> None:
    names = loaded(".css", *PAGES[kind])
    assert len(names) > 1
    assert compressed(names) <= CSS_KB[kind] * KB


def test_a_style_sheet_holds_those_it_imports() -> None:
    whole = Path(staticfiles_storage.path("css/every-page.css")).read_text()
    assert "--accent" in whole
    assert ".button" in whole
    assert "@import" not in whole


def test_the_typeface_is_small() -> None:
    fonts = [path.stat().st_size for path in STATIC.rglob("*.woff2")]
    assert sum(fonts) <= 110 * KB


def test_nothing_loads_from_another_host() -> None:
    loads = re.compile(r"""(?:src|href|url|import)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)
    pages = [*(ROOT / "templates").rglob("*.html"), *(STATIC / "css").glob("*.css")]
    modules = (STATIC / "js").glob("*.js")
    for path in [*pages, *modules]:
        assert not loads.search(path.read_text()), path
