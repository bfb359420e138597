"""The admin shows jobs and moves none: a state is moved where its rules are."""

from collections.abc import Callable

import pytest
from django.test import Client

from jobs.work.choices import JobStatus
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.work.test_states import owned, put_into
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("before", JobStatus)
def test_the_square_of_states_by_admin(world: World, sign_in: SignIn, before: str) -> None:
    client, job = sign_in(world.staff[Role.ADMIN]), world.jobs["own"]
    put_into(world, job, before)
    address = f"/admin/work/job/{job.pk}/change/"
    assert job.number in client.get(address).content.decode()
    for after in JobStatus:
        assert client.post(address, {"status": after, "title": "x"}).status_code == 403
    assert owned(job).status == before


def test_jobs_are_found_in_the_admin(world: World, sign_in: SignIn) -> None:
    text = sign_in(world.staff[Role.ADMIN]).get("/admin/work/job/?q=spring").content.decode()
    assert world.jobs["own"].number in text
    assert world.jobs["other"].number not in text
