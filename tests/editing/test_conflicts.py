"""Two people save the same record: the second sees both sides, and nothing is lost."""

from collections.abc import Callable

from django.test import Client

from companies.models import Branch, Company, Contact
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.editing.sent import form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]


def aster(world: World) -> Company:
    return Company.objects.using("owner").get(pk=world.aster.pk)


def test_an_old_version_changes_nothing_and_shows_both_sides(world: World, sign_in: SignIn) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    sales, manager = sign_in(world.staff[Role.SALES]), sign_in(world.staff[Role.MANAGEMENT])
    mine = opened(sales, path)
    theirs = {"tax_number": "THEIRS-1", "home_region": "West", "payment_terms_days": "60"}
    assert manager.post(path, opened(manager, path) | theirs).status_code == 302
    typed = {"tax_number": "MINE-1", "trading_name": "Aster", "payment_terms_days": "60"}
    answer = sales.post(path, mine | typed)
    assert answer.status_code == 409
    assert (aster(world).tax_number, aster(world).version) == ("THEIRS-1", 2)
    page = answer.content.decode()
    assert "Management" in page  # who changed it
    assert "THEIRS-1" in page
    again = form_of(page)
    assert again["tax_number"] == ["MINE-1"]
    assert again["trading_name"] == ["Aster"]
    assert again["home_region"] == ["West"]
    assert "keep-tax_number" not in again  # nobody chooses for them
    # Without a choice nothing is saved, and the question comes again.
    undecided = sales.post(path, again)
    assert undecided.status_code == 422
    assert "THEIRS-1" in undecided.content.decode()
    assert "</span>MINE-1<span" in undecided.content.decode()
    again = form_of(undecided.content.decode())
    assert sales.post(path, again | {"keep-tax_number": "theirs"}).status_code == 302
    now = aster(world)
    assert (now.tax_number, now.trading_name, now.home_region) == ("THEIRS-1", "Aster", "West")


def test_mine_is_kept_where_i_say_so(world: World, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    mine = opened(client, path) | {"tax_number": "MINE-1"}
    client.post(path, opened(client, path) | {"tax_number": "THEIRS-1"})
    page = form_of(client.post(path, mine).content.decode())
    assert client.post(path, page | {"keep-tax_number": "mine"}).status_code == 302
    assert aster(world).tax_number == "MINE-1"


def test_a_third_save_in_between_asks_again(world: World, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    mine = opened(client, path) | {"tax_number": "MINE-1"}
    client.post(path, opened(client, path) | {"tax_number": "THEIRS-1"})
    page = form_of(client.post(path, mine).content.decode())
    client.post(path, opened(client, path) | {"tax_number": "THEIRS-2"})
    answer = client.post(path, page | {"keep-tax_number": "mine"})
    assert answer.status_code == 409
    assert "THEIRS-2" in answer.content.decode()
    assert aster(world).tax_number == "THEIRS-2"


def test_who_changed_nothing_is_asked_nothing(world: World, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    untouched = opened(client, path)
    client.post(path, opened(client, path) | {"tax_number": "THEIRS-1"})
    assert client.post(path, untouched).status_code == 302
    assert aster(world).tax_number == "THEIRS-1"


def test_each_row_has_a_version_of_its_own(world: World, sign_in: SignIn) -> None:
    path, client = f"/branches/{world.north.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    mine = opened(client, path) | {"name": "North-West", "contacts-0-phone": "111"}
    client.post(path, opened(client, path) | {"contacts-0-phone": "222"})
    answer = client.post(path, mine)
    assert answer.status_code == 409
    assert Branch.objects.using("owner").get(pk=world.north.pk).name == "North"
    page = form_of(answer.content.decode())
    assert page["name"] == ["North-West"]
    assert client.post(path, page | {"contacts-0-keep-phone": "mine"}).status_code == 302
    assert Contact.objects.using("owner").get(pk=world.contact.pk).phone == "111"
    assert Branch.objects.using("owner").get(pk=world.north.pk).name == "North-West"


def test_a_row_that_somebody_retired_stays_so_and_that_is_told(
    world: World, sign_in: SignIn
) -> None:
    path, client = f"/branches/{world.north.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    mine = opened(client, path) | {"contacts-0-phone": "111"}
    client.post(path, opened(client, path) | {"contacts-0-retired": "on"})
    answer = client.post(path, mine, follow=True)
    contact = Contact.objects.using("owner").get(pk=world.contact.pk)
    assert (contact.phone, contact.is_active) == ("111", False)
    assert "Kept from Admin, who saved meanwhile: Retired." in answer.content.decode()


def test_what_only_one_side_changed_is_put_together_unasked(world: World, sign_in: SignIn) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    sales, manager = sign_in(world.staff[Role.SALES]), sign_in(world.staff[Role.MANAGEMENT])
    mine = opened(sales, path) | {"trading_name": "Mine", "tags": "one, two"}
    theirs = {"tax_number": "THEIRS", "home_region": "West"}
    manager.post(path, opened(manager, path) | theirs)
    answer = sales.post(path, mine, follow=True)
    told = "Kept from Management, who saved meanwhile: Tax number, Home region."
    assert told in answer.content.decode()
    now = aster(world)
    assert (now.trading_name, now.tax_number, now.home_region) == ("Mine", "THEIRS", "West")
    assert (now.tags, now.version) == (["one", "two"], 3)


def test_what_the_page_took_over_meanwhile_is_not_mine(world: World, sign_in: SignIn) -> None:
    """A field that nobody touched took their value; they then changed it back."""
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    mine = opened(client, path)
    client.post(path, opened(client, path) | {"tax_number": "THEIRS", "home_region": "West"})
    newer = opened(client, path)
    client.post(path, newer | {"tax_number": "", "home_region": "East"})
    taken = {"newer": newer["original"], "refreshed": "tax_number", "tax_number": "THEIRS"}
    mine |= taken | {"trading_name": "Mine"}
    assert client.post(path, mine).status_code == 302
    now = aster(world)
    assert (now.trading_name, now.tax_number, now.home_region) == ("Mine", "", "East")


def test_what_we_have_not_signed_asks_about_every_difference(world: World, sign_in: SignIn) -> None:
    path, client = f"/companies/{world.aster.pk}/edit/", sign_in(world.staff[Role.ADMIN])
    other = opened(client, f"/companies/{world.borealis.pk}/edit/")
    for forged in (
        {"original": "forged", "version": "1"},
        {"original": other["original"]},
        {"version": "99"},
        {"version": "", "original": ""},
    ):
        data = opened(client, path) | {"tax_number": "MINE"} | forged
        answer = client.post(path, data)
        assert answer.status_code == 409, forged
        assert form_of(answer.content.decode())["tax_number"] == ["MINE"]
    assert aster(world).tax_number == ""


def test_anothers_signed_values_are_not_mine(world: World, sign_in: SignIn) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    sales, admin = sign_in(world.staff[Role.SALES]), sign_in(world.staff[Role.ADMIN])
    data = opened(sales, path) | {"tax_number": "MINE", "original": opened(admin, path)["original"]}
    assert sales.post(path, data).status_code == 409
