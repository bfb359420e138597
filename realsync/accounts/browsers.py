"""What a User-Agent header says in words: enough for somebody to know their own browsers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

# The first that the header holds; many call themselves by the names of others, too.
NAMES = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
SMALL = frozenset({"iPhone", "iPad", "Android"})


@dataclass(frozen=True)
class Browser:
    name: str
    system: str

    @property
    def is_small(self) -> bool:
        return self.system in SMALL

    def __str__(self) -> str:
        if self.name and self.system:
            return _("%(browser)s on %(system)s") % {"browser": self.name, "system": self.system}
        return self.name or self.system or _("Unknown browser")


def browser_named(header: str) -> Browser:
    return Browser(_first(NAMES, header), _first(SYSTEMS, header))


def _first(known: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for mark, name in known if mark in header), "")
