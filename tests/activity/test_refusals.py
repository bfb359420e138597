from collections.abc import Callable

from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.world import World


def test_a_refusal_is_logged_with_the_page_that_was_asked_for(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    technician = world.staff[Role.TECHNICIAN]
    assert sign_in(technician).get("/companies/new/").status_code == 403
    entry = Activity.objects.using("owner").get(verb="access.refused")
    assert (entry.actor_id, entry.changes["page"][1]) == (technician.pk, "GET /companies/new/")
    assert entry.request_id is not None
