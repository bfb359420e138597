"""SQL kept in files, so that people who know SQL can read what the database does."""

from importlib.resources import files

from django.db.migrations.operations import RunSQL

UNDO = "\n-- undo\n"


def sql_file(app: str, name: str) -> RunSQL:
    """A migration step from `<app>/sql/<name>.sql`: forward, and its undo below `-- undo`."""
    text = files(app).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    forward, undo = text.split(UNDO)
    return RunSQL(forward, undo)
