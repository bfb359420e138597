"""Whatever people do in whatever order: the database does what the plain model promises."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from realsync.accounts.roles import Role
from tests.locking.races.machine import Editing
from tests.locking.races.scale import SCALE
from tests.locking.races.told import tell
from tests.world import World


def test_any_history_is_the_models(world: World) -> None:
    Editing.people = [world.staff[role] for role in (Role.SALES, Role.MANAGEMENT, Role.ADMIN)]
    Editing.histories = Editing.steps = 0
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=SCALE.histories,
            stateful_step_count=SCALE.steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(
        "State machine against the plain model",
        histories=Editing.histories,
        steps=Editing.steps,
        violations=0,
    )
