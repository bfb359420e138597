"""Nothing of an issued certificate changes, whoever tries and however: by column, row and table."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, connections, models, transaction
from django.test import Client
from django.utils import timezone

from companies.actions.merge import merge, undo_merge
from jobs.certificates.actions.draft import change_certificate
from jobs.certificates.models import Certificate, CertificateStandard
from jobs.work.models import BenchItem, JobItem, Measurement
from realsync.accounts.roles import Role
from realsync.db.scope import Scope, ScopeRole, as_user, open_scope, scope_of
from tests.certificates.making import fresh
from tests.database import as_worker
from tests.merging.conftest import acting, owned
from tests.world import World

TABLES = {
    "certificates": ("id", Certificate),
    "certificate_standards": ("certificate_id", CertificateStandard),
    "job_items": ("id", JobItem),
    "bench_items": ("item_id", BenchItem),
    "measurements": ("item_id", Measurement),
}
# Where the instrument stands meanwhile, and that it went back, is still noted.
STILL_WRITTEN = {"job_items": ("shelf", "returned_on")}
ABOVE = ("measurements", "bench_items", "certificates", "job_items", "jobs", "branches",
         "companies", "equipment", "standards", "services")  # fmt: skip
OTHER = {
    "text": "{column} || 'x'",
    "boolean": "NOT {column}",
    "date": "coalesce({column}, '2026-01-01') + 1",
    "timestamp with time zone": "coalesce({column}, now()) + interval '1 day'",
    "jsonb": "'[{{\"id\": 0}}]'",
    "ARRAY": "'{{0}}'",
}
NUMBER = "coalesce({column}, 0) + 1"


def owner(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if cursor.description else []


def columns(table: str) -> list[tuple[str, str]]:
    """Each with an expression for another value; what the database computes is left out."""
    rows = owner(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        table,
    )
    return [
        (column, OTHER.get(kind, NUMBER).format(column=column))
        for column, kind in rows
        if column not in STILL_WRITTEN.get(table, ())
    ]


class Paper:
    """What must stay: the rows as they are, and the file."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.keys = {
            table: certificate.pk if "certif" in table else certificate.item_id for table in TABLES
        }
        self.before = self.now()

    def now(self) -> list[Any]:
        rows = [
            owner(
                f"SELECT to_jsonb(t) FROM {table} t WHERE {key} = %s ORDER BY id"
                if table != "bench_items"
                else f"SELECT to_jsonb(t) FROM {table} t WHERE {key} = %s",
                self.keys[table],
            )
            for table, (key, _model) in TABLES.items()
        ]
        with default_storage.open(self.certificate.pdf) as file:
            return [*rows, sha256(file.read()).hexdigest()]

    def statements(self) -> Iterator[tuple[str, list[Any]]]:
        for table, (key, _model) in TABLES.items():
            for column, other in columns(table):
                yield f"UPDATE {table} SET {column} = {other} WHERE {key} = %s", [self.keys[table]]
            yield f"DELETE FROM {table} WHERE {key} = %s", [self.keys[table]]
        job = self.certificate.job_id
        for table, pk in (
            ("jobs", job),
            ("branches", self.certificate.branch_id),
            ("companies", self.certificate.company_id),
            ("equipment", self.certificate.equipment_id),
        ):
            yield f"DELETE FROM {table} WHERE id = %s", [pk]
        yield (
            "INSERT INTO measurements (company_id, branch_id, job_id, item_id, position, quantity)"
            " SELECT company_id, branch_id, job_id, id, 99, 'More' FROM job_items WHERE id = %s",
            [self.certificate.item_id],
        )
        for table in ABOVE:
            yield f"TRUNCATE {table} CASCADE", []


def scopes(world: World) -> list[Scope]:
    people = (Role.ADMIN, Role.ONBOARDING, Role.TECHNICIAN)
    persons = [*(world.staff[role] for role in people), world.alice, world.bob]
    return [scope_of(fresh(person)) for person in persons]


@contextmanager
def refused() -> Iterator[None]:
    """It may be; what counts is that nothing has changed."""
    with suppress(DatabaseError, models.ProtectedError, models.RestrictedError):
        yield


def attempt(scope: Scope, sql: str, params: list[Any]) -> None:
    with refused(), open_scope(scope), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_by_plain_sql_as_web_and_worker_in_every_scope(world: World, issued: Certificate) -> None:
    """Each column, each row, each table above it. `pytest -s` prints how many were tried."""
    paper, tried = Paper(issued), 0
    statements = list(paper.statements())
    for scope in scopes(world):
        for sql, params in statements:
            attempt(scope, sql, params)
            tried += 1
        assert paper.now() == paper.before, scope.role
    with as_worker():
        for scope in (*scopes(world), Scope(ScopeRole.SYSTEM)):
            for sql, params in statements:
                attempt(scope, sql, params)
                tried += 1
            assert paper.now() == paper.before, f"worker {scope.role}"
    print(f"\n{tried} statements, succeeded 0")


