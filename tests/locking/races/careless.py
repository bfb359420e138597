"""The house without one of its two checks: what they are for must show."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections

ANYBODY_WRITES = """
CREATE OR REPLACE FUNCTION only_holder_writes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$
"""


@contextmanager
def without_token() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('only_holder_writes'::regproc)")
        careful = cursor.fetchone()[0]
        cursor.execute(ANYBODY_WRITES)
        try:
            yield
        finally:
            cursor.execute(careful)


def without_version(patch: pytest.MonkeyPatch) -> None:
    """The last one to save wins."""

    def claim(rows: Any, *, record: Any, version: int) -> Any:
        return rows.select_for_update(of=("self",)).get(pk=record.pk)

    patch.setattr("companies.actions.company.claim", claim)
    patch.setattr("equipment.actions.equipment.claim", claim)
