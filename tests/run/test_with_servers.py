import os
import sys

import psycopg
import pytest

from tests.run.house import House


def test_the_exit_code_is_the_commands_and_its_servers_stop(house: House) -> None:
    ended = house.run("with_servers", "--", sys.executable, "-c", "raise SystemExit(7)")
    assert ended.returncode == 7, ended.stderr
    assert house.processes() == {}


def test_an_unknown_command_is_a_sentence(house: House) -> None:
    ended = house.run("with_servers", "--", "no-such-program")
    assert ended.returncode == 1
    assert "no-such-program cannot be run" in ended.stderr
    assert house.processes() == {}


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("DATABASE_URL", "statement_timeout", "5s"),
        ("DATABASE_URL", "lock_timeout", "3s"),
        ("DATABASE_URL", "idle_in_transaction_session_timeout", "10s"),
        ("DATABASE_WORKER_URL", "statement_timeout", "10min"),
        ("DATABASE_OWNER_URL", "statement_timeout", "0"),
    ],
)
def test_login_roles_have_their_time_limits(name: str, setting: str, value: str) -> None:
    with psycopg.connect(os.environ[name]) as connection:
        assert connection.execute(f"SHOW {setting}".encode()).fetchone() == (value,)


def test_the_web_cannot_become_the_system() -> None:
    with (
        psycopg.connect(os.environ["DATABASE_URL"]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SET ROLE realsync_system")


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_WORKER_URL"])
def test_login_roles_own_and_inherit_nothing(name: str) -> None:
    with psycopg.connect(os.environ[name]) as connection:
        inherited = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'realsync%' "
            "AND rolname <> current_user AND pg_has_role(oid, 'USAGE')"
        ).fetchall()
        owned = connection.execute(
            "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
        ).fetchall()
    assert inherited == owned == []


def test_letters_beyond_ascii_are_letters() -> None:
    """pg_trgm drops them where the cluster's LC_CTYPE is C."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        found = connection.execute("SELECT cardinality(show_trgm('ü'))").fetchone()
    assert found == (2,)
