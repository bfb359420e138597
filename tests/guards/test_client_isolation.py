"""For each client role and each table of the database: rows of others readable 0, writable 0."""

from jobs.work.models import ServiceRequest
from realsync.db.scope import Scope, ScopeRole
from tests.guards import isolation
from tests.made.words import CANARY, FENCED, HOUSE, INTERNAL
from tests.world import World

OF_STRANGERS = ["Aster", "North", FENCED, INTERNAL, HOUSE]


def scopes(world: World) -> dict[str, tuple[Scope, list[str]]]:
    """Both roles, as two companies and as two branches; each with words that it never reads."""
    aster, borealis = world.aster.pk, world.borealis.pk
    bob = Scope(ScopeRole.BRANCH, world.bob.pk, aster, (world.north.pk,))
    charlie = Scope(ScopeRole.COMPANY, world.charlie.pk, borealis)
    harbour = Scope(ScopeRole.BRANCH, world.charlie.pk, borealis, (world.foreign_branch.pk,))
    alice = Scope(ScopeRole.COMPANY, world.alice.pk, aster)
    return {
        "a company": (alice, [CANARY, INTERNAL, HOUSE]),
        "another company": (charlie, OF_STRANGERS),
        "a branch": (bob, [CANARY, FENCED, INTERNAL, HOUSE]),
        "a branch of another company": (harbour, OF_STRANGERS),
    }


def test_no_row_of_others_is_readable_or_writable(world: World) -> None:
    # Instruments are added to a request of one's own that waits.
    requests = ServiceRequest.objects.using("owner")
    requests.update(state="open", settled_at=None, job=None)
    requests.filter(branch=world.north).update(user=world.bob)
    clients = scopes(world)
    tables = {name: isolation.tables_of(scope) for name, (scope, _words) in clients.items()}
    for name, (scope, words) in clients.items():
        found = isolation.reach(tables[name])
        assert (found.leaks, found.gaps) == ([], [])
        print(
            f"{name}: {found.tables} tables, {found.own} rows of its own, readable of others 0,"
            f" {found.attempts} attempts to write, written 0"
        )
        assert found.own > 0
        assert isolation.words_read(scope, words) == []


def test_a_policy_that_lets_through_is_seen(world: World) -> None:
    scope, _words = scopes(world)["another company"]
    with isolation.altered("company", "equipment", "USING", "true"):
        assert isolation.reach(isolation.tables_of(scope)).leaks == [
            f"realsync_company reads {2 * len(world.equipment)} rows of others in equipment"
        ]
    mine = "company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint"
    with isolation.altered("company_writes", "activity_log", "WITH CHECK", mine):
        assert isolation.reach(isolation.tables_of(scope)).leaks == [
            f"realsync_company adds to activity_log with actor_id = {value}"
            for value in (min(each.pk for each in world.people.values()), None)
        ]
