from collections.abc import Callable

from django.test import Client

from companies.models import Branch, Contact
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
    assert options.headers["RealSync-Fresh"] == "300"


def test_contacts_beyond_the_first_and_retired_ones_are_a_link_away(
    world: World, restored: None, sign_in: SignIn
) -> None:
    contacts = Contact.objects.using("owner")
    contacts.bulk_create(
        Contact(company=world.aster, branch=world.north, name=f"Ines {n}") for n in range(8)
    )
    contacts.filter(pk=world.contact.pk).update(is_active=False)
    client, path = sign_in(world.staff[Role.SCHEDULER]), f"/branches/{world.north.pk}/"
    page = client.get(f"{path}?from=q%3DNorth").content.decode()
    assert "Gwen Grant" not in page
    assert 'href="?from=q%3DNorth&amp;contacts=all#contacts"' in page
    contacts.filter(name="Ines 7").update(is_active=False)
    assert "Ines 7" not in client.get(path).content.decode()
    whole = client.get(f"{path}?contacts=all").content.decode()
    assert f'href="/contacts/{world.contact.pk}/restoration/"' in whole
    assert f"/contacts/{world.contact.pk}/edit/" not in whole
    assert "contacts=all" not in whole


def test_where_all_contacts_are_retired_they_are_found(
    world: World, restored: None, sign_in: SignIn
) -> None:
    Contact.objects.using("owner").update(is_active=False)
    page = sign_in(world.staff[Role.SALES]).get(f"/branches/{world.north.pk}/").content.decode()
    assert "No active contacts." in page
    assert "?contacts=all#contacts" in page
