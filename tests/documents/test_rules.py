"""Which files are taken, by their content; and what becomes of their names."""

import tracemalloc

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.documents.names import LONGEST, clean_name, title_of
from companies.documents.recognition import NotTaken
from companies.documents.rules import Accepted, accept
from tests.documents import samples


def given(name: str, content: bytes) -> Accepted:
    return accept(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("name", samples.TAKEN)
def test_what_people_work_with_is_taken(name: str) -> None:
    content = samples.TAKEN[name]()
    taken = given(name, content)
    assert taken.size_bytes == len(content)
    assert len(taken.sha256) == 64
    assert taken.file.read() == content


@pytest.mark.parametrize("name", samples.REFUSED)
def test_what_lies_or_can_run_is_refused(name: str) -> None:
    with pytest.raises(NotTaken) as refusal:
        given(name, samples.REFUSED[name])
    assert str(refusal.value).endswith((".", "!"))


def test_a_lie_is_named() -> None:
    with pytest.raises(NotTaken, match=r"says \.pdf but holds a PNG picture"):
        given("scan.pdf", samples.picture())


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(NotTaken, match="empty"):
        given("manual.pdf", b"")


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = samples.pdf()
    monkeypatch.setattr(settings, "DOCUMENT_MAX_BYTES", len(content))
    assert given("manual.pdf", content).size_bytes == len(content)
    with pytest.raises(NotTaken, match="too large"):
        given("manual.pdf", content + b"\n")


def test_a_bomb_is_refused_by_its_header() -> None:
    with pytest.raises(NotTaken, match="million pixels"):
        given("bomb.png", samples.bomb())


def test_an_office_file_is_not_unpacked() -> None:
    """200 MB of zeros are 200 KB packed: only the table of contents is read."""
    swollen = samples.office(more={"word/media.bin": bytes(200 * 1024 * 1024)})
    assert len(swollen) < 1024 * 1024
    tracemalloc.start()
    assert given("letter.docx", swollen).kind.extensions == ("docx",)
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    tracemalloc.stop()


def test_a_swollen_table_of_contents_is_read_to_a_limit() -> None:
    swollen = samples.packed({"[Content_Types].xml": bytes(64 * 1024 * 1024)})
    with pytest.raises(NotTaken):
        given("letter.docx", swollen)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("manual.pdf", "manual.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ("C:\\Users\\Gwen\\scan.PDF", "scan.pdf"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200bb\u2066c\x00d\r\n.pdf", "abcd.pdf"),
        ("..pdf", "file.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1.txt", "_lpt1.txt"),
        ('a<b>"c|d?.pdf', "a_b__c_d_.pdf"),
        ("e\u0301tat.pdf", "\u00e9tat.pdf"),
        ("Prüfbericht Łódź 😀.pdf", "Prüfbericht Łódź 😀.pdf"),
        ("a" * 300 + ".pdf", "a" * (LONGEST - 4) + ".pdf"),
        ("name.tar.gz", "name.tar.gz"),
        ("\ud800.pdf", "file.pdf"),
    ],
)
def test_a_name_is_no_path_and_hides_nothing(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_title_is_the_name_as_words() -> None:
    assert title_of("Site_plan__Leeds.pdf") == "Site plan Leeds"
