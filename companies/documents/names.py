"""What a file was called, made harmless: no path, no hidden letters, no name of a device."""

import re
import unicodedata

LONGEST = 200
# Letters of the alphabet of control: line ends, direction marks, zero-width joints, surrogates.
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
PATHS = re.compile(r"[/\\]")
FORBIDDEN = re.compile(r'[<>:"|?*]')
# Names that Windows keeps for devices, whatever follows the dot.
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
NAMELESS = "file"


def clean_name(given: str) -> str:
    """`../../a.pdf` is `a.pdf`; a letter that turns the direction of reading is dropped."""
    last = PATHS.split(given)[-1]
    stem, extension = split(FORBIDDEN.sub("_", visible(last)).rstrip(" ."))
    stem = stem.strip(" .")
    if DEVICES.match(stem):
        stem = f"_{stem}"
    stem = stem[: LONGEST - len(extension) - 1].rstrip(" .") or NAMELESS
    return f"{stem}.{extension}" if extension else stem


def visible(text: str) -> str:
    """Only what can be seen, in one form of writing it, with single spaces."""
    normal = unicodedata.normalize("NFC", text)
    shown = "".join(letter for letter in normal if unicodedata.category(letter) not in HIDDEN)
    return " ".join(shown.split())


def split(name: str) -> tuple[str, str]:
    """Stem and extension, in small letters and without its dot; a name has at most 10 of those."""
    stem, dot, extension = name.rpartition(".")
    if dot and extension.isascii() and extension.isalnum() and len(extension) <= 10:
        return stem.rstrip(" ."), extension.lower()
    return name, ""


def title_of(name: str) -> str:
    """What a document is called at first: its file's name, as words."""
    stem, _extension = split(name)
    return " ".join(stem.replace("_", " ").split()) or NAMELESS
