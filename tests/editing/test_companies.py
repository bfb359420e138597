"""A company with its contacts: created, changed, logged; by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from companies.models import Branch, Company, Contact
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from tests.editing.sent import form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
CREATORS = {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.ONBOARDING}


def company(name: str) -> Company:
    return Company.objects.using("owner").get(name=name)


def log(verb: str) -> list[Activity]:
    return list(Activity.objects.using("owner").filter(verb=verb).order_by("pk"))


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_create_a_company_with_contacts(world: World, sign_in: SignIn, role: Role) -> None:
    client = sign_in(world.staff[role])
    if role not in CREATORS:
        assert client.get("/companies/new/").status_code == 403
        assert client.post("/companies/new/", {"name": "Nimbus"}).status_code == 403
        return
    data = opened(client, "/companies/new/") | {
        "name": "Nimbus  Ltd ",
        "tags": "food, food, cold  chain",
        "contacts-0-name": "Ida Ives",
        "contacts-0-purposes": ["recall", "site"],
    }
    answer = client.post("/companies/new/", data)
    made = company("Nimbus Ltd")
    assert answer.headers["Location"] == f"/companies/{made.pk}/"
    assert made.tags == ["food", "cold chain"]
    contact = Contact.objects.using("owner").get(company=made)
    assert (contact.name, contact.purposes) == ("Ida Ives", ["recall", "site"])
    entry = log("company.created")[-1]
    assert entry.actor_id == world.staff[role].pk
    assert entry.changes["name"] == [None, "Nimbus Ltd"]
    assert log("contact.created")[-1].company_id == made.pk


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_change_companies_and_branches(world: World, sign_in: SignIn, role: Role) -> None:
    client = sign_in(world.staff[role])
    for path, may in (
        (f"/companies/{world.aster.pk}/edit/", {Role.ADMIN, Role.MANAGEMENT, Role.SALES}),
        (
            f"/branches/{world.north.pk}/edit/",
            {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.SCHEDULER},
        ),
        (
            f"/contacts/{world.contact.pk}/edit/",
            {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.SCHEDULER},
        ),
    ):
        if role not in may:
            assert client.get(path).status_code == 403
            assert client.post(path, {"name": "Other"}).status_code == 403
            continue
        data = opened(client, path) | {"name": "Other"}
        assert client.post(path, data).status_code == 302, path


def test_a_change_is_logged_with_before_and_after(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/companies/{world.aster.pk}/edit/"
    data = opened(client, path) | {"payment_terms_days": "14", "tax_number": "DE 1"}
    answer = client.post(path, data, follow=True)
    assert f"{world.aster.code} saved." in answer.content.decode()
    [entry] = log("company.changed")
    assert entry.changes == {"payment_terms_days": [30, 14], "tax_number": ["", "DE 1"]}
    assert (entry.entity_type, entry.entity_id) == ("company", world.aster.pk)
    assert company("Aster Foods").version == 2


def test_nothing_changed_is_no_version_and_no_entry(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/companies/{world.aster.pk}/edit/"
    assert client.post(path, opened(client, path)).status_code == 302
    assert company("Aster Foods").version == 1
    assert log("company.changed") == []


def test_contacts_are_added_changed_and_retired_in_one_save(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    data = opened(client, path) | {
        "contacts-count": "2",
        "contacts-0-phone": "+44 20 7946 0000",
        "contacts-0-retired": "on",
        "contacts-1-name": "Jo Jones",
        "contacts-1-email": "jo@client.example",
    }
    assert client.post(path, data).status_code == 302
    found = {each.name: each for each in Contact.objects.using("owner").filter(branch=world.north)}
    assert not found["Gwen Grant"].is_active
    assert found["Gwen Grant"].phone == "+44 20 7946 0000"
    assert found["Jo Jones"].company_id == world.aster.pk
    assert "Gwen Grant" not in client.get(path).content.decode()


def test_a_row_that_was_taken_out_is_passed_over(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/companies/{world.aster.pk}/edit/"
    rest = {n: v for n, v in opened(client, path).items() if not n.startswith("contacts-0-")}
    data = rest | {"contacts-count": "3", "contacts-2-name": "Lee Lang"}
    assert client.post(path, data).status_code == 302
    assert Contact.objects.using("owner").filter(company=world.aster, branch=None).count() == 1


def test_a_row_that_is_wrong_saves_nothing_at_all(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    typed = {"name": "Renamed", "contacts-0-email": "no address"}
    answer = client.post(path, opened(client, path) | typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter a valid email address." in page
    assert 'aria-invalid="true"' in page
    assert form_of(page)["name"] == ["Renamed"]
    assert Branch.objects.using("owner").get(pk=world.north.pk).name == "North"


def test_a_scheduler_changes_contacts_and_adds_none(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SCHEDULER]), f"/branches/{world.north.pk}/edit/"
    page = client.get(path).content.decode()
    assert "Add a contact" not in page
    data = form_of(page) | {"contacts-count": "2", "contacts-1-name": "Smuggled"}
    data["contacts-0-job_title"] = "Head of quality"
    assert client.post(path, data).status_code == 302
    assert not Contact.objects.using("owner").filter(name="Smuggled").exists()
    assert Contact.objects.using("owner").get(name="Gwen Grant").job_title == "Head of quality"


def test_a_branch_is_opened_at_its_company(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ONBOARDING])
    path = f"/branches/new/?company={world.aster.pk}"
    page = client.get(path).content.decode()
    assert "Aster Foods (CMP-" in page
    answer = client.post(path, form_of(page) | {"name": "West"})
    made = Branch.objects.using("owner").get(name="West")
    assert (made.company_id, made.company_name) == (world.aster.pk, "Aster Foods")
    assert answer.headers["Location"] == f"/branches/{made.pk}/"


def test_save_and_add_another_opens_the_same_form(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/branches/new/?company={world.aster.pk}"
    data: dict[str, Any] = opened(client, path) | {"name": "West", "then": "another"}
    assert client.post(path, data).headers["Location"] == path


@pytest.mark.parametrize("company", ["x", "999999999", "9" * 40, "-1"])
def test_an_unknown_parent_is_404(world: World, sign_in: SignIn, company: str) -> None:
    client = sign_in(world.staff[Role.SALES])
    assert client.get(f"/branches/new/?company={company}").status_code == 404


def test_a_contact_of_a_company_has_a_form_of_its_own(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/contacts/new/"
    answer = client.post(path, opened(client, path) | {"name": "Kim King"})
    assert answer.headers["Location"] == f"/companies/{world.aster.pk}/"
    assert Contact.objects.using("owner").get(name="Kim King").branch_id is None


def test_a_map_needs_both_numbers(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    answer = client.post(path, opened(client, path) | {"latitude": "51.5"})
    assert answer.status_code == 422
    assert "A place on the map needs both numbers." in answer.content.decode()


def test_forms_are_never_kept(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    for path in ("/companies/new/", f"/companies/{world.aster.pk}/edit/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_purposes_in_another_order_are_no_change(world: World, sign_in: SignIn) -> None:
    stored = ["site", "recall"]
    Contact.objects.using("owner").filter(pk=world.contact.pk).update(purposes=stored)
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    assert client.post(path, opened(client, path)).status_code == 302
    assert Contact.objects.using("owner").get(pk=world.contact.pk).purposes == stored
    assert log("contact.changed") == []
