import math
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError

from realsync.db.scope import Scope, ScopeRole, open_scope
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import enqueue
from tests.outbox.handlers import note
from tests.outbox.rows import OFFICE

pytestmark = pytest.mark.usefixtures("committed")
ROWS = OutboxRow.objects.using("owner")
WRITERS = [
    Scope(ScopeRole.OFFICE, user_id=1),
    Scope(ScopeRole.ONBOARDING, user_id=1),
    Scope(ScopeRole.TECHNICIAN, user_id=1),
    Scope(ScopeRole.COMPANY, user_id=1, company_id=7),
    Scope(ScopeRole.BRANCH, user_id=1, company_id=7, branch_ids=(1, 2)),
]


def execute(scope: Scope, sql: str) -> None:
    with open_scope(scope), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_rollback_leaves_nothing() -> None:
    with open_scope(OFFICE):
        enqueue(note, "never")
        transaction.set_rollback(True)
    assert not ROWS.exists()


def test_others_see_it_after_the_commit_only() -> None:
    with open_scope(OFFICE):
        enqueue(note, "soon")
        assert not ROWS.exists()
    assert ROWS.get().args == ["soon"]


def test_outside_a_transaction_it_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        enqueue(note, "lost")
    assert not ROWS.exists()


@pytest.mark.parametrize("argument", [object(), math.nan, {1, 2}, b"bytes"])
def test_arguments_are_json(argument: Any) -> None:
    with pytest.raises((TypeError, ValueError)), open_scope(OFFICE):
        enqueue(note, argument)
    assert not ROWS.exists()


@pytest.mark.parametrize("scope", WRITERS, ids=lambda scope: str(scope.role))
def test_every_scope_may_write_and_none_may_read(scope: Scope) -> None:
    with open_scope(scope):
        enqueue(note, "mine")
    assert ROWS.get().company_id == scope.company_id
    with pytest.raises(ProgrammingError, match="permission denied"), open_scope(scope):
        OutboxRow.objects.first()


def test_sign_in_pages_may_write_without_a_scope() -> None:
    with transaction.atomic():
        enqueue(note, "reset")
    assert ROWS.get().company_id is None
    with pytest.raises(ProgrammingError, match="permission denied"):
        OutboxRow.objects.first()


def test_a_client_cannot_write_in_the_name_of_another_company() -> None:
    insert = "INSERT INTO outbox (task, queue, args, company_id) VALUES ('x', 'quick', '[]', 8)"
    for scope in WRITERS[3:]:
        with pytest.raises(ProgrammingError, match="row-level security"):
            execute(scope, insert)


def test_the_web_cannot_declare_work_done() -> None:
    insert = "INSERT INTO outbox (task, queue, args, done_at) VALUES ('x', 'quick', '[]', now())"
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(OFFICE, insert)