def test_without_its_trigger_it_would_be_seen(world: World, issued: Certificate) -> None:
    """The fault, planted: what the tests compare does show it."""
    paper = Paper(issued)
    with transaction.atomic("owner"):
        owner("ALTER TABLE certificates DISABLE TRIGGER certificates_paper")
        owner("UPDATE certificates SET remarks = 'Other' WHERE id = %s", issued.pk)
        assert paper.now() != paper.before
        transaction.set_rollback(True, using="owner")


@pytest.mark.parametrize("kind", ["branch", "company"])
def test_a_merge_moves_where_it_stands_and_nothing_that_it_says(world: World, kind: str) -> None:
    kept, other, certificate = {
        "branch": (world.north, world.south, world.certificates["fenced"]),
        "company": (world.aster, world.borealis, world.certificates["foreign"]),
    }[kind]

    def said() -> Any:
        place = "'{company_id,branch_id,version,updated_at}'::text[]"
        sql = f"SELECT to_jsonb(c) - {place} FROM certificates c WHERE id = %s"
        return owner(sql, certificate.pk)

    before, by = said(), world.staff[Role.ADMIN]
    kept, other = owned(kept), owned(other)
    versions = (kept.version, other.version)
    done = acting(by, merge, kept=kept, other=other, versions=versions, chosen={})
    assert getattr(owned(certificate), f"{kind}_id") == kept.pk
    assert said() == before
    acting(by, undo_merge, merge=done)
    assert getattr(owned(certificate), f"{kind}_id") == other.pk
    assert said() == before


@pytest.mark.parametrize("table", sorted(TABLES))
def test_as_owner_no_column_changes(world: World, issued: Certificate, table: str) -> None:
    """TRUNCATE is the owner's, and no process of ours signs in as it."""
    paper = Paper(issued)
    for sql, params in paper.statements():
        if sql.startswith((f"UPDATE {table} ", f"DELETE FROM {table} ")):
            with refused(), transaction.atomic("owner"), connections["owner"].cursor() as c:
                c.execute(sql, params)
            assert paper.now() == paper.before, sql


def test_by_the_orm_and_by_the_action(world: World, issued: Certificate) -> None:
    """`save()`, `bulk_update()`, `update()`, `delete()`, and of the job, branch, company above."""
    paper, admin = Paper(issued), fresh(world.staff[Role.ADMIN])
    scope = scope_of(admin)
    for table, (key, model) in TABLES.items():
        manager: Any = model._default_manager
        for field in model._meta.concrete_fields:
            if field.primary_key or field.generated or field.column in STILL_WRITTEN.get(table, ()):
                continue
            for way in ("save", "bulk_update"):
                with refused(), open_scope(scope):
                    row = manager.filter(**{key: paper.keys[table]}).first()
                    setattr(row, field.attname, another(field, getattr(row, field.attname)))
                    if way == "save":
                        row.save()
                    else:
                        manager.bulk_update([row], [field.name])
                assert paper.now() == paper.before, f"{table}.{field.column} by {way}"
        with refused(), open_scope(scope):
            manager.filter(**{key: paper.keys[table]}).delete()
    for above in ("job", "branch", "company", "equipment"):
        with refused(), open_scope(scope):
            getattr(Certificate.objects.get(pk=issued.pk), above).delete()
    for name in ("remarks", "serial", "results"):
        with refused(), as_user(admin):
            change_certificate(
                certificate=issued, by=admin, version=issued.version, changes={name: "Other"}
            )
    assert paper.now() == paper.before


def another(field: Any, value: Any) -> Any:
    """Of the same kind."""
    if isinstance(field, models.DateField):  # and DateTimeField
        return (value or timezone.now()) + timedelta(days=1)
    if isinstance(value, bool):
        return not value
    if isinstance(value, list | dict):
        return ["other"] if field.column != "maker_ids" else [0]
    if isinstance(value, int | Decimal) or value is None:
        return (value or 0) + 1
    return f"{value}1"


def test_in_the_admin_and_on_its_own_pages(world: World, issued: Certificate, sign_in: Any) -> None:
    paper = Paper(issued)
    client: Client = sign_in(world.staff[Role.ADMIN])
    for app, model, pk in (
        ("certificates", "certificate", issued.pk),
        ("work", "job", issued.job_id),
        ("companies", "branch", issued.branch_id),
        ("companies", "company", issued.company_id),
        ("equipment", "equipment", issued.equipment_id),
    ):
        page = f"/admin/{app}/{model}/{pk}"
        if model == "certificate":
            assert client.get(f"{page}/change/").status_code == 200
            assert client.post(f"{page}/change/", {"remarks": "Other"}).status_code == 403
        assert client.post(f"{page}/delete/", {"post": "yes"}).status_code in (200, 403, 404, 409)
    given = {"version": issued.version, "remarks": "Other", "serial": "Other", "reason": "Other"}
    for page in ("edit", "submission", "approval", "rejection", "disposal"):
        assert client.post(f"/certificates/{issued.pk}/{page}/", given).status_code in (
            302,
            403,
            409,
        )
    assert paper.now() == paper.before
