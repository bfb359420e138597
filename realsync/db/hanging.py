"""What hangs on a record and mostly is not there: asked for in the statement that finds it."""

from typing import Any

from django.db.models import BooleanField, Func


class Hangs(Func):
    """Whether rows of another table name this one in `by`, of those that the scope sees.

    `Hangs("pk", rows="proposals", by="equipment_id", only="hung.state = 'open'")`. A page asks for
    the rows themselves only then: the ORM takes longer to write a statement than this to answer.
    """

    template = "EXISTS (SELECT FROM %(rows)s hung WHERE hung.%(by)s = %(expressions)s AND %(only)s)"
    output_field = BooleanField()

    def __init__(self, name: str, *, rows: str, by: str, only: str = "true", **extra: Any) -> None:
        super().__init__(name, rows=rows, by=by, only=only, **extra)
