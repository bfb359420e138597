"""Grants are django-guardian's own rows; we only read them faster."""

from collections.abc import Iterator

import pytest
from guardian.shortcuts import get_user_perms

from companies.models import BranchGrant, Company, CompanyGrant
from realsync.accounts.models import User
from realsync.db.scope import as_system, as_user
from tests.database import as_worker
from tests.world import World


def test_guardian_reads_the_same_grants(world: World) -> None:
    for person, record, permission, granted in [
        (world.alice, world.aster, "represent_company", True),
        (world.alice, world.borealis, "represent_company", False),
        (world.bob, world.north, "represent_branch", True),
        (world.bob, world.south, "represent_branch", False),
    ]:
        held = get_user_perms(User.objects.get(pk=person.pk), record)
        assert (permission in held) is granted


def test_a_grant_knows_its_company_and_goes_with_its_record(world: World) -> None:
    assert BranchGrant.objects.using("owner").get(user=world.bob).company_id == world.aster.pk
    Company.objects.using("owner").filter(pk=world.corona.pk).delete()
    assert list(
        CompanyGrant.objects.using("owner")
        .filter(user=world.erin)
        .values_list("company_name", flat=True)
    ) == ["Aster Foods"]


@pytest.fixture
def worker_login(world: World) -> Iterator[None]:
    with as_worker():
        yield


def test_the_worker_works_for_a_person_or_for_the_system(world: World, worker_login: None) -> None:
    with as_user(User.objects.get(pk=world.bob.pk)):
        assert list(Company.objects.all()) == [world.aster]
    with as_system("nightly count"):
        assert Company.objects.count() == 3
