"""Writers with their own connections on few records; afterwards every edit has to be proven."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.locking.races.careless import without_token, without_version
from tests.locking.races.places import make_places
from tests.locking.races.proof import Proof, prove
from tests.locking.races.scale import SCALE
from tests.locking.races.tally import Tally
from tests.locking.races.told import tell
from tests.locking.races.witness import saves_past_a_holder, watching
from tests.locking.races.writer import Writer
from tests.world import World

OFFICE = (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES)


@dataclass(frozen=True)
class Outcome:
    tally: Tally
    proof: Proof
    past_a_holder: int


def run(world: World, name: str, *, edits: int, records: int) -> Outcome:
    people: list[User] = [world.staff[role] for role in OFFICE]
    tally, places = Tally(edits), make_places(world, records)
    began = time.monotonic()
    with watching():
        writers = [Writer(n, people[n % 4], places, tally) for n in range(SCALE.writers)]
        with ThreadPoolExecutor(len(writers)) as pool:
            for done in [pool.submit(writer.run) for writer in writers]:
                done.result()
        outcome = Outcome(tally, prove(tally, places), saves_past_a_holder())
    tell(
        f"{edits} edits by {SCALE.writers} writers on {records} records, {name}",
        acknowledged=len(tally.saved),
        lost=outcome.proof.lost,
        told_to_nobody=outcome.proof.unasked,
        broken_rows=outcome.proof.broken,
        saves_past_a_holder=outcome.past_a_holder,
        **dict(sorted(tally.seen.items())),
        seconds=f"{time.monotonic() - began:.0f}",
    )
    return outcome


def test_every_acknowledged_edit_stays(world: World) -> None:
    found = run(world, "both checks", edits=SCALE.edits, records=SCALE.records)
    assert found.proof == Proof(lost=0, unasked=0, broken=0)
    assert found.past_a_holder == 0
    assert {"refused", "merged", "tabs vanished", "handed over"} <= found.tally.seen.keys()


def test_without_the_token_a_holder_is_written_past(world: World) -> None:
    with without_token():
        found = run(world, "no token check", edits=SCALE.careless_edits, records=4)
    assert found.past_a_holder > 0


def test_without_the_version_edits_are_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    without_version(monkeypatch)
    found = run(world, "no version check", edits=SCALE.careless_edits, records=4)
    assert found.proof.lost > 0
