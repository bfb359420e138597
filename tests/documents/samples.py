"""Small real files, made here: what a person would drop."""

import io
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."


def pdf(words: str = "Manual") -> bytes:
    """One page that says `words`, with a table of contents that is right to the byte."""
    stream = f"BT /F1 24 Tf 60 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n"
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 480)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, (40, 90, 200)).save(drawn, kind)
    return drawn.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(main: str = "wordprocessingml.document", more: dict[str, bytes] | None = None) -> bytes:
    contents = f'<Types><Override ContentType="{OFFICE}{main}.main+xml"/></Types>'
    return packed(
        {"[Content_Types].xml": contents.encode(), "word/document.xml": b"<w/>", **(more or {})}
    )


def open_document(kind: str = "text", more: dict[str, bytes] | None = None) -> bytes:
    named = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": named, "content.xml": b"<office/>", **(more or {})})


TAKEN: dict[str, Callable[[], bytes]] = {
    "manual.pdf": pdf,
    "rack.png": picture,
    "rack.jpg": lambda: picture("JPEG"),
    "rack.JPEG": lambda: picture("JPEG"),
    "rack.webp": lambda: picture("WEBP"),
    "rack.gif": lambda: picture("GIF"),
    "readings.txt": lambda: "21,5 °C in Łódź 😀\n".encode(),
    "old.txt": lambda: "Prüfbericht für Köln, alles in Ordnung\r\n".encode("cp1252"),
    "windows.txt": lambda: "Grüße".encode("utf-16"),
    "readings.csv": lambda: b"point;value\r\n1;2,5\r\n",
    "letter.docx": office,
    "prices.xlsx": lambda: office("spreadsheetml.sheet"),
    "talk.pptx": lambda: office("presentationml.presentation"),
    "letter.odt": open_document,
    "prices.ods": lambda: open_document("spreadsheet"),
    "talk.odp": lambda: open_document("presentation"),
}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MACRO = b"<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
REFUSED: dict[str, bytes] = {
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "drawing.txt": SVG,
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "page.txt": b"\xef\xbb\xbf <HTML><script>alert(1)</script>",
    "page.csv": b"<script>alert(1)</script>",
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "run.sh": b"#!/bin/sh\nrm -rf /",
    "run.txt": b"#!/bin/sh\nrm -rf /",
    "program.exe": b"MZ" + bytes(200),
    "program.pdf": b"MZ" + bytes(200),
    "program.txt": b"\x7fELF" + bytes(200),
    "picture.pdf": picture(),
    "manual.png": pdf(),
    "rack.jpg": picture("PNG"),
    "letter.xlsx": office(),
    "letter.odt": office(),
    "macros.docm": office(),
    "macros.docx": packed({"[Content_Types].xml": MACRO}),
    "hidden.docx": office(more={"word/vbaProject.bin": b"x"}),
    "macros.odt": open_document(more={"Basic/Standard/Module1.xml": b"x"}),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "archive.zip": packed({"a.pdf": pdf()}),
    "archive.docx": packed({"a.pdf": pdf()}),
    "broken.docx": b"PK\x03\x04" + bytes(40),
    "broken.png": picture()[:20],
    "bytes.txt": bytes(range(256)),
    "mail.eml": b"From: a@b.example\n\nHello",
    "noending": pdf(),
    "double.pdf.exe": pdf(),
    "manual.pdf ": b"MZ" + bytes(200),
}


def bomb() -> bytes:
    """A PNG of some kilobytes that says it is 30,000 by 30,000."""
    small = bytearray(picture(size=(1, 1)))
    small[16:24] = (30_000).to_bytes(4, "big") * 2
    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)
