"""Tasks go along when the records that they are about are merged."""

from django.utils.translation import ngettext

from companies.merging.parts import Move, register_moves


def tasks_in_words(count: int) -> str:
    return ngettext("%d task", "%d tasks", count) % count


def register() -> None:
    for entity in ("company", "branch", "equipment"):
        about = f"t.entity_type = '{entity}'"
        nowhere = "company_id = NULL, branch_id = NULL"
        register_moves(entity, Move("tasks", "entity_id", tasks_in_words, about, nowhere))
