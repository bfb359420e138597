"""The files of demo data: few, and shared by many rows, so that loading writes a megabyte."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from companies.documents.drawing import drawn, small_webp
from companies.documents.kinds import CSV, JPEG, PDF, FileKind
from companies.documents.previews import SMALL_PX
from companies.documents.storage import small_name
from demo.papers import photograph
from demo.papers.page import page

FOLDER = "demo"


@dataclass(frozen=True)
class Paper:
    """A document of demo data; `place` is the kind of record that has it."""

    title: str
    file_name: str
    kind: FileKind
    place: str
    is_for_clients: bool
    make: Callable[[], bytes]

    @cached_property
    def content(self) -> bytes:
        return self.make()

    @cached_property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def stored_name(self) -> str:
        return f"{FOLDER}/{self.sha256[:32]}"

    @property
    def preview_name(self) -> str:
        return f"{self.stored_name}.preview" if self.kind.is_drawn else ""

    def store(self) -> None:
        """The file and its previews, unless they are there already."""
        if not default_storage.exists(self.stored_name):
            default_storage.save(self.stored_name, ContentFile(self.content))
        if self.preview_name and not default_storage.exists(small_name(self.preview_name)):
            self._store_previews()

    def _store_previews(self) -> None:
        large = drawn(self.content, self.kind.content_type)
        with Image.open(io.BytesIO(large)) as picture:
            small = small_webp(picture, SMALL_PX)
        for name, content in ((self.preview_name, large), (small_name(self.preview_name), small)):
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))


def _sheet(heading: str, *lines: str) -> Callable[[], bytes]:
    return lambda: page(heading, lines)


def _readings() -> bytes:
    rng = Random("readings")
    lines = [f"{point},{point * 10},{point * 10 + rng.gauss(0, 0.02):.3f}" for point in range(11)]
    return ("point,nominal,reading\r\n" + "\r\n".join(lines) + "\r\n").encode()


AGREEMENT = Paper(
    "Framework agreement", "framework-agreement.pdf", PDF, "company", True,
    _sheet("Framework agreement", "Calibration and testing services", "",
           "1. Prices are those of the price list in force on the day of the order.",
           "2. Instruments are collected and returned within ten working days.",
           "3. Certificates state the expanded uncertainty with k = 2.",
           "4. Either side may end this agreement with three months' notice."),
)  # fmt: skip
CREDIT = Paper(
    "Credit check", "credit-check.pdf", PDF, "company", False,
    _sheet("Credit check", "Result: good", "Recommended limit: 25,000", "Valid for twelve months"),
)  # fmt: skip
INDUCTION = Paper(
    "Site induction", "site-induction.pdf", PDF, "branch", True,
    _sheet("Site induction", "Report to the gatehouse with a photo identity card.", "",
           "Safety shoes and high-visibility vest in all halls.",
           "Ear protection in hall 2.", "No photographs without a permit.",
           "Assembly point: car park B."),
)  # fmt: skip
RACK = Paper(
    "Rack in the measuring room", "IMG_2041.jpg", JPEG, "branch", False,
    lambda: photograph.rack(Random("rack")),
)  # fmt: skip
MANUAL = Paper(
    "Operating manual", "operating-manual.pdf", PDF, "equipment", True,
    _sheet("Operating manual", "Warm-up time: 30 minutes",
           "Ambient temperature: 18 to 28 \N{DEGREE SIGN}C", "Zero before each series of readings.",
           "", "Service menu: hold SHIFT and press CAL."),
)  # fmt: skip
NAMEPLATE = Paper(
    "Nameplate", "nameplate.jpg", JPEG, "equipment", False,
    lambda: photograph.nameplate(Random("nameplate")),
)  # fmt: skip
READINGS = Paper("Readings on arrival", "readings.csv", CSV, "equipment", False, _readings)
METHOD = Paper(
    "Work instruction", "work-instruction.pdf", PDF, "service", False,
    _sheet("Work instruction", "1. Inspect and clean the instrument.",
           "2. Let it reach the temperature of the room.",
           "3. Measure five points upwards and five downwards.",
           "4. Adjust only if the client agreed.", "5. Record as found and as left."),
)  # fmt: skip
PAPERS = (AGREEMENT, CREDIT, INDUCTION, RACK, MANUAL, NAMEPLATE, READINGS, METHOD)
