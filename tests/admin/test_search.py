"""Searching 300,000 instruments reads the trigram index, for the rows and for their number."""

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from companies.models import Branch, Company
from equipment.models import Equipment
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.admin.places import admin_of
from tests.world import World


@pytest.mark.parametrize(
    ("model", "index"),
    [
        (Equipment, "idx_equipment_text"),
        (Company, "idx_companies_text"),
        (Branch, "idx_branches_text"),
    ],
)
def test_a_search_reads_its_index(world: World, model: Any, index: str) -> None:
    request = RequestFactory().get("/", {"q": "multimeter north"})
    request.user = world.staff[Role.ADMIN]
    table = admin_of(model)
    with as_user(world.staff[Role.ADMIN], read_only=True), connection.cursor() as cursor:
        # A table of a few rows is read whole or by its key, whatever index there is.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        found, _ = table.get_search_results(request, table.get_queryset(request), "multimeter")
        assert index in found.explain()
        assert index in getattr(found, "to_count", found).explain()


def test_no_form_holds_all_companies(world: World) -> None:
    """Records are chosen by typing: a select would hold 10,000 of them."""
    request = RequestFactory().get("/")
    request.user = world.staff[Role.ADMIN]
    with as_user(world.staff[Role.ADMIN], read_only=True):
        for model in (Equipment, Branch):
            form = admin_of(model).get_form(request)()
            assert "Borealis" not in form.as_p()
            assert "CANARY" not in form.as_p()
