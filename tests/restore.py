"""Puts the world back after a test that wrote."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.apps import apps
from django.db import OperationalError, connections, transaction

WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|COPY|TRUNCATE|ALTER|CREATE|DROP|GRANT|REVOKE)\b"
    r"|\s*WITH\b.*\b(INSERT|UPDATE|DELETE)\b",
    re.I | re.S,
)
# Signing in writes these, and no test counts their rows.
HARMLESS = re.compile(r'"?(sessions|cache_entries)"?\b|UPDATE "users" SET "last_login"')

ATTEMPTS = 4
# What was sent is put back as it was: their triggers would take its lines for changes.
PAPERS = ("quotes", "quote_lines", "jobs", "job_items")


class Restorer:
    def __init__(self) -> None:
        self.is_dirty = False
        models = [
            model
            for model in _parents_first()
            if model._meta.managed and model._meta.app_label not in ("contenttypes", "auth")
        ]
        self.tables = [model._meta.db_table for model in models]
        self.columns = {model._meta.db_table: _stored(model) for model in models}
        self.writing = re.compile(
            rf"\s*SELECT\b.*\b({'|'.join(_writing_functions())})\(", re.I | re.S
        )
        self._take_copies()

    @contextmanager
    def watch(self) -> Iterator[None]:
        with ExitStack() as stack:
            for alias in ("default", "owner"):
                stack.enter_context(connections[alias].execute_wrapper(self._notice))
            try:
                yield
            finally:
                stack.close()
                if self.is_dirty:
                    self._restore()
                    self.is_dirty = False

    def _notice(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(statement)
        if (WRITE.match(text) and not HARMLESS.search(text)) or self.writing.match(text):
            self.is_dirty = True
        return execute(statement, params, many, context)

    def _take_copies(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE SCHEMA pristine")
            for table in self.tables:
                cursor.execute(f"CREATE TABLE pristine.{table} AS TABLE public.{table}")

    def _restore(self) -> None:
        """A page's last request may still be running and meet this: then once more."""
        for _ in range(ATTEMPTS - 1):
            with suppress(OperationalError):
                return self._put_back()
        return self._put_back()

    def _put_back(self) -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            cursor.execute(f"TRUNCATE {', '.join(self.tables)} CASCADE")
            for table in PAPERS:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for table in self.tables:
                columns = self.columns[table]
                cursor.execute(
                    f"INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {columns} FROM pristine.{table}"
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in PAPERS:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _writing_functions() -> list[str]:
    """Those that a SELECT calls to write: a lock that is acquired, a grant that is moved."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND provolatile = 'v' AND prorettype <> 'trigger'::regtype"
            r" AND prosrc ~* '\m(insert|update|delete)\M'"
        )
        return [name for (name,) in cursor.fetchall()]


def _stored(model: Any) -> str:
    """Its columns, but for those that the database computes."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    return ", ".join(connections["owner"].ops.quote_name(field.column) for field in fields)


def _parents_first() -> list[Any]:
    """Every table's model after those that it refers to."""
    ordered: list[Any] = []

    def add(model: Any) -> None:
        if model in ordered:
            return
        for field in model._meta.fields:
            if field.remote_field and field.remote_field.model is not model:
                add(field.remote_field.model)
        if model not in ordered:
            ordered.append(model)

    for model in apps.get_models(include_auto_created=True):
        add(model)
    return ordered
