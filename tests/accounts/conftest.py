from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from realsync.accounts.models import User
from tests.made.words import PASSWORD
from tests.world import World

SignInForReal = Callable[[User], Client]
LOGIN = "/accounts/login/"


@pytest.fixture
def nothing_counted(world: World) -> None:
    cache.clear()


@pytest.fixture
def by_password(nothing_counted: None) -> SignInForReal:
    """Signed in as people do it, so that what needs a fresh password opens."""

    def sign_in(person: User) -> Client:
        client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        return client

    return sign_in
