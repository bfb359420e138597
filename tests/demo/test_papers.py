"""Documents of demo data: rows whose files are there, and what the rules would have taken."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from companies.documents.rules import accept
from companies.documents.storage import small_name
from demo.papers.library import PAPERS, Paper


def rows(query: str) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file_name)
def test_a_paper_is_one_that_people_could_add(paper: Paper) -> None:
    taken = accept(SimpleUploadedFile(paper.file_name, paper.content))
    assert (taken.kind, taken.name, taken.sha256) == (paper.kind, paper.file_name, paper.sha256)


@pytest.mark.usefixtures("demo_data")
def test_each_row_has_its_file_and_its_picture() -> None:
    found = rows("SELECT file, preview, size_bytes FROM document_versions")
    assert 50 <= len(found) <= 300
    for file, preview, size_bytes in found:
        assert default_storage.size(file) == size_bytes
        assert not preview or default_storage.exists(small_name(preview))
    kinds = {kind for (kind,) in rows("SELECT DISTINCT entity_type FROM documents")}
    assert kinds == {"company", "branch", "equipment", "service"}


@pytest.mark.usefixtures("demo_data")
def test_places_are_those_of_the_records() -> None:
    """As the trigger would have filled them; it is off while demo data is loaded."""
    for kind, company, branch in (
        ("company", "r.id", "NULL::bigint"),
        ("branch", "r.company_id", "r.id"),
        ("equipment", "r.company_id", "r.branch_id"),
        ("service", "NULL::bigint", "NULL::bigint"),
    ):
        table = {"company": "companies", "branch": "branches", "service": "services"}.get(
            kind, kind
        )
        query = f"""
        SELECT d.id FROM documents d LEFT JOIN {table} r ON r.id = d.entity_id
        WHERE d.entity_type = '{kind}' AND (r.id IS NULL
            OR d.company_id IS DISTINCT FROM {company} OR d.branch_id IS DISTINCT FROM {branch})
        """
        assert rows(query) == [], kind
    assert rows("""
        SELECT v.id FROM document_versions v JOIN documents d ON d.id = v.document_id
        WHERE (v.company_id, v.branch_id, v.audience)
              IS DISTINCT FROM (d.company_id, d.branch_id, d.audience)
    """) == []  # fmt: skip
