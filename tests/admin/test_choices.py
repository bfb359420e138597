"""What was sent for another record and is no id of one."""

from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World


@pytest.mark.parametrize("sent", ["2026-02-30", "0.01", "9" * 40, "{{ 7*7 }}", "-1", ""])
def test_what_is_no_id_is_refused_on_the_form(
    world: World, sign_in: Callable[[User], Client], sent: str
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    answer = client.post("/admin/companies/branch/add/", {"company": sent, "name": "New"})
    assert answer.status_code == 200
    assert b"errorlist" in answer.content or b"errornote" in answer.content
