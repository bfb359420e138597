"""The paper, read back by programs that are not ours: `qpdf`, `pdftotext`, `pdffonts`."""

import re
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

from jobs.certificates.models import Certificate
from jobs.certificates.paper.setting import pdf_of
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.outbox.models import OutboxRow
from tests.certificates.making import SITE, now, work_off
from tests.world import World


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def point(number: int) -> dict[str, str]:
    return {
        "quantity": "DC voltage", "nominal": f"{number}.0", "unit": "V", "lower": f"{number - 1}.9",
        "upper": f"{number}.1", "as_found": f"{number}.2", "as_left": f"{number}.01",
        "uncertainty": "0.02", "factor": "2", "verdict_found": "fail", "verdict": "pass",
    }  # fmt: skip


def test_the_file_is_pdf_a_2b_and_whole(issued: Certificate, files: Path) -> None:
    path = files / issued.pdf
    content = path.read_bytes()
    assert sha256(content).hexdigest() == issued.pdf_sha256
    assert pdf_of(issued) == content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)
    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    # The columns after the type: emb sub uni.
    assert [font for font in fonts if not re.search(r"\byes +yes +yes\b", font)] == []


def test_what_it_says(issued: Certificate, files: Path, world: World) -> None:
    """ISO/IEC 17025:2017, 7.8.2.1 and 7.8.4.1, point by point."""
    text = run("pdftotext", "-layout", files / issued.pdf, "-")
    said = " ".join(text.split())
    for part in (
        "Calibration certificate",
        "1 Laboratory Way",
        "At the client's",
        issued.number,
        f"End of certificate {issued.number}",
        world.aster.name,
        "2 North Road",
        world.service.name,
        issued.description,
        issued.serial,
        "Condition Clean",
        "Performed 3 February 2026",
        "Environment 23.1 °C",
        "DC voltage V 0 -0.05 0.05 0.010 0.02 2 Pass",
        "coverage factor k",
        "Statement of conformity with the limits above: Pass.",
        "guard band w = U",
        world.standard.code,
        "Drawn up by Technician",
        "Authorised by Management",
        "relate only to the items calibrated",
        "UKAS 0000",
        f"{SITE}/verify/{issued.token}/",
    ):
        assert part in said, part
    for absent in ("Next due", "As left", "Received", "Draft", "amends"):
        assert absent not in said


def test_each_page_has_its_number(issued: Certificate, tmp_path: Path) -> None:
    """Of a long one that was adjusted, amended, and carries a date that the client agreed to."""
    issued.results = [point(number) for number in range(1, 90)]
    issued.is_adjusted, issued.due_on = True, issued.performed_on.replace(year=2027)
    issued.amends_number, issued.amendment_reason = "CRT-20260101-0009", "Wrong #address *here*"
    issued.laboratory["accreditation"] = ""
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf_of(issued))
    pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert page.count(issued.number) >= 2
        assert f"Page {number} of {len(pages)}" in page
    whole = " ".join(" ".join(pages).split())
    assert "DC voltage V 89.0 88.9 89.1 89.2 89.01 0.02 2 Fail Pass" in whole
    assert "amends and replaces CRT-20260101-0009. Reason: Wrong #address *here*" in whole
    assert "Next due, as agreed 3 February 2027" in whole
    assert "before (as found) and after (as left)" in whole
    assert "UKAS" not in whole


def test_a_second_delivery_changes_nothing(issued: Certificate, files: Path) -> None:
    """Neither does one after the file was stored and its name lost with the transaction."""
    row = OutboxRow.objects.using("owner").filter(task__endswith="issue_paper")
    row.update(done_at=None, args=[issued.pk])
    work_off()
    assert now(issued).pdf_sha256 == issued.pdf_sha256
    assert len([each for each in files.rglob("*") if each.is_file()]) == 1


def test_who_reads_it_stands_in_the_log(
    world: World, issued: Certificate, files: Path, sign_in: Any
) -> None:
    answer = sign_in(world.staff[Role.TECHNICIAN]).get(f"/certificates/{issued.pk}/pdf/")
    assert answer["Content-Disposition"] == f'attachment; filename="{issued.number}.pdf"'
    assert b"".join(answer.streaming_content) == (files / issued.pdf).read_bytes()
    entry = Activity.objects.using("owner").get(verb="certificate.downloaded")
    assert (entry.entity_id, entry.actor_id) == (issued.pk, world.staff[Role.TECHNICIAN].pk)
    client = sign_in(world.staff[Role.TECHNICIAN])
    assert client.get(f"/certificates/{world.certificates['other'].pk}/pdf/").status_code == 404
    assert client.get(f"/certificates/{world.certificates['own'].pk}/pdf/").status_code == 404


def test_a_draft_is_shown_as_one(world: World, sign_in: Any, tmp_path: Path) -> None:
    draft = world.certificates["draft"]
    client = sign_in(world.staff[Role.TECHNICIAN])
    answer = client.get(f"/certificates/{draft.pk}/preview/")
    path = tmp_path / "draft.pdf"
    path.write_bytes(answer.content)
    assert "Draft" in run("pdftotext", path, "-")
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(f"/certificates/{world.certificates['own'].pk}/preview/").status_code == 404
