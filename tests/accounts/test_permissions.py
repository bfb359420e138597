"""The table of rights, written out a second time as people read it."""

import pytest

from realsync.accounts.models import User
from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import Role

# a admin, m management, s scheduler, l sales, o onboarding, t technician, C and B the clients
LETTERS = dict(zip("amslotCB", Role, strict=True))
TABLE = {
    Permission.REGISTER_SEE: "amslot",
    Permission.WORK_SEE: "amslot",
    Permission.QUOTE_SEE: "amsl",
    Permission.PRICE_FLOOR_SEE: "amsl",
    Permission.STAFF_NOTE_SEE: "amslt",
    Permission.TASK_SEE: "amslot",
    Permission.COMPANY_CREATE: "amlo",
    Permission.COMPANY_EDIT: "aml",
    Permission.BRANCH_EDIT: "amsl",
    Permission.EQUIPMENT_EDIT: "amlot",
    Permission.CATALOGUE_MANAGE: "am",
    Permission.QUOTE_EDIT: "aml",
    Permission.JOB_CREATE: "amsl",
    Permission.JOB_EDIT: "amst",
    Permission.JOB_SCHEDULE: "ams",
    Permission.RESULT_RECORD: "amt",
    Permission.CERTIFICATE_APPROVE: "am",
    Permission.TASK_EDIT: "amslot",
    Permission.OPERATIONS_SEE: "am",
    Permission.SYSTEM_MANAGE: "a",
    Permission.PORTAL_SEE: "CB",
    Permission.BRANCH_MANAGER_MANAGE: "C",
}


def test_every_permission_is_granted_to_somebody() -> None:
    assert GRANTED.keys() == TABLE.keys() == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_rights_are_those_of_the_table(permission: Permission) -> None:
    may = {role for role in Role if User(role=role).may(permission)}
    assert may == {LETTERS[letter] for letter in TABLE[permission]}


def test_a_deactivated_person_may_nothing() -> None:
    admin = User(role=Role.ADMIN, is_active=False)
    assert not any(admin.may(permission) for permission in Permission)
