from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from realsync.accounts.models import Session, User
from realsync.accounts.sessions import SessionStore, session_with_person
from tests.world import World

SignIn = Callable[[User], Client]


def test_session_and_person_are_what_the_orm_reads_in_one_query(
    world: World, sign_in: SignIn
) -> None:
    key = sign_in(world.alice).cookies[settings.SESSION_COOKIE_NAME].value
    with CaptureQueriesContext(connection) as queries:
        found = session_with_person(key)
    assert len(queries) == 1
    assert found is not None
    stored = Session.objects.select_related("user").get(pk=key)
    for read, written in ((found, stored), (found.user, stored.user)):
        assert read is not None
        assert written is not None
        fields = [field.attname for field in written._meta.concrete_fields]
        assert {f: getattr(read, f) for f in fields} == {f: getattr(written, f) for f in fields}


def test_a_session_of_nobody_has_no_person(world: World) -> None:
    session = SessionStore()
    session["company_id"] = 1
    session.create()
    found = session_with_person(str(session.session_key))
    assert found is not None
    assert found.user is None


@pytest.mark.parametrize("key", ["", "unknown8", "'; --", "\x00" * 32, "ключключ"])
def test_a_key_that_was_never_given_out_is_nobody(world: World, key: str) -> None:
    assert session_with_person(key) is None


def test_a_cookie_with_a_nul_byte_is_a_stranger(world: World) -> None:
    client = Client(headers={"cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000"'})
    assert client.get("/").status_code == 302
