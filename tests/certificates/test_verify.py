"""Whether a paper is ours: genuine, superseded, withdrawn, altered, unknown."""

from typing import Any

import pytest
from django.db import connections
from django.test import Client

from jobs.certificates.models import Certificate
from realsync.accounts.roles import Role
from tests.world import World

STATES = {
    "approved": "Genuine.",
    "superseded": "Superseded.",
    "withdrawn": "Withdrawn.",
}


def move(certificate: Certificate, status: str) -> None:
    reason = ", withdrawal_reason = 'Secret reason'" if status == "withdrawn" else ""
    with connections["owner"].cursor() as cursor:
        sql = f"UPDATE certificates SET status = %s{reason} WHERE id = %s"
        cursor.execute(sql, [status, certificate.pk])


@pytest.mark.parametrize("status", STATES)
def test_what_an_issued_one_answers(world: World, issued: Certificate, status: str) -> None:
    """To anybody without a session; of the client nothing."""
    move(issued, status)
    client = Client()
    answer = client.get(f"/verify/{issued.token}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [each for each in STATES.values() if each in page] == [STATES[status]]
    for part in (issued.number, f"{issued.issued_on:%-d %B %Y}", issued.serial[-4:]):
        assert part in page
    assert issued.pdf_sha256 in page
    for secret in (
        issued.client_name, issued.serial, issued.description, "Secret reason", "Management",
        "Technician", world.north.name,
    ):  # fmt: skip
        assert secret not in page, secret
    assert answer["Cache-Control"] == "no-store"
    assert dict(client.cookies) == {}


def test_unknown_papers_and_drafts_answer_alike(world: World) -> None:
    answers = {
        Client().get(f"/verify/{token}/").content
        for token in ("unknown", world.certificates["draft"].token)
    }
    assert len(answers) == 1
    [answer] = answers
    assert "Unknown certificate" in answer.decode()
    assert Client().get("/verify/unknown/").status_code == 404


def test_signed_in_it_is_the_same_page(world: World, issued: Certificate, sign_in: Any) -> None:
    for person in (world.charlie, world.staff[Role.SALES]):
        assert sign_in(person).get(f"/verify/{issued.token}/").status_code == 200
