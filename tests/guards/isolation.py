"""What a client's database role reaches by raw SQL, table by table, as the catalogue lists them.

A forgotten filter, a hand-written statement, an injection: none of them can do more than this.
A table that a release adds is covered by itself: whose a row is, its own columns say.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, connection, connections, transaction

from realsync.db.scope import Scope, ScopeRole, open_scope
from tests.guards.database import rows

Row = dict[str, Any]
REFUSED = "42501"  # insufficient privilege, by grant or by policy
TWICE = "23505"  # one like it is there: what is refused for that says nothing about policies
RELATIONS = """
SELECT c.relname::text,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
GROUP BY c.relname ORDER BY c.relname
"""
MAY_ADD = """
SELECT has_column_privilege(%s, %s::regclass, name, 'INSERT') FROM unnest(%s::text[]) AS name
"""
# How a client sends a row, where policies ask more of it than whose it is.
AS_SENT: Row = {"state": "open", "answer": "", "settled_at": None}
AS_SENT_TO: dict[str, Row] = {
    "audit_packs": {"file": "", "parts": [], "is_planned": False},
    "exports": {"file": "", "parts": []},
    "quote_responses": {"job_id": None},
    "service_requests": {"job_id": None},
}
# Columns that say whose doing a row is.
AUTHORS = ("user_id", "actor_id", "author_id")


@dataclass
class Found:
    """How much was tried, and what was within reach and should not be."""

    tables: int = 0
    own: int = 0
    attempts: int = 0
    leaks: list[str] = field(default_factory=list)
    # Where nothing can be said: a stranger has no row there, or nobody may add one at all.
    gaps: list[str] = field(default_factory=list)


def reach(tables: list["Table"]) -> Found:
    found = Found(tables=len(tables))
    for table in tables:
        table.read(found)
        table.change(found)
        table.add(found)
    return found


def tables_of(scope: Scope) -> list["Table"]:
    return [Table(scope, name, columns) for name, columns in rows(RELATIONS)]


class Table:
    """One table as one client reaches it."""

    def __init__(self, scope: Scope, name: str, columns: list[str]) -> None:
        self.scope, self.name, self.columns = scope, name, columns
        self.mine, self.values = self._mine()
        may = rows(MAY_ADD, str(scope.role), name, columns)
        self.addable = [column for column, (is_so,) in zip(columns, may, strict=True) if is_so]
        self.own = self._some(self.mine)
        self.others = self._some(f"({self.mine}) IS NOT TRUE")

    def _mine(self) -> tuple[str, list[Any]]:
        """The condition of a row that is this client's; none is, where no column leads to them."""
        company = "id" if self.name == "companies" else "company_id"
        branch = "id" if self.name == "branches" else "branch_id"
        scope = self.scope
        if company not in self.columns:
            by = next((each for each in ("user_id", "owner_id") if each in self.columns), None)
            return (f"{by} = %s", [scope.user_id]) if by else ("false", [])
        if scope.role is not ScopeRole.BRANCH or branch not in self.columns:
            return f"{company} = %s", [scope.company_id]
        both = f"{company} = %s AND {branch} = ANY (%s)"
        return both, [scope.company_id, list(scope.branch_ids)]

    def _some(self, condition: str) -> list[Row]:
        """Rows as the owner of the tables sees them."""
        sql = f"SELECT to_jsonb(t)::text FROM {self.name} t WHERE {condition} LIMIT 3"
        return [json.loads(text) for (text,) in rows(sql, *self.values)]

    def read(self, found: Found) -> None:
        sql = f"SELECT count(*) FILTER (WHERE ({self.mine}) IS NOT TRUE), count(*) FROM {self.name}"
        with within(self.scope) as cursor:
            if refusal(cursor, sql, self.values):
                return
            foreign, total = cursor.fetchone()
        found.own += total - foreign
        if foreign:
            found.leaks.append(f"{self.scope.role} reads {foreign} rows of others in {self.name}")
        if not self.others:
            found.gaps.append(f"no row of a stranger's in {self.name}: tests/world.py makes one")

    def change(self, found: Found) -> None:
        """Of no row at all, whosever it is."""
        column = self.columns[0]
        for sql in (f"UPDATE {self.name} SET {column} = {column}", f"DELETE FROM {self.name}"):
            with within(self.scope) as cursor:
                found.attempts += 1
                if not refusal(cursor, sql, []) and cursor.rowcount:
                    found.leaks.append(f"{self.scope.role} may {sql}: {cursor.rowcount} rows")

    def add(self, found: Found) -> None:
        """A row of another's, as it is; and one's own with one column forged."""
        for row in self.others:
            found.attempts += 1
            if not self._is_refused(row):
                found.leaks.append(f"{self.scope.role} adds to {self.name} what is another's")
        if not self.addable:
            return
        sent = [{**row, **self._as_sent()} for row in [*self.own, *self.others, {}]]
        ends = [(self._insert(row)[0], row) for row in sent]
        state, honest = next((end for end in ends if end[0] != REFUSED), (REFUSED, {}))
        if state == REFUSED:
            found.gaps.append(f"{self.scope.role} cannot add a row of its own to {self.name}")
        with self._gone() if state == TWICE else nullcontext():
            for column, value in self._forged():
                found.attempts += 1
                if not self._is_refused({**honest, column: value}):
                    told = f"{self.scope.role} adds to {self.name} with {column} = {value}"
                    found.leaks.append(told)

    @contextmanager
    def _gone(self) -> Iterator[None]:
        """The client's own rows are not there meanwhile."""
        delete = f"DELETE FROM {self.name} t WHERE {self.mine} RETURNING to_jsonb(t)::text"
        names = ", ".join(f'"{name}"' for name in self.columns)
        again = (
            f"INSERT INTO {self.name} ({names}) OVERRIDING SYSTEM VALUE"
            f" SELECT {names} FROM jsonb_populate_record(NULL::{self.name}, %s::jsonb)"
        )
        gone = rows(delete, *self.values)
        yield
        with connections["owner"].cursor() as cursor:
            cursor.executemany(again, gone)

    def _as_sent(self) -> Row:
        given = {**AS_SENT, **AS_SENT_TO.get(self.name, {}), "company_id": self.scope.company_id}
        given |= dict.fromkeys(AUTHORS, self.scope.user_id)
        branches = "SELECT id FROM branches WHERE company_id = %s ORDER BY id"
        ((first,), *_more) = rows(branches, self.scope.company_id)
        given["branch_id"] = next(iter(self.scope.branch_ids), first)
        return {name: value for name, value in given.items() if name in self.columns}

    def _forged(self) -> Iterator[tuple[str, Any]]:
        other = "SELECT min(id) FROM {} WHERE id <> ALL (%s)"
        for column, table, own in (
            ("company_id", "companies", [self.scope.company_id]),
            ("branch_id", "branches", list(self.scope.branch_ids)),
            *((name, "users", [self.scope.user_id]) for name in AUTHORS),
        ):
            # A company's managers have all of its branches: a key holds both to one company.
            if column in self.columns and own:
                yield column, rows(other.format(table), own)[0][0]
                yield column, None

    def _is_refused(self, row: Row) -> bool:
        """By grant, policy or trigger; or it was put right: what came of it is the client's own."""
        state, is_mine = self._insert(row)
        return state == REFUSED or is_mine

    def _insert(self, row: Row) -> tuple[str, bool]:
        """The SQLSTATE that it ends with: policies are asked before constraints. And whether the
        row that came of it is the client's."""
        given = {**row, **({"id": -1} if "id" in self.columns else {})}
        columns = self.addable or self.columns
        names = ", ".join(f'"{name}"' for name in columns if name in given)
        sql = (
            f"INSERT INTO {self.name} ({names}) OVERRIDING SYSTEM VALUE"
            f" SELECT {names} FROM jsonb_populate_record(NULL::{self.name}, %s::jsonb)"
        )
        with within(self.scope) as cursor:
            state = refusal(cursor, sql, [json.dumps(given)])
            if state or "id" not in self.columns:
                return state, False
            mine = f"SELECT {self.mine} FROM {self.name} WHERE id = -1"
            is_read = not refusal(cursor, mine, self.values)
            return state, is_read and cursor.fetchall() == [(True,)]


