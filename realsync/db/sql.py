"""SQL kept in files, so that people who know SQL can read what the database does."""

from importlib.resources import files

from django.db.migrations.operations import RunSQL

UNDO = "\n-- undo\n"


def sql_file(app: str, name: str) -> RunSQL:
    """A migration step from `<app>/sql/<name>.sql`: forward, and its undo below `-- undo`."""
    forward, undo = _parts(app, name)
    return RunSQL(forward, undo)


def sql_file_instead(app: str, name: str, *, of: str) -> RunSQL:
    """A step that undoes an earlier file and runs a new one, which says the same better."""
    forward, undo = _parts(app, name)
    earlier, undo_earlier = _parts(app, of)
    return RunSQL(undo_earlier + "\n" + forward, undo + "\n" + earlier)


def _parts(app: str, name: str) -> list[str]:
    text = files(app).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    forward, undo = text.split(UNDO)
    return [forward, undo]
