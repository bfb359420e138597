"""Real threads: one save of a version wins, one form makes one record."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections
from django.test import Client

from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.editing.sent import opened
from tests.world import World

SignIn = Callable[[User], Client]
AT_ONCE = 6


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """All of them at the same moment, each with a connection of its own."""
    start, answers = Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers.append(call())
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_save_of_a_version_wins_and_the_others_are_asked(
    world: World, restored: None, sign_in: SignIn
) -> None:
    path = f"/companies/{world.aster.pk}/edit/"
    client = sign_in(world.staff[Role.SALES])
    sent = [opened(client, path) | {"tax_number": f"T-{n}"} for n in range(AT_ONCE)]
    answers = together([lambda data=data: client.post(path, data) for data in sent])  # type: ignore[misc]
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [302] + [409] * (AT_ONCE - 1)
    now = Company.objects.using("owner").get(pk=world.aster.pk)
    assert now.version == 2
    assert all(now.tax_number in a.content.decode() for a in answers if a.status_code == 409)


def test_a_double_click_makes_one_company(world: World, restored: None, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    data = opened(client, "/companies/new/") | {"name": "Nimbus"}
    answers = together([lambda: client.post("/companies/new/", data) for _ in range(AT_ONCE)])
    [made] = Company.objects.using("owner").filter(name="Nimbus")
    assert {a.headers.get("Location") for a in answers} == {f"/companies/{made.pk}/"}


def test_a_form_resent_with_other_words_changes_nothing(
    world: World, restored: None, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.SALES])
    data = opened(client, "/companies/new/") | {"name": "Nimbus"}
    assert client.post("/companies/new/", data).status_code == 302
    again = client.post("/companies/new/", data | {"name": "Other"})
    made = Company.objects.using("owner").get(name="Nimbus")
    assert (again.status_code, again["RealSync-Saved"]) == (409, f"/companies/{made.pk}/")
    assert not Company.objects.using("owner").filter(name="Other").exists()
