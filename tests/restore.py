"""Puts the world back after a test that wrote."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.db import OperationalError, connections, transaction

from tests.database import template

WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|COPY|TRUNCATE|ALTER|CREATE|DROP|GRANT|REVOKE)\b"
    r"|\s*WITH\b.*\b(INSERT|UPDATE|DELETE)\b",
    re.I | re.S,
)
# Signing in writes these, and no test counts their rows.
HARMLESS = re.compile(r'"?(sessions|cache_entries)"?\b|UPDATE "users" SET "last_login"')

ATTEMPTS = 4
TABLES = """
SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
AND c.relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
GROUP BY c.relname ORDER BY c.relname
"""
# Rows are compared as text: not every type knows whether two of its values are the same.
PUT_BACK = """
DELETE FROM public.{table} WHERE ROW({columns})::text NOT IN
    (SELECT ROW({columns})::text FROM pristine.{table});
INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE
SELECT {columns} FROM pristine.{table} WHERE ROW({columns})::text NOT IN
    (SELECT ROW({columns})::text FROM public.{table});
"""


class Restorer:
    def __init__(self) -> None:
        self.is_dirty = False
        self.writing = re.compile(
            rf"\s*SELECT\b.*\b({'|'.join(_writing_functions())})\(", re.I | re.S
        )
        with connections["owner"].cursor() as cursor:
            cursor.execute(TABLES)
            columns = dict(cursor.fetchall())
            self.tables = ", ".join(columns)
            cursor.execute("CREATE SCHEMA pristine")
            for table in columns:
                cursor.execute(f"CREATE TABLE pristine.{table} AS TABLE public.{table}")
            body = "".join(PUT_BACK.format(table=name, columns=columns[name]) for name in columns)
            # A function, whose plans are made once.
            cursor.execute(
                "CREATE PROCEDURE pristine.put_back() LANGUAGE plpgsql"
                f" AS $put_back$ BEGIN {body} END $put_back$"
            )

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
                    self.put_back()
                    self.is_dirty = False

    def _notice(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(statement)
        if (WRITE.match(text) and not HARMLESS.search(text)) or self.writing.match(text):
            self.is_dirty = True
        return execute(statement, params, many, context)

    def put_back(self) -> None:
        """A page's last request may still be running and meet this: then once more."""
        for _ in range(ATTEMPTS - 1):
            with suppress(OperationalError):
                return self._once()
        return self._once()

    def _once(self) -> None:
        """Every table at once and without its triggers: what stood together stands again."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            # Whoever still writes is waited for.
            cursor.execute(f"LOCK TABLE {self.tables} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("CALL pristine.put_back()")


def begin_anew() -> None:
    """No rows again but those of the migrations; a Restorer for what comes is another one."""
    with (
        template() as bare,
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("DROP SCHEMA pristine CASCADE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(TABLES)
        for table, columns in cursor.fetchall():
            cursor.execute(f"DELETE FROM public.{table}")
            rows = bare.cursor().copy(f"COPY {table} ({columns}) TO STDOUT")
            with rows as ours, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as here:
                for row in ours:
                    here.write(row)


def _writing_functions() -> list[str]:
    """Those that a SELECT calls to write: a lock that is acquired, a grant that is moved."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND provolatile = 'v' AND prorettype <> 'trigger'::regtype"
            r" AND prosrc ~* '\m(insert|update|delete)\M'"
        )
        return [name for (name,) in cursor.fetchall()]
