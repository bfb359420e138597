from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.folders import open_folder
from tests.run.house import House

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One after another: each of them starts a whole house."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("run"))


@pytest.fixture
def house() -> Iterator[House]:
    """A folder of its own, on a port of its own; nothing runs yet."""
    with open_folder() as folder:
        built = House(folder / "var")
        yield built
        built.clear()


@pytest.fixture(scope="session")
def lived_in_house() -> Iterator[House]:
    """The next start is a second one. The first was killed while it made the tables.

    What a first start says and does otherwise: test_ordinary_user.py.
    """
    with open_folder() as folder:
        built = House(folder / "var")
        built.start()
        built.wait_for("Making the tables", seconds=30)
        built.kill()
        built.start()
        built.wait_until_ready(seconds=60)
        assert built.interrupt() == 0
        assert built.processes() == {}
        yield built
        built.clear()
