"""Puts the world back after a test that wrote."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.apps import apps
from django.db import OperationalError, connections, transaction

WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|COPY|TRUNCATE|ALTER|CREATE|DROP|GRANT|REVOKE)\b", re.I
)
# Signing in writes these, and no test counts their rows.
HARMLESS = re.compile(r'"?(sessions|cache_entries)"?\b|UPDATE "users" SET "last_login"')

ATTEMPTS = 4


class Restorer:
    def __init__(self) -> None:
        self.is_dirty = False
        self.tables = [
            model._meta.db_table
            for model in _parents_first()
            if model._meta.managed and model._meta.app_label not in ("contenttypes", "auth")
        ]
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
        if WRITE.match(text) and not HARMLESS.search(text):
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
            for table in self.tables:
                cursor.execute(
                    f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE pristine.{table}"
                )


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
