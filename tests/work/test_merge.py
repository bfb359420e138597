"""Jobs when the places where they stand are merged."""

import pytest

from companies.actions.merge import merge, undo_merge
from jobs.work.models import JobItem
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.merging.conftest import acting, owned
from tests.world import World


@pytest.mark.parametrize("kind", ["branch", "company"])
def test_jobs_follow_a_merge_with_their_items_and_come_back(world: World, kind: str) -> None:
    by: User = world.staff[Role.ADMIN]
    kept, other, name = {
        "branch": (world.north, world.south, "fenced"),
        "company": (world.aster, world.borealis, "foreign"),
    }[kind]
    kept, other, job = owned(kept), owned(other), world.jobs[name]
    versions = (kept.version, other.version)
    done = acting(by, merge, kept=kept, other=other, versions=versions, chosen={})
    assert getattr(owned(job), f"{kind}_id") == kept.pk
    items = JobItem.objects.using("owner").filter(job=job)
    assert set(items.values_list(f"{kind}_id", flat=True)) == {kept.pk}
    acting(by, undo_merge, merge=done)
    assert getattr(owned(job), f"{kind}_id") == other.pk
