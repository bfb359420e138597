"""A sheet of paper as PDF: a heading, lines of text, a frame. No library writes it for us."""

from collections.abc import Iterable

LINE = 18
A4 = "0 0 595 842"


def page(heading: str, lines: Iterable[str]) -> bytes:
    """Letters of Helvetica's own alphabet only."""
    text = [f"BT /F2 22 Tf 60 760 Td ({_plain(heading)}) Tj ET", "60 748 475 1 re f"]
    for number, line in enumerate(lines):
        text.append(f"BT /F1 11 Tf 60 {715 - number * LINE} Td ({_plain(line)}) Tj ET")
    text.append("0.6 G 40 40 515 762 re S")
    return _file("\n".join(text).encode("latin-1"))


def _plain(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(drawn: bytes) -> bytes:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>" % A4.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    start, size = len(content), len(objects) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n" % size
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
