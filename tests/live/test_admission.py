"""Who may open a stream, and when it is closed on them."""

from collections.abc import Callable
from typing import Any

import pytest

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.live.streams import opened, refusal, session_of
from tests.live.web import Web, as_owner
from tests.world import World

# The web of these tests asks every two seconds; people wait for less than 60.
SOON_SECONDS = 6


@pytest.fixture
def sales(world: World, restored: None) -> User:
    return world.staff[Role.SALES]


@pytest.fixture
def topic(world: World) -> str:
    return f"company:{world.aster.pk}"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ONBOARDING, Role.TECHNICIAN])
def test_the_staff_watch_what_they_may_open(world: World, web: Web, role: Role, topic: str) -> None:
    with opened(web, topic, session_of(world.staff[role])) as stream:
        assert stream.next().startswith(topic)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://127.0.0.1:{port}.evil.example",
        "http://evil.example@127.0.0.1:{port}",
        "http://localhost:{port}",
        "ws://127.0.0.1:{port}",
        "http://127.0.0.1:{port}/",
    ],
)
def test_a_page_of_somebody_else_is_refused(
    web: Web, sales: User, topic: str, origin: str | None
) -> None:
    asked = origin and origin.format(port=web.port)
    assert refusal(web, topic, session_of(sales), origin=asked) == 403


def test_a_host_that_is_not_ours_is_refused_although_the_page_is_its_own(
    web: Web, sales: User, topic: str
) -> None:
    """A name of somebody else's that leads here."""
    own = web.origin.replace("127.0.0.1", "evil.example")
    assert refusal(web, topic, session_of(sales), origin=own, host=own[7:]) == 403


@pytest.mark.parametrize(
    "place",
    ["company:99999999", "service:{service}", "nothing:1", "contact:{contact}", "user:1"],
)
def test_what_is_not_there_or_has_no_stream_is_refused_alike(
    world: World, web: Web, sales: User, place: str
) -> None:
    asked = place.format(service=world.service.pk, contact=world.contact.pk)
    assert refusal(web, asked, session_of(sales)) == 403


@pytest.mark.parametrize(
    "place",
    [
        "company:0",
        "company:-1",
        "company:007",
        "company:\u0667",
        "company:7e2",
        "company:7/lock",
        "company:99999999999999999999",
        "COMPANY:{company}",
        "company:{company}%00",
        "company%2F:{company}",
        "../live/company:{company}",
        ":",
    ],
)
def test_an_address_that_is_none_is_refused(
    world: World, web: Web, sales: User, place: str
) -> None:
    assert refusal(web, place.format(company=world.aster.pk), session_of(sales)) in (400, 403)


@pytest.mark.parametrize(
    "who",
    [
        lambda world: session_of(world.alice),
        lambda world: session_of(world.dana),
        lambda world: "",
        lambda world: "a" * 32,
        lambda world: "' OR 1=1 --",
        lambda world: _viewing(world),
        lambda world: _expired(world),
        lambda world: _old_password(world),
    ],
    ids=["client", "deactivated", "nobody", "unknown", "quote", "viewing", "expired", "password"],
)
def test_who_is_not_of_the_staff_just_now_is_refused(
    world: World, web: Web, restored: None, topic: str, who: Callable[[World], str]
) -> None:
    assert refusal(web, topic, who(world)) == 403


@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM sessions WHERE session_key = %(session)s",
        "UPDATE sessions SET expire_date = now() WHERE session_key = %(session)s",
        "UPDATE users SET is_active = false WHERE id = %(person)s",
        "UPDATE users SET role = 'company_manager' WHERE id = %(person)s",
        "UPDATE users SET password = 'another' WHERE id = %(person)s",
        "UPDATE sessions SET viewing_id = %(person)s, viewing_until = now() + interval '1 h'"
        " WHERE session_key = %(session)s",
    ],
    ids=["signed-out", "expired", "deactivated", "role", "password", "viewing"],
)
def test_who_may_no_longer_watch_is_closed_and_others_are_not(
    world: World, web: Web, sales: User, topic: str, lost: str
) -> None:
    mine, others = session_of(sales), session_of(world.staff[Role.MANAGEMENT])
    with opened(web, topic, mine) as stream, opened(web, topic, others) as other:
        other.next()
        as_owner(lost.replace("%(session)s", f"'{mine}'").replace("%(person)s", str(sales.pk)))
        assert stream.end(SOON_SECONDS) == 1008
        assert refusal(web, topic, mine) == 403
        other.silence(1)


def test_who_owes_a_second_factor_is_refused(
    world: World, restored: None, topic: str, settings: Any
) -> None:
    from locking.gate import may_watch

    session = session_of(world.staff[Role.MANAGEMENT])
    assert may_watch(session, "company", world.aster.pk)
    settings.MFA_REQUIRED_ROLES = ["management"]
    assert not may_watch(session, "company", world.aster.pk)


def _viewing(world: World) -> str:
    session = session_of(world.staff[Role.ADMIN])
    as_owner(
        "UPDATE sessions SET viewing_id = %s, viewing_until = now() + interval '1 h'"
        " WHERE session_key = %s",
        world.staff[Role.SALES].pk,
        session,
    )
    return session


def _expired(world: World) -> str:
    session = session_of(world.staff[Role.SALES])
    as_owner("UPDATE sessions SET expire_date = now() WHERE session_key = %s", session)
    return session


def _old_password(world: World) -> str:
    session = session_of(world.staff[Role.SALES])
    as_owner("UPDATE users SET password = 'x' WHERE id = %s", world.staff[Role.SALES].pk)
    return session
