"""Tasks from hand to hand: who sees them, what they become, where they go."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from companies.models import Branch
from locking.actions.lock import acquire
from realsync.accounts.hand_over import hand_over_work
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_system, as_user
from realsync.inbox.models import InboxItem
from realsync.outbox.models import OutboxRow
from tasks.actions.reassignment import AT_ONCE
from tasks.actions.task import NoMove, create_task, hand_over_task, make_task, take_task
from tasks.background import reassign_tasks
from tasks.choices import MOVES, TaskStatus
from tasks.models import Task
from tests.database import as_worker
from tests.editing.sent import opened
from tests.made.words import CANARY
from tests.world import World

SignIn = Callable[[User], Client]
TODAY = timezone.localdate
TAB = UUID("11111111-1111-4111-8111-111111111111")


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def staff(world: World, role: Role) -> User:
    return fresh(world.staff[role])


def now(task: Task) -> Task:
    return Task.objects.using("owner").get(pk=task.pk)


ALL = {*(role.value for role in (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES)),
       "onboarding", "technician", "unassigned", "foreign"}  # fmt: skip
SEEN = {
    Role.ADMIN: ALL,
    Role.MANAGEMENT: ALL,
    Role.SCHEDULER: ALL,
    Role.SALES: {"sales", "unassigned"},
    Role.ONBOARDING: {"onboarding", "unassigned"},
    Role.TECHNICIAN: {"technician"},
}


@pytest.mark.parametrize("role", SEEN)
def test_each_role_sees_its_tasks_with_and_without_django(world: World, role: Role) -> None:
    expected = {world.tasks[name].pk for name in SEEN[role]}
    person = staff(world, role)
    with as_user(person):
        assert set(Task.objects.values_list("pk", flat=True)) == expected
        assert set(Task.objects.visible_to(person).values_list("pk", flat=True)) == expected


def test_clients_may_not_even_name_the_table(world: World) -> None:
    for client in (world.alice, world.bob):
        with pytest.raises(DatabaseError, match="permission denied"), as_user(fresh(client)):
            Task.objects.count()


def test_what_is_said_and_logged_of_a_task_is_seen_where_the_task_is(
    world: World, sign_in: SignIn
) -> None:
    task = world.tasks["management"]
    manager = sign_in(world.staff[Role.MANAGEMENT])
    note = {"kind": "note", "text": "Between us", "audience": "client"}
    assert manager.post(f"/tasks/{task.pk}/notes/new/", note).status_code == 302
    assert manager.post(f"/tasks/{task.pk}/start/").status_code == 302
    for role, count in ((Role.SCHEDULER, 2), (Role.SALES, 0), (Role.TECHNICIAN, 0)):
        with as_user(staff(world, role)), connection.cursor() as cursor:
            entries = Activity.objects.filter(entity_type="task", entity_id=task.pk)
            assert entries.count() == count, role
            cursor.execute("SELECT count(*) FROM notes WHERE entity_type = 'task'")
            assert cursor.fetchone()[0] == bool(count), role


def test_a_technician_reads_the_history_of_their_own_task(world: World, sign_in: SignIn) -> None:
    task = world.tasks["technician"]
    technician = sign_in(world.staff[Role.TECHNICIAN])
    technician.post(f"/tasks/{task.pk}/completion/")
    assert "completed the task" in technician.get(f"/tasks/{task.pk}/timeline/").content.decode()
    assert now(task).completed_at is not None


@pytest.mark.parametrize("before", TaskStatus.values)
@pytest.mark.parametrize("after", TaskStatus.values)
def test_the_square_of_moves_in_python_and_sql(world: World, before: str, after: str) -> None:
    admin, task = staff(world, Role.ADMIN), world.tasks["admin"]
    with connections["owner"].cursor() as cursor:
        for table in ("DISABLE", "ENABLE"):
            cursor.execute(f"ALTER TABLE tasks {table} TRIGGER USER")
            if table == "DISABLE":
                done = timezone.now() if before == "completed" else None
                values = [before, done, task.pk]
                cursor.execute("UPDATE tasks SET status=%s, completed_at=%s WHERE id=%s", values)
    allowed = after == before or after in MOVES[before]
    assert now(task).may_become(after) == (after in MOVES[before])
    with as_user(admin):
        try:
            with transaction.atomic():
                Task.objects.filter(pk=task.pk).update(status=after)
            moved = True
        except IntegrityError:
            moved = False
    assert moved == allowed
    assert (now(task).completed_at is not None) == (now(task).status == "completed")


def test_buttons_move_a_task_and_say_so(world: World, sign_in: SignIn) -> None:
    task = world.tasks["sales"]
    sales = sign_in(world.staff[Role.SALES])
    for resource, status in (
        ("start", "in_progress"),
        ("completion", "completed"),
        ("completion", "completed"),
        ("reopening", "pending"),
        ("cancellation", "cancelled"),
    ):
        assert sales.get(f"/tasks/{task.pk}/{resource}/").status_code == 200
        assert sales.post(f"/tasks/{task.pk}/{resource}/").status_code == 302
        assert now(task).status == status
    late = sales.post(f"/tasks/{task.pk}/start/", follow=True).content.decode()
    assert "moved on meanwhile" in late
    verbs = Activity.objects.using("owner").filter(entity_type="task", entity_id=task.pk)
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "task.started", "task.completed", "task.reopened", "task.cancelled",
    ]  # fmt: skip


def test_another_s_task_is_looked_at_only(world: World, sign_in: SignIn) -> None:
    scheduler, other = sign_in(world.staff[Role.SCHEDULER]), world.tasks["admin"].pk
    page = scheduler.get(f"/tasks/{other}/")
    assert page.status_code == 200
    assert b"completion/" not in page.content
    for path in ("edit", "completion", "handover", "snooze"):
        assert scheduler.post(f"/tasks/{other}/{path}/").status_code == 403
    tab = {"tab": str(TAB)}
    assert scheduler.post(f"/live/task/{other}/lock/", tab).status_code == 403
    assert sign_in(world.staff[Role.SALES]).get(f"/tasks/{other}/").status_code == 404


def test_a_task_is_made_on_a_record_s_page_for_a_colleague(world: World, sign_in: SignIn) -> None:
    """A technician does not see it afterwards; the colleague finds it in the inbox."""
    scheduler = world.staff[Role.SCHEDULER]
    technician = sign_in(world.staff[Role.TECHNICIAN])
    instrument = world.equipment[0]
    address = f"/tasks/new/?entity=equipment&id={instrument.pk}"
    assert instrument.description in technician.get(address).content.decode()
    sent = {
        "title": "Order a probe", "text": "The old one is bent", "priority": "high",
        "due_on": str(TODAY()), "assignee": scheduler.pk,
    }  # fmt: skip
    answer = technician.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, "/tasks/?whose=mine")
    task = Task.objects.using("owner").get(title="Order a probe")
    assert (task.assignee_id, task.created_by_id) == (
        scheduler.pk,
        world.staff[Role.TECHNICIAN].pk,
    )
    assert (task.entity_id, task.branch_id) == (instrument.pk, world.north.pk)
    told = InboxItem.objects.using("owner").get(verb="task.assigned", entity_id=task.pk)
    assert (told.user_id, told.title) == (scheduler.pk, "Order a probe")
    inbox = sign_in(scheduler).get("/inbox/").content.decode()
    assert "gave you the task" in inbox
    card = sign_in(scheduler).get(f"/companies/{world.aster.pk}/tasks/").content.decode()
    assert "Order a probe" in card
    assert CANARY not in card


@pytest.mark.parametrize(
    "query", ["entity=planet&id=1", "entity=company", "id=7", "entity=company&id=999999999"]
)
def test_a_link_to_nothing_is_404(world: World, sign_in: SignIn, query: str) -> None:
    assert sign_in(world.staff[Role.ADMIN]).get(f"/tasks/new/?{query}").status_code == 404


def test_one_of_two_takes_what_is_nobodys(world: World, restored: None) -> None:
    task = world.tasks["unassigned"]
    outcomes: list[int | None] = []

    def take(person: User) -> None:
        try:
            with as_user(person):
                take_task(task=task, by=person)
            outcomes.append(person.pk)
        except NoMove:
            outcomes.append(None)
        finally:
            connection.close()

    people = [staff(world, Role.SALES), staff(world, Role.ONBOARDING)]
    threads = [Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=bool)[0] is None
    assert now(task).assignee_id in outcomes


def test_sales_hands_over_and_no_longer_sees_it(world: World, sign_in: SignIn) -> None:
    task, heir = world.tasks["sales"], world.staff[Role.TECHNICIAN]
    sales = sign_in(world.staff[Role.SALES])
    assert sales.post(f"/tasks/{task.pk}/handover/", {"assignee": ""}).status_code == 422
    answer = sales.post(f"/tasks/{task.pk}/handover/", {"assignee": heir.pk})
    assert answer["Location"] == "/tasks/?whose=mine"
    assert now(task).assignee_id == heir.pk
    assert sales.get(f"/tasks/{task.pk}/").status_code == 404
    entry = Activity.objects.using("owner").get(verb="task.handed_over")
    assert entry.changes == {"assignee": ["Sales", "Technician"]}


def test_nobody_gives_away_what_is_not_theirs(world: World) -> None:
    sales = staff(world, Role.SALES)
    given = [world.tasks["admin"].pk, sales.pk]
    with (
        pytest.raises(DatabaseError, match="not yours"),
        as_user(sales),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT give_away_task(%s, %s)", given)
    with pytest.raises(Task.DoesNotExist), as_user(sales):
        hand_over_task(task=world.tasks["admin"], by=sales, to_id=sales.pk)


def test_a_task_is_put_off_and_comes_back(world: World, sign_in: SignIn) -> None:
    task = world.tasks["sales"]
    sales = sign_in(world.staff[Role.SALES])
    past = sales.post(f"/tasks/{task.pk}/snooze/", {"until": str(TODAY())})
    assert past.status_code == 422
    sales.post(f"/tasks/{task.pk}/snooze/", {"until": str(TODAY() + timedelta(days=3))})
    assert task.title not in sales.get("/tasks/?whose=mine").content.decode()
    assert task.title in sales.get("/tasks/?whose=mine&status=snoozed").content.decode()
    Task.objects.using("owner").filter(pk=task.pk).update(snoozed_until=TODAY())
    assert task.title in sales.get("/tasks/?whose=mine").content.decode()
    sales.post(f"/tasks/{task.pk}/completion/")
    assert now(task).snoozed_until is None


def test_an_edit_is_logged_and_merged(world: World, sign_in: SignIn) -> None:
    task = world.tasks["sales"]
    sales = sign_in(world.staff[Role.SALES])
    sent = opened(sales, f"/tasks/{task.pk}/edit/") | {
        "title": "Ring at noon",
        "due_on": str(TODAY()),
    }
    assert sales.post(f"/tasks/{task.pk}/edit/", sent).status_code == 302
    assert (now(task).title, now(task).version) == ("Ring at noon", 2)
    entry = Activity.objects.using("owner").get(verb="task.changed")
    assert set(entry.changes) == {"title", "due_on"}


def test_a_held_task_is_not_moved_and_says_who_holds_it(world: World, sign_in: SignIn) -> None:
    admin, task = staff(world, Role.ADMIN), world.tasks["management"]
    with as_user(admin):
        acquire("task", task.pk, tab=TAB)
    manager = sign_in(world.staff[Role.MANAGEMENT])
    said = manager.post(f"/tasks/{task.pk}/completion/", follow=True).content.decode()
    assert "Admin is editing" in said
    assert now(task).status == "pending"
    ids = [world.tasks[name].pk for name in ("management", "sales", "technician")]
    heir = world.staff[Role.SCHEDULER].pk
    sent = {"task": ids, "assignee": heir}
    said = manager.post("/tasks/reassignment/", sent, follow=True).content.decode()
    assert "Moved: 2. Not moved: 1." in said
    assert f"{task.title}: Admin is editing" in said


def test_selected_tasks_are_asked_for_and_handed_over(world: World, sign_in: SignIn) -> None:
    scheduler = sign_in(world.staff[Role.SCHEDULER])
    ids = [world.tasks[name].pk for name in ("scheduler", "unassigned", "admin")]
    page = scheduler.post("/tasks/reassignment/", {"task": ids})
    assert page.status_code == 200
    heir = world.staff[Role.SALES].pk
    sent = {"task": ids, "assignee": heir}
    said = scheduler.post("/tasks/reassignment/", sent, follow=True).content.decode()
    assert "Moved: 2. Not moved: 1." in said
    assert "belongs to somebody else" in said
    assert now(world.tasks["unassigned"]).assignee_id == heir
    assert now(world.tasks["admin"]).assignee_id == world.staff[Role.ADMIN].pk


def test_what_the_system_makes_is_made_once(world: World) -> None:
    sales = staff(world, Role.SALES)
    with as_user(sales):
        north = Branch.objects.get(pk=world.north.pk)
        given: dict[str, Any] = {
            "title": "Follow up",
            "due_on": TODAY(),
            "about": north,
            "by": sales,
        }
        first = make_task(**given, assignee_id=sales.pk)
        again = make_task(**given, assignee_id=sales.pk)
    assert first.pk == again.pk
    assert now(first).is_system_generated
    assert now(first).company_id == world.aster.pk


def test_a_task_follows_its_record(world: World) -> None:
    instrument = world.equipment[0]
    manager = staff(world, Role.MANAGEMENT)
    with as_user(manager):
        values = {"title": "x", "due_on": TODAY(), "assignee": None}
        task = create_task(by=manager, values=values, parent=instrument)
    technician = staff(world, Role.TECHNICIAN)
    with as_user(technician), connection.cursor() as cursor:
        move = "UPDATE equipment SET branch_id = %s WHERE id = %s"
        cursor.execute(move, [world.south.pk, instrument.pk])
    assert (now(task).branch_id, now(task).version) == (world.south.pk, 1)
    with pytest.raises(IntegrityError, match="another company"), transaction.atomic("owner"):
        Task.objects.using("owner").filter(pk=task.pk).update(company=world.borealis)


def test_lists_filter_and_fragments_are_the_page(world: World, sign_in: SignIn) -> None:
    admin = sign_in(world.staff[Role.ADMIN])
    for query, there, away in (
        ("whose=mine", "Ring the admin", "Ring the sales"),
        ("whose=unassigned", "Somebody must", "Ring the admin"),
        (f"assignee={world.staff[Role.SALES].pk}", "Ring the sales", "Ring the admin"),
        ("q=scheduler", "Ring the scheduler", "Ring the admin"),
        (f"company={world.borealis.pk}", CANARY, "Ring the admin"),
        ("due=7", "Ring the admin", "none"),
    ):
        page = admin.get(f"/tasks/?{query}").content.decode()
        assert there in page
        assert away not in page.split("<tbody>")[1]
        assert there in admin.get(f"/tasks/rows/?{query}").content.decode()
    for query in ("due=overdue", "status=completed", "priority=urgent"):
        assert "Nothing matches" in admin.get(f"/tasks/?{query}").content.decode()
    assert admin.get("/tasks/?status=gone").status_code == 400
    assert "Ring the admin" in admin.get("/search/?q=Ring").content.decode()


def test_the_work_of_somebody_who_leaves_goes_to_a_colleague(world: World, restored: None) -> None:
    """Even while somebody edits it; a second time does nothing."""
    leaver, heir, by = (
        world.staff[role].pk for role in (Role.TECHNICIAN, Role.SCHEDULER, Role.ADMIN)
    )
    task = world.tasks["technician"]
    with as_user(staff(world, Role.TECHNICIAN)):
        acquire("task", task.pk, tab=TAB)
    for _time in range(2):
        with as_worker(), as_system("test"):
            hand_over_work(leaver, heir, by)
    assert now(task).assignee_id == heir
    assert InboxItem.objects.using("owner").filter(verb="task.assigned").count() == 1
    entry = Activity.objects.using("owner").get(verb="task.handed_over")
    assert (entry.actor_id, entry.changes) == (by, {"assignee": ["Technician", "Scheduler"]})


def test_many_are_handed_over_in_the_background_with_the_skipped_ones_named(
    world: World, restored: None, sign_in: SignIn
) -> None:
    sales, heir = world.staff[Role.SALES], world.staff[Role.TECHNICIAN]
    ids = [
        Task.objects.using("owner")
        .create(title=f"Task {n}", due_on=TODAY(), assignee_id=sales.pk, status=status)
        .pk
        for n, status in enumerate(["pending"] * AT_ONCE + ["completed"])
    ]
    ids.append(world.tasks["admin"].pk)  # never seen by sales: not asked for
    sent = {"task": ids, "assignee": heir.pk}
    said = sign_in(sales).post("/tasks/reassignment/", sent, follow=True).content.decode()
    assert f"{AT_ONCE + 1} tasks are being handed over" in said
    for _portion in range(2):
        row = OutboxRow.objects.using("owner").latest("pk")
        with as_worker(), as_system("test"):
            reassign_tasks(*row.args)
    assert Task.objects.using("owner").filter(assignee_id=heir.pk).count() == AT_ONCE + 1
    told = InboxItem.objects.using("owner").get(verb="task.reassigned")
    assert told.user_id == sales.pk
    assert told.excerpt.startswith(f"Moved: {AT_ONCE}. Not moved: 1. Task {AT_ONCE}: It is closed")
