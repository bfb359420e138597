"""What the database does not answer is "try again", in words, never a bare 500."""

import time
from typing import Any

from django.db import connection
from django.test import Client

from realsync.accounts.roles import Role
from tests.world import World


def test_a_transaction_that_postgresql_ended_for_idling_is_tried_again(world: World) -> None:
    client = Client()
    client.force_login(world.staff[Role.ADMIN])

    def hold_up(execute: Any, sql: str, *args: Any) -> Any:
        """As a process that the machine did not run for a while."""
        if connection.in_atomic_block:
            connection.connection.execute("SET idle_in_transaction_session_timeout = 10")
            time.sleep(0.2)
        return execute(sql, *args)

    with connection.execute_wrapper(hold_up):
        answer = client.get("/companies/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert client.get("/companies/").status_code == 200
