"""What reaches people, and that nobody reads another's inbox."""

import pytest
from django.db import ProgrammingError, transaction
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.inbox.models import InboxItem
from realsync.inbox.tell import tell
from tests.world import World


def person(world: World, role: Role) -> User:
    return User.objects.get(pk=world.staff[role].pk)


def unread(world: World, role: Role) -> int:
    return person(world, role).unread


def test_a_mention_is_counted_and_read_by_its_person_only(world: World) -> None:
    sales, technician = person(world, Role.SALES), person(world, Role.TECHNICIAN)
    with as_user(sales):
        tell(user_ids=[technician.pk], by=sales, verb="note.mentioned", entity=world.aster)
        assert not InboxItem.objects.filter(user=technician).exists()
    assert (unread(world, Role.TECHNICIAN), unread(world, Role.SALES)) == (1, 0)
    with as_user(technician):
        item = InboxItem.objects.get()
        assert (item.title, item.actor_id) == ("Aster Foods", sales.pk)
        InboxItem.objects.filter(pk=item.pk).update(read_at=Now())
    assert unread(world, Role.TECHNICIAN) == 0


def test_nobody_is_told_of_what_they_did(world: World) -> None:
    sales = person(world, Role.SALES)
    with as_user(sales):
        tell(user_ids=[sales.pk], by=sales, verb="note.mentioned", entity=world.aster)
    assert unread(world, Role.SALES) == 0


def test_nobody_tells_in_anothers_name(world: World) -> None:
    sales, admin = person(world, Role.SALES), person(world, Role.ADMIN)
    with pytest.raises(ProgrammingError, match="row-level security"), as_user(sales):
        tell(user_ids=[sales.pk], by=admin, verb="note.mentioned", entity=world.aster)


def test_an_entry_is_read_and_never_rewritten(world: World) -> None:
    admin = person(world, Role.ADMIN)
    with as_user(admin), pytest.raises(ProgrammingError), transaction.atomic():
        InboxItem.objects.update(excerpt="other")


def test_clients_have_no_inbox(world: World) -> None:
    with as_user(User.objects.get(pk=world.alice.pk)), pytest.raises(ProgrammingError):
        InboxItem.objects.count()
