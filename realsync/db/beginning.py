"""The first statement of a transaction takes BEGIN along: every page is one round trip shorter."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import ClientCursor, OperationalError, errors
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult


def first_statement(sql: str, values: Sequence[Any]) -> list[str]:
    """Run it inside `transaction.atomic()` and return its row, as PostgreSQL writes it.

    psycopg would send BEGIN by itself, before what comes first; not where one has begun.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    with wrapper.wrap_database_errors:
        connection = wrapper.connection
        text = ClientCursor(connection).mogrify(sql, values)
        is_idle = connection.pgconn.transaction_status == TransactionStatus.IDLE
        result = _run(connection.pgconn, f"BEGIN; {text}" if is_idle else text)
    return [(result.get_value(0, column) or b"").decode() for column in range(result.nfields)]


def _run(connection: PGconn, sql: str) -> PGresult:
    result = connection.exec_(sql.encode())
    if result.status == ExecStatus.TUPLES_OK:
        return result
    if connection.transaction_status == TransactionStatus.UNKNOWN:
        raise OperationalError(connection.get_error_message())
    raise errors.error_from_result(result)
