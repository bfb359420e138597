"""A technician sees their own jobs and what hangs on them; asked as the unprivileged role."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F
from guardian.shortcuts import get_user_perms

from companies.models import Document, Note
from jobs.work.models import BenchItem, BenchSheet, Job, JobGrant, JobItem, Measurement
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from tests.world import World


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def names(world: World, pks: set[int]) -> set[str]:
    return {name for name, job in world.jobs.items() if job.pk in pks}


def raw(sql: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def grant(world: World, job: Job) -> None:
    JobGrant.objects.using("owner").create(
        user=world.staff[Role.TECHNICIAN],
        content_object=job,
        permission=Permission.objects.using("owner").get(codename="see_job"),
    )


EVERY = {"own", "other", "fenced", "foreign"}


def seen(world: World) -> list[tuple[User, set[str]]]:
    return [
        *((world.staff[role], EVERY) for role in (Role.ADMIN, Role.SALES, Role.ONBOARDING)),
        (world.staff[Role.TECHNICIAN], {"own"}),
        (world.alice, {"own", "other", "fenced"}),
        (world.bob, {"own", "other"}),
        (world.charlie, {"foreign"}),
        (world.frank, set()),
    ]


def test_who_sees_which_jobs_by_the_filter_and_by_the_policies(world: World) -> None:
    for person, expected in seen(world):
        user = fresh(person)
        with as_user(user):
            for model, job in ((Job, "id"), (JobItem, "job_id")):
                filtered = set(model.objects.visible_to(user).values_list(job, flat=True))
                assert names(world, filtered) == expected, person
                found = raw(f"SELECT {job} FROM {model._meta.db_table}")
                assert names(world, found) == expected, person


def test_the_filter_holds_alone(world: World, without_row_level_security: None) -> None:
    for person, expected in seen(world):
        user = fresh(person)
        with as_user(user):
            found = set(Job.objects.visible_to(user).values_list("pk", flat=True))
            assert names(world, found) == expected, person


def test_a_grant_shows_a_technician_one_more_job(world: World) -> None:
    grant(world, world.jobs["foreign"])
    technician = fresh(world.staff[Role.TECHNICIAN])
    assert get_user_perms(technician, world.jobs["foreign"]).first() == "see_job"
    with as_user(technician):
        assert names(world, raw("SELECT id FROM jobs")) == {"own", "foreign"}
        assert names(world, raw("SELECT job_id FROM job_items")) == {"own", "foreign"}
        assert not Job.objects.filter(pk=world.jobs["foreign"].pk).update(title="Mine now")
        for model in (BenchSheet, BenchItem, Measurement):
            its: Any = model._default_manager.filter(job=world.jobs["foreign"].pk)
            assert its.exists()
            assert not its.update(job=F("job"))


def test_a_technician_changes_own_jobs_and_gives_none_away(world: World) -> None:
    technician = fresh(world.staff[Role.TECHNICIAN])
    with as_user(technician):
        assert Job.objects.update(title="Changed") == 1
        for other in (None, world.staff[Role.ADMIN].pk):
            with pytest.raises(DatabaseError, match="policy"), transaction.atomic():
                Job.objects.update(technician=other)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Job.objects.create(company=world.aster, branch=world.north, title="New")


def test_staff_notes_papers_and_history_of_own_jobs_reach_the_technician(world: World) -> None:
    for name in ("own", "foreign"):
        about = {"entity_type": "job", "entity_id": world.jobs[name].pk}
        for audience in ("staff", "client"):
            Note.objects.using("owner").create(
                **about, author=world.staff[Role.SALES], audience=audience, text=name
            )
        Document.objects.using("owner").create(**about, title=name)
        Activity.objects.using("owner").create(**about, verb="note.added")
    technician = fresh(world.staff[Role.TECHNICIAN])
    with as_user(technician):
        for model in (Note, Document, Activity):
            rows = model.objects.visible_to(technician).filter(entity_type="job")
            assert set(rows.values_list("entity_id", flat=True)) == {world.jobs["own"].pk}
        assert Note.objects.visible_to(technician).filter(entity_type="job").count() == 2
    onboarding = fresh(world.staff[Role.ONBOARDING])
    with as_user(onboarding):
        assert Note.objects.visible_to(onboarding).filter(entity_type="job").count() == 2


def test_a_technicians_jobs_are_found_by_an_index(world: World) -> None:
    """In their order, without sorting; with sight of another job, by an index all the same."""
    technician = fresh(world.staff[Role.TECHNICIAN])
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs (company_id, branch_id, number, title, technician_id)"
            " SELECT %s, %s, 'T' || n, 'x', CASE WHEN n %% 50 = 0 THEN %s END"
            " FROM generate_series(1, 10000) n",
            [world.aster.pk, world.north.pk, technician.pk],
        )
        cursor.execute("ANALYZE jobs")
    plan = plan_of_list(technician)
    assert "idx_jobs_technician" in plan, plan
    assert "Sort" not in plan, plan
    grant(world, world.jobs["foreign"])
    assert "Seq Scan" not in plan_of_list(technician)


def plan_of_list(person: User) -> str:
    person = fresh(person)
    with as_user(person):
        return Job.objects.visible_to(person).order_by("-number", "-pk")[:51].explain()
