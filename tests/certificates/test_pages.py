"""Pages of certificates: the list, the record, the form of a draft, moves, and cards elsewhere."""

from collections.abc import Callable

from django.test import Client

from jobs.certificates.models import Certificate
from jobs.work.models import JobItem
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.certificates.making import now, work_off
from tests.editing.sent import opened
from tests.made.words import ELSEWHERE
from tests.world import World

SignIn = Callable[[User], Client]


def test_a_technician_sees_their_own_only(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.TECHNICIAN])
    page = client.get("/certificates/").content.decode()
    assert world.certificates["own"].number in page
    assert ELSEWHERE not in page
    other = world.certificates["other"].pk
    for path in ("", "edit/", "pdf/", "withdrawal/", "amendment/"):
        assert client.get(f"/certificates/{other}/{path}").status_code == 404
    office = sign_in(world.staff[Role.SALES]).get("/certificates/").content.decode()
    assert ELSEWHERE in office


def test_filters_and_search(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    own = world.certificates["own"]
    for query, count in (
        (f"?q={own.number}", "1 certificate"),
        ("?status=pending_review", "1 certificate"),
        (f"?equipment={own.equipment_id}", "3 certificates"),
        (f"?job={own.job_id}&verdict=pass&sort=performed_on", "3 certificates"),
        (f"?company={own.company_id}&status=approved&sort=client_name", "3 certificates"),
        ("?verdict=fail", "0 certificates"),
    ):
        page = client.get(f"/certificates/{query}").content.decode()
        assert f'id="count">{count}' in page, query
    for query in ("?status=gone", "?equipment=0", "?sort=token", "?job=999999999", "?issued=7"):
        assert client.get(f"/certificates/{query}").status_code == 400, query


def test_a_draft_is_changed_and_handed_in(
    world: World, sign_in: SignIn, item: JobItem, restored: None
) -> None:
    technician = sign_in(world.staff[Role.TECHNICIAN])
    job = item.job_id
    card = technician.get(f"/jobs/{job}/certificates/").content.decode()
    assert f"/jobs/{job}/certificates/drafting/" in card
    assert technician.post(f"/jobs/{job}/certificates/drafting/").status_code == 302
    draft = Certificate.objects.using("owner").get(item_id=item.pk)
    assert technician.post(f"/jobs/{job}/certificates/drafting/").status_code == 302
    assert Certificate.objects.using("owner").filter(item_id=draft.item_id).count() == 1
    path = f"/certificates/{draft.pk}/edit/"
    form = opened(technician, path)
    answer = technician.post(path, {**form, "condition": "Scratched", "received_on": "2026-05-05"})
    assert answer.status_code == 422
    assert "received before it was calibrated" in answer.content.decode()
    answer = technician.post(path, {**form, "condition": "Scratched"})
    assert answer.status_code == 302
    assert now(draft).condition == "Scratched"
    sent = {"version": now(draft).version}
    assert technician.post(f"/certificates/{draft.pk}/submission/", sent).status_code == 302
    assert now(draft).status == "pending_review"
    assert technician.get(path)["Location"] == f"/certificates/{draft.pk}/"
    assert technician.post(f"/certificates/{draft.pk}/disposal/", sent).status_code == 409


def test_an_issued_one_says_what_became_of_it(
    world: World, sign_in: SignIn, issued: Certificate, restored: None
) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    page = admin.get(f"/certificates/{issued.pk}/").content.decode()
    assert issued.number in page
    assert issued.pdf_sha256 in page
    assert f"/certificates/{issued.pk}/withdrawal/" in page
    assert f"/certificates/{issued.pk}/approval/" not in page
    sent = {"version": issued.version, "reason": "The serial number was mistyped"}
    answer = admin.post(f"/certificates/{issued.pk}/amendment/", sent)
    draft = Certificate.objects.using("owner").get(amends=issued)
    assert answer["Location"] == f"/certificates/{draft.pk}/"
    again = admin.post(f"/certificates/{issued.pk}/amendment/", sent)
    assert again.status_code == 409
    assert f"/certificates/{draft.pk}/" in again.content.decode()
    assert "Being amended" in admin.get(f"/certificates/{issued.pk}/").content.decode()
    admin.post(f"/certificates/{draft.pk}/submission/", {"version": draft.version})
    management = sign_in(world.staff[Role.MANAGEMENT])
    approval = f"/certificates/{draft.pk}/approval/"
    assert management.post(approval, {"version": now(draft).version}).status_code == 302
    page = admin.get(f"/certificates/{issued.pk}/").content.decode()
    assert "Superseded by" in page
    assert now(draft).number in page
    assert "The serial number was mistyped" in page


def test_a_withdrawal_needs_a_reason_and_is_shown(
    world: World, sign_in: SignIn, issued: Certificate, restored: None
) -> None:
    client, path = sign_in(world.staff[Role.ADMIN]), f"/certificates/{issued.pk}/withdrawal/"
    assert client.post(path, {"version": issued.version}).status_code == 422
    sent = {"version": issued.version, "reason": "Wrong instrument"}
    assert client.post(path, sent).status_code == 302
    assert now(issued).status == "withdrawn"
    assert "Wrong instrument" in client.get(f"/certificates/{issued.pk}/").content.decode()
    assert client.post(path, sent).status_code == 409


def test_a_paper_that_is_missing_is_made_when_it_is_asked_for(
    world: World, sign_in: SignIn, restored: None
) -> None:
    """As those of the demo data are."""
    client, own = sign_in(world.staff[Role.SALES]), world.certificates["own"]
    assert "not made yet" in client.get(f"/certificates/{own.pk}/").content.decode()
    assert client.get(f"/certificates/{own.pk}/pdf/").status_code == 404
    for _twice in range(2):
        assert client.post(f"/certificates/{own.pk}/paper/").status_code == 302
    work_off()
    assert now(own).pdf_sha256
    paper = client.get(f"/certificates/{own.pk}/pdf/")
    assert paper.getvalue().startswith(b"%PDF")
    paper.close()


def test_cards_show_those_of_the_record(world: World, sign_in: SignIn) -> None:
    own = world.certificates["own"]
    client = sign_in(world.staff[Role.TECHNICIAN])
    for path in (
        f"/companies/{own.company_id}/",
        f"/branches/{own.branch_id}/",
        f"/equipment/{own.equipment_id}/",
        f"/jobs/{own.job_id}/",
    ):
        assert f"{path}certificates/" in client.get(path).content.decode()
        card = client.get(f"{path}certificates/").content.decode()
        assert own.number in card, path
        assert ELSEWHERE not in card
        assert client.get(f"{path}certificates/rows/").status_code == 200
    assert client.get("/companies/999999999/certificates/").status_code == 404
