"""Hostile input into every field of every form, by everybody.

`make hostile` gives every field every value and prints the counts; `make test` gives each some.
"""

import os

import pytest
from django.test import Client

from tests.guards.pages import PEOPLE
from tests.hostile.run import run
from tests.made.words import CANARY, FENCED
from tests.world import World

PER_FIELD = None if os.environ.get("HOSTILE") == "all" else 1
SIGNED_IN = [person for person in PEOPLE if person not in ("anonymous", "deactivated")]
# Staff see both companies; a client sees a word of the stranger's never.
WORDS = {"company_manager": (CANARY,), "branch_manager": (CANARY, FENCED)}


@pytest.mark.parametrize("person", SIGNED_IN)
def test_hostile_input_is_refused_in_words_or_stored_as_text(
    world: World, restored: None, person: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[person])
    report = run(world, client, WORDS.get(person, ()), per_field=PER_FIELD)
    print(f"{person}: {report}")
    assert report.faults == []
