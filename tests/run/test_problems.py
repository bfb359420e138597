"""What people must put right is one sentence on stderr, an exit code, and nothing left running."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from realsync.embedded.ledger import free_port
from tests.run.house import House


def the_sentence(house: House, **told: str) -> str:
    ended = house.run("dev", **told)
    assert ended.returncode == 1
    assert house.processes() == {}
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_taken_port(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        assert f"Port {house.port} cannot be used" in the_sentence(house)


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_no_port_at_all(house: House, port: str) -> None:
    assert "PORT must be a number" in the_sentence(house, PORT=port)


def test_an_unknown_scale(house: House) -> None:
    assert "SCALE must be one of small, full" in the_sentence(house, SCALE="huge")


def test_a_folder_below_a_file(house: House) -> None:
    (house.var.parent / "file").touch()
    house.var = house.var.parent / "file" / "var"
    assert f"The folder {house.var} cannot be written" in the_sentence(house)


def test_a_folder_that_is_not_ours(house: House) -> None:
    """/proc takes no folder from anybody, not even from root."""
    house.var = Path("/proc/realsync")
    assert "The folder /proc/realsync cannot be written" in the_sentence(house)


def test_an_unreachable_database(house: House) -> None:
    nobody = f"postgresql://realsync_web:secret@127.0.0.1:{free_port()}/realsync"
    sentence = the_sentence(house, DATABASE_URL=nobody)
    assert "DATABASE_URL cannot be reached at 127.0.0.1:" in sentence
    assert "secret" not in sentence


def test_a_database_address_that_is_none(house: House) -> None:
    assert "DATABASE_URL cannot be reached" in the_sentence(house, DATABASE_URL="nonsense")


def test_an_unreachable_redis(house: House) -> None:
    nobody = f"redis://:secret@127.0.0.1:{free_port()}/0"
    sentence = the_sentence(house, REDIS_URL=nobody)
    assert "REDIS_URL cannot be reached" in sentence
    assert "secret" not in sentence


def test_a_given_database_without_its_owner(house: House) -> None:
    given = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_WORKER_URL")}
    assert "DATABASE_OWNER_URL must be given, too" in the_sentence(house, **given)


def test_a_machine_without_a_new_enough_python(tmp_path: Path) -> None:
    script = Path(".ci/environment").read_text()
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "environment").write_text(script)
    ended = subprocess.run(
        ["bash", ".ci/environment"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHON": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("Python 3.11 or newer was not found")
