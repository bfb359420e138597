from collections.abc import Iterator

import pytest

from tests.live.web import Web, served


@pytest.fixture(scope="session")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """One for all tests of this process; it asks every two seconds whether people may watch."""
    folder = tmp_path_factory.mktemp("web")
    with served(folder, LIVE_RECHECK_SECONDS="2", LIVE_SWEEP_SECONDS="1") as started:
        yield started
