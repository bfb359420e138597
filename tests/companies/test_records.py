from collections.abc import Callable

from django.test import Client

from companies.models import Branch
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]


def test_a_company_shows_its_branches_and_leads_to_its_equipment(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    page = client.get(f"/companies/{world.aster.pk}/").content.decode()
    assert f"/equipment/?company={world.aster.pk}" in page
    for part in ("glance", "equipment", "branches"):
        assert f'hx-get="/companies/{world.aster.pk}/{part}/"' in page
    branches = client.get(f"/companies/{world.aster.pk}/branches/").content.decode()
    assert f"/branches/{world.north.pk}/" in branches
    fragment = client.get(f"/companies/{world.aster.pk}/equipment/").content.decode()
    assert "Multimeter number 0" in fragment


def test_a_branch_shows_contacts_and_its_place(world: World, sign_in: SignIn) -> None:
    Branch.objects.using("owner").filter(pk=world.north.pk).update(
        latitude="53.794100", longitude="-1.547000", site_requirements="Safety shoes"
    )
    page = sign_in(world.staff[Role.TECHNICIAN]).get(f"/branches/{world.north.pk}/")
    text = page.content.decode()
    assert "Gwen Grant" in text
    assert "Safety shoes" in text
    assert "https://www.openstreetmap.org/?mlat=53.794100&amp;mlon=-1.547000" in text


def test_a_branch_on_the_equator_is_on_the_map() -> None:
    assert Branch(latitude=0, longitude=0).map_url.endswith("#map=17/0/0")
    assert Branch(latitude=0).map_url == ""


def test_branches_of_one_company_are_listed(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    page = client.get(f"/branches/?company={world.aster.pk}").content.decode()
    assert "2 branches" in page
    assert "Company: Aster Foods" in page
    assert f"/branches/{world.foreign_branch.pk}/" not in page


def test_regions_are_offered_as_they_occur(world: World, sign_in: SignIn) -> None:
    options = sign_in(world.staff[Role.SALES]).get("/branches/options/region/?region=East")
    assert '<option value="East" selected>East</option>' in options.content.decode()
    assert "max-age=600" in options.headers["Cache-Control"]
