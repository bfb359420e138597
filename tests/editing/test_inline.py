"""One field, changed where it stands; checked where it is typed; a record found by its name."""

import json
from collections.abc import Callable

import pytest
from django.template import engines
from django.test import Client, RequestFactory

from companies.models import Company
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.editing.sheet import editings
from realsync.records.kinds import kind_of
from tests.editing.sent import form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def typed(html: str) -> dict[str, object]:
    return form_of(html.replace("inline-form", "form-page"))


def test_a_field_is_changed_in_place(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(world.staff[Role.TECHNICIAN]), world.equipment[0]
    path = f"/equipment/{one.pk}/field/location/"
    form = client.get(path, headers=HTMX).content.decode()
    answer = client.post(path, typed(form) | {"location": "Bay 4"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Bay 4" in answer.content.decode()
    news = json.loads(answer.headers["HX-Trigger"])
    assert news["recordChanged"] == {"entity": "equipment", "id": one.pk, "version": 2}
    [entry] = Activity.objects.using("owner").filter(verb="equipment.changed")
    assert entry.changes == {"location": [one.location, "Bay 4"]}


def test_a_field_in_place_asks_when_somebody_was_faster(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(world.staff[Role.SALES]), world.equipment[0]
    path = f"/equipment/{one.pk}/field/location/"
    form = typed(client.get(path, headers=HTMX).content.decode())
    other = typed(client.get(path, headers=HTMX).content.decode())
    client.post(path, other | {"location": "Theirs"}, headers=HTMX)
    answer = client.post(path, form | {"location": "Mine"}, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs" in page
    again = typed(page)
    assert again["location"] == ["Mine"]
    kept = client.post(path, again | {"keep-location": "mine"}, headers=HTMX)
    assert kept.status_code == 200
    assert Equipment.objects.using("owner").get(pk=one.pk).location == "Mine"


def test_a_field_in_place_says_what_is_wrong(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/contacts/{world.contact.pk}/field/email/"
    form = typed(client.get(path, headers=HTMX).content.decode())
    answer = client.post(path, form | {"email": "nonsense"}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()


def test_without_javascript_a_field_is_edited_in_the_form(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(world.staff[Role.SALES]), world.equipment[0]
    answer = client.get(f"/equipment/{one.pk}/field/location/")
    assert answer.headers["Location"] == f"/equipment/{one.pk}/edit/#id_location"


def test_only_named_fields_and_only_for_editors(world: World, sign_in: SignIn) -> None:
    pk = world.aster.pk
    sales = sign_in(world.staff[Role.SALES])
    for name in ("version", "code", "is_active", "id", "company", "nonsense", "name"):
        assert sales.get(f"/companies/{pk}/field/{name}/", headers=HTMX).status_code == 404
        assert sales.post(f"/companies/{pk}/field/{name}/", {name: "x"}).status_code == 404
    stranger = sign_in(world.staff[Role.TECHNICIAN])
    assert stranger.get(f"/companies/{pk}/field/tax_number/").status_code == 403
    assert stranger.post(f"/companies/{pk}/field/tax_number/", {}).status_code == 403


def test_every_inline_field_is_one_of_its_form(world: World) -> None:
    for editing in editings():
        assert set(editing.inline) <= set(editing.form.base_fields), editing.entity
        named = [name for _title, names in editing.form.fieldsets for name in names]
        assert sorted(named) == sorted(editing.form.base_fields), editing.entity
        assert set(editing.form.wide) <= set(named)
        assert kind_of(editing.entity).edit == editing.may_change


@pytest.mark.parametrize(("role", "may"), [(Role.SALES, True), (Role.TECHNICIAN, False)])
def test_the_tag_shows_a_value_and_a_pencil_to_editors(world: World, role: Role, may: bool) -> None:
    company = Company(pk=7, name="A", tags=["<b>", "two"])
    request = RequestFactory().get("/")
    request.user = world.staff[role]
    source = '{% load editing %}{% inline_field company "tags" %}'
    text = engines["django"].from_string(source).render({"company": company}, request)
    assert '<span class="tag">&lt;b&gt;</span>' in text
    assert ('href="/companies/7/edit/#id_tags"' in text) is may


def test_a_check_says_what_is_wrong_and_writes_nothing(world: World, sign_in: SignIn) -> None:
    client, one, other = sign_in(world.staff[Role.SALES]), *world.equipment[:2]
    data = opened(client, f"/equipment/{one.pk}/edit/") | {
        name: getattr(other, name) for name in ("manufacturer", "model", "serial")
    }
    answer = client.post(f"/equipment/{one.pk}/edit/check/serial/", data)
    assert answer.status_code == 200
    assert f"/equipment/{other.pk}/" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert Equipment.objects.using("owner").get(pk=one.pk).version == one.version


def test_a_namesake_is_a_warning_and_no_error(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    data = opened(client, "/companies/new/") | {"name": "aster FOODS"}
    text = client.post("/companies/new/check/name/", data).content.decode()
    assert f'<a href="/companies/{world.aster.pk}/">{world.aster.code}</a>' in text
    assert "aria-invalid" not in text
    assert client.post("/companies/new/", data).status_code == 302


def test_a_check_of_a_row(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    data = opened(client, "/companies/new/") | {"contacts-0-name": "I", "contacts-0-email": "x"}
    text = client.post("/companies/new/check/contacts-0-email/", data).content.decode()
    assert "Enter a valid email address." in text
    assert client.post("/companies/new/check/nonsense/", data).status_code == 404
    assert client.get("/companies/new/check/name/").status_code == 405


def test_records_to_choose_from_are_found_by_name(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ONBOARDING])
    found = client.get("/equipment/choices/branch/", {"q": "aster"}).content.decode()
    assert f'data-value="{world.north.pk}"' in found
    assert str(world.foreign_branch.code) not in found
    within = {"q": "", "within": str(world.borealis.pk)}
    found = client.get("/equipment/choices/branch/", within).content.decode()
    assert f'data-value="{world.foreign_branch.pk}"' in found
    assert world.north.code not in found
    services = client.get("/equipment/choices/plans-service/", {"q": "multimeters"})
    assert world.service.code in services.content.decode()
    for path in ("nonsense", "description", "plans-nonsense", "x-y-z"):
        assert client.get(f"/equipment/choices/{path}/").status_code == 404
    assert client.get("/equipment/choices/branch/", {"within": "x"}).status_code == 404
