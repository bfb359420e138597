"""The scope itself: as `realsync_web`, never as owner or superuser."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from companies.models import Branch, Company
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.access import DoomedTransaction, reads, writes
from realsync.db.scope import (
    NoScope,
    Scope,
    ScopeRole,
    as_system,
    as_user,
    open_scope,
    require_scope,
    scope_of,
)
from realsync.freshness.times import NEVER
from tests.world import World


def fresh(person: User) -> User:
    """The person as the next request finds them."""
    return User.objects.get(pk=person.pk)


def asked_by(person: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = fresh(person)
    return request


def test_no_scope_shows_no_rows(world: World) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        Company.objects.count()


def test_each_sees_their_own(world: World) -> None:
    with as_user(fresh(world.alice)):
        assert set(Branch.objects.values_list("name", flat=True)) == {"North", world.south.name}
    with as_user(fresh(world.bob)):
        assert list(Branch.objects.values_list("name", flat=True)) == ["North"]
        assert {e.branch_id for e in Equipment.objects.all()} == {world.north.pk}
    with as_user(fresh(world.charlie)):
        assert list(Company.objects.all()) == [world.borealis]
    with as_user(fresh(world.frank)):
        assert not Company.objects.exists()
    for person in world.staff.values():
        with as_user(fresh(person)):
            assert Company.objects.count() == 3
            assert Equipment.objects.count() == 9


def test_the_scope_ends_with_its_transaction(world: World) -> None:
    with as_user(fresh(world.alice)):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('realsync.company_id', true)")
        assert cursor.fetchone() == ("realsync_web", "")


def test_scopes_do_not_nest(world: World) -> None:
    """A savepoint would not undo the settings of the inner scope."""
    alice, charlie = scope_of(fresh(world.alice)), scope_of(fresh(world.charlie))
    with open_scope(alice), pytest.raises(RuntimeError, match="durable"), open_scope(charlie):
        pass


def test_the_web_cannot_become_the_system(world: World) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), as_system("test"):
        pass


def test_a_withdrawn_grant_works_at_the_next_request(world: World) -> None:
    with as_user(fresh(world.alice)):
        assert Company.objects.exists()
    world.aster.grants.using("owner").filter(user=world.alice).delete()
    with as_user(fresh(world.alice)):
        assert not Company.objects.exists()


def test_a_company_that_was_not_granted_cannot_be_chosen(world: World) -> None:
    erin = fresh(world.erin)
    erin.active_company_id = world.borealis.pk
    with as_user(erin):
        assert list(Company.objects.all()) == [world.aster]


def test_work_without_a_scope_is_refused(world: World) -> None:
    with pytest.raises(NoScope):
        require_scope()


def test_reads_cannot_write(world: World) -> None:
    @reads(NEVER)
    def view(request: HttpRequest) -> HttpResponse:
        Company.objects.filter(pk=world.aster.pk).update(name="Renamed")
        return HttpResponse()

    with pytest.raises(DatabaseError, match="read-only transaction"):
        view(asked_by(world.staff[Role.SALES]))


@pytest.mark.parametrize(("status", "name"), [(200, "Renamed"), (422, "Aster Foods")])
def test_a_refusal_rolls_back(world: World, status: int, name: str) -> None:
    @writes
    def view(request: HttpRequest) -> HttpResponse:
        Company.objects.filter(pk=world.aster.pk).update(name="Renamed")
        return HttpResponse(status=status)

    view(asked_by(world.staff[Role.SALES]))
    assert Company.objects.using("owner").get(pk=world.aster.pk).name == name


def test_a_swallowed_error_is_not_a_success(world: World) -> None:
    """PostgreSQL answers COMMIT with ROLLBACK and says nothing."""

    @writes
    def view(request: HttpRequest) -> HttpResponse:
        try:
            Company.objects.filter(pk=world.aster.pk).update(name="")
        except DatabaseError:
            return HttpResponse("saved")
        raise AssertionError

    with pytest.raises(DoomedTransaction):
        view(asked_by(world.staff[Role.SALES]))


def test_a_template_response_renders_inside_the_scope(world: World) -> None:
    @reads(NEVER)
    def view(request: HttpRequest) -> HttpResponse:
        template = engines["django"].from_string(
            "{% for c in companies %}{{ c.name }};{% endfor %}"
        )
        return TemplateResponse(request, template, {"companies": Company.objects.all()})

    response = view(asked_by(world.alice))
    assert isinstance(response, TemplateResponse)
    assert response.content == b"Aster Foods;"


def test_clients_update_nothing(world: World) -> None:
    for person in (world.alice, world.bob):
        with as_user(fresh(person)), transaction.atomic():
            for model in (Company, Branch, Equipment):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    model.objects.update(version=9)


def test_settings_of_one_scope_do_not_reach_the_next(world: World) -> None:
    with open_scope(Scope(ScopeRole.COMPANY, company_id=world.aster.pk)):
        assert Company.objects.count() == 1
    with open_scope(Scope(ScopeRole.COMPANY)):
        assert Company.objects.count() == 0
