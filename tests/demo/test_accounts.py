import pytest
from django.contrib.auth import authenticate

from companies.grants import client_scope
from companies.models import Branch, Company
from demo.accounts import ACCOUNTS, DemoAccount, demo_accounts, demo_password
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("demo_data")


def user(local: str) -> User:
    return User.objects.get(email=f"{local}@demo.example")


def test_there_is_an_account_of_every_role() -> None:
    assert {account.role for account in ACCOUNTS} == set(Role)
    emails = [email for _label, email in demo_accounts()]
    assert {f"{role}@demo.example" for role in Role} < set(emails)
    assert len(set(emails)) == 10


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.local)
def test_demo_accounts_sign_in(account: DemoAccount) -> None:
    person = authenticate(email=account.email, password=demo_password())
    assert isinstance(person, User)
    assert (person.role, person.name, person.is_active) == (account.role, account.name, True)


def test_nobody_else_has_a_password() -> None:
    others = User.objects.exclude(email__endswith="@demo.example")
    assert others.count() == 330
    assert not any(person.has_usable_password() for person in others)


def test_the_company_manager_of_the_largest_has_a_second_company() -> None:
    manager = user("company_manager")
    client_scope(manager)
    sizes = {
        company_id: Equipment.objects.using("owner").filter(company_id=company_id).count()
        for company_id, _name in manager.client_companies
    }
    assert len(sizes) == 2
    assert max(sizes.values()) == 900


def test_the_other_company_manager_has_the_smallest() -> None:
    scope = client_scope(user("company_manager2"))
    assert scope.company_id
    assert Equipment.objects.using("owner").filter(company_id=scope.company_id).count() == 1
    assert Company.objects.using("owner").get(pk=scope.company_id).is_active


def test_branch_managers() -> None:
    one, other = client_scope(user("branch_manager")), client_scope(user("branch_manager2"))
    assert one.company_id != other.company_id
    assert (len(one.branch_ids), len(other.branch_ids)) == (2, 1)
    for branch_id in (*one.branch_ids, *other.branch_ids):
        assert Branch.objects.using("owner").get(pk=branch_id).is_active
        assert Equipment.objects.using("owner").filter(branch_id=branch_id).exists()
