"""Somebody holds a certificate in their hands and asks whether it is ours."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jobs.certificates.models import Certificate
from tests.browser.axe import faults, violations
from tests.browser.conftest import OpenPage
from tests.certificates.conftest import house, issued, item, waiting
from tests.world import World

pytestmark = pytest.mark.usefixtures("files")
__all__ = ["house", "issued", "item", "waiting"]


def test_a_file_is_compared_and_stays_where_it_is(
    open_page: OpenPage, issued: Certificate, files: Path, tmp_path: Path
) -> None:
    page = open_page(f"/verify/{issued.token}/")
    expect(page.get_by_text("Genuine.")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    genuine = files / issued.pdf
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(genuine.read_bytes().replace(b"%%EOF", b"%%EOf"))
    page.get_by_label("Compare a PDF").set_input_files(genuine)
    expect(page.get_by_role("status")).to_contain_text("byte for byte")
    page.get_by_label("Compare a PDF").set_input_files(altered)
    expect(page.get_by_role("status")).to_contain_text("not the one that we issued")
    assert sent == []
    assert faults(page) == []


def test_an_unknown_address_says_so(open_page: OpenPage, world: World) -> None:
    page = open_page("/accounts/login/")
    page.goto("/verify/unknown/")
    expect(page.get_by_role("heading", name="Unknown certificate")).to_be_visible()
    assert violations(page) == []
