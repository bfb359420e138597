"""Ids that no column can hold are no addresses."""

from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World


@pytest.mark.parametrize("path", ["companies", "branches", "equipment", "services"])
@pytest.mark.parametrize("pk", ["0", str(2**63 - 1), str(2**63), "9" * 30, "9" * 3000])
def test_an_impossible_id_is_404(
    world: World, sign_in: Callable[[User], Client], path: str, pk: str
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    assert client.get(f"/{path}/{pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["-1", "1.0", "abc", "%00", "\u0661"])
def test_what_is_no_number_is_refused(
    world: World, sign_in: Callable[[User], Client], pk: str
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    assert client.get(f"/equipment/{pk}/").status_code in (400, 404)
