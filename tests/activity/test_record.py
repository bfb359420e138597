import pytest
from django.db import DatabaseError
from django.db.transaction import TransactionManagementError

from companies.models import Branch, Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity, Audience
from realsync.activity.record import record
from realsync.db.scope import as_user
from tests.world import World


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_an_entry_and_its_change_are_one_transaction(world: World) -> None:
    sales = fresh(world.staff[Role.SALES])

    def rename_and_fail() -> None:
        with as_user(sales):
            company = Company.objects.get(pk=world.aster.pk)
            record(by=sales, verb="company.renamed", entity=company, changes={"name": ("a", "b")})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rename_and_fail()
    assert not Activity.objects.using("owner").filter(verb="company.renamed").exists()
    with pytest.raises(TransactionManagementError):
        record(by=sales, verb="company.renamed", entity=world.aster)


def test_an_entry_says_who_what_where(world: World) -> None:
    sales = fresh(world.staff[Role.SALES])
    with as_user(sales):
        branch = Branch.objects.get(pk=world.north.pk)
        record(by=sales, verb="branch.renamed", entity=branch, changes={"name": ("North", "N")})
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.actor_id, entry.entity_type, entry.entity_id) == (sales.pk, "branch", branch.pk)
    assert (entry.company_id, entry.branch_id) == (world.aster.pk, branch.pk)
    assert entry.changes == {"name": ["North", "N"]}
    assert entry.created_at


def test_clients_read_what_is_meant_for_them(world: World) -> None:
    sales = fresh(world.staff[Role.SALES])
    with as_user(sales):
        for audience in Audience:
            record(by=sales, verb=f"seen.{audience}", entity=world.aster, audience=audience)
    for person, verbs in ((world.alice, ["seen.client"]), (world.charlie, [])):
        with as_user(fresh(person)):
            assert list(Activity.objects.values_list("verb", flat=True)) == verbs


def test_a_client_cannot_write_in_anothers_name_or_company(world: World) -> None:
    alice = fresh(world.alice)
    for by, entity in ((world.charlie, world.aster), (alice, world.borealis)):
        with pytest.raises(DatabaseError, match="row-level security"), as_user(alice):
            record(by=by, verb="company.renamed", entity=entity)
