"""Colleagues whom a task can go to."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import NamedPerson
from realsync.activity.people import staff
from realsync.db.scope import Person


def colleagues(person: Person, *, also: int | None = None) -> QuerySet[NamedPerson]:
    """Those who work here, and whoever has the task already."""
    return staff(person).filter(Q(is_active=True) | Q(pk=also)).order_by("name", "pk")


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A hundred names at most: a select. `serve` says whose colleagues they are."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("Assigned to"))
        super().__init__(
            queryset=NamedPerson.objects.none(),
            error_messages={"invalid_choice": _("Choose a colleague from the list.")},
            **given,
        )

    def serve(self, person: Person, *, also: int | None = None) -> None:
        self.queryset = colleagues(person, also=also)
