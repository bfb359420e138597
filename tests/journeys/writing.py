"""Somebody else, who writes instruments while a list of them is read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.run.house import House

KEY = "CASE WHEN next_due_on IS NULL THEN DATE '9999-12-31' ELSE next_due_on END"
ORDER = f"SELECT id FROM equipment WHERE is_active ORDER BY {KEY}, id"
PLACE = f"""
SELECT count(*) FROM equipment, (SELECT {KEY} AS due, id FROM equipment WHERE id = %s) AS row
WHERE is_active AND ({KEY}, equipment.id) < (row.due, row.id)
"""
# Due where others are due, anywhere in the order.
INSERT = """
INSERT INTO equipment (company_id, branch_id, description, serial, specification, next_due_on)
SELECT company_id, branch_id, 'Written meanwhile', gen_random_uuid()::text, '{}', next_due_on
FROM equipment WHERE id IN (
    SELECT (random() * (SELECT max(id) FROM equipment))::bigint FROM generate_series(1, %s * 2))
LIMIT %s RETURNING id
"""
CHOSEN = """
(SELECT id FROM equipment WHERE is_active AND id IN (
    SELECT (random() * (SELECT max(id) FROM equipment))::bigint FROM generate_series(1, %s * 2))
LIMIT %s)
"""
RETIRE = f"UPDATE equipment SET is_active = false WHERE id IN {CHOSEN} RETURNING id"
TOUCH = f"UPDATE equipment SET location = location || '.' WHERE id IN {CHOSEN} RETURNING id"
PAUSE_SECONDS = 0.05


class Writer:
    def __init__(self, house: House) -> None:
        lines = (house.var / "dev.env").read_text().splitlines()
        self.owner = dict(line.split("=", 1) for line in lines)["DATABASE_OWNER_URL"]
        self.touched: set[int] = set()
        self.writes = 0

    def insert(self, many: int) -> None:
        self._write(INSERT, many)

    def retire(self, many: int) -> None:
        self._write(RETIRE, many)

    def order(self) -> list[int]:
        with psycopg.connect(self.owner) as owner:
            return [pk for (pk,) in owner.execute(ORDER)]

    def place_of(self, pk: int) -> int:
        with psycopg.connect(self.owner) as owner:
            row = owner.execute(PLACE, [pk]).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Ten writes a second or so, until it is left."""
        over = threading.Event()

        def work() -> None:
            while not over.wait(PAUSE_SECONDS):
                for statement in (INSERT, TOUCH, RETIRE):
                    self._write(statement, 1)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _write(self, statement: str, many: int) -> None:
        with psycopg.connect(self.owner, autocommit=True) as owner:
            found = owner.execute(statement, [many, many]).fetchall()
        self.touched |= {pk for (pk,) in found}
        self.writes += len(found)