def words_read(scope: Scope, words: list[str]) -> list[str]:
    """Words of others in rows that are within reach, and what is hidden in a client's own."""
    read = []
    for table, _columns in rows(RELATIONS):
        sql = f"SELECT count(*) FROM {table} t WHERE t::text ~ %s"
        with within(scope) as cursor:
            if not refusal(cursor, sql, ["|".join(words)]) and (count := cursor.fetchone()[0]):
                read.append(f"{scope.role} reads {count} rows of {table} with {words}")
    return read


@contextmanager
def within(scope: Scope) -> Iterator[Any]:
    """Nothing stays of what is tried."""
    with open_scope(scope), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def refusal(cursor: Any, sql: str, values: list[Any]) -> str:
    """The SQLSTATE; that of a privilege, where one of our triggers refuses before policies do."""
    try:
        with transaction.atomic():
            cursor.execute(sql, values)
    except Error as error:
        told = getattr(error.__cause__, "diag", None)
        if "PL/pgSQL function" in (getattr(told, "context", None) or ""):
            return REFUSED
        return str(getattr(error.__cause__, "sqlstate", "?"))
    return ""


@contextmanager
def altered(policy: str, table: str, part: str, condition: str) -> Iterator[None]:
    """The policy is another one meanwhile; `part` is USING or WITH CHECK."""
    column = {"USING": "qual", "WITH CHECK": "with_check"}[part]
    ((before,),) = rows(
        f"SELECT {column} FROM pg_policies WHERE policyname = %s AND tablename = %s", policy, table
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER POLICY {policy} ON {table} {part} ({condition})")
        try:
            yield
        finally:
            cursor.execute(f"ALTER POLICY {policy} ON {table} {part} ({before})")
