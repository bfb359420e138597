from collections.abc import Iterator
from typing import Any

import pytest

from tests.locking.races.told import ROWS, as_table


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Locks are written by functions and by other connections, which nobody notices."""


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    yield
    if ROWS:
        terminalreporter.write_line(as_table())
