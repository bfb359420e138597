"""Records that somebody keeps at hand."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value

from realsync.accounts.models import User

MOST_PINNED = 30


class FirstOf(Func):
    template = f"(%(expressions)s)[1:{MOST_PINNED}]"
    output_field = ArrayField(TextField())


def pin(*, by: User, record: str) -> None:
    """`company:42` comes first; of more than 30 the one that was pinned longest ago goes."""
    first = FirstOf(Func(Value(record), _without(record), function="array_prepend"))
    User.objects.filter(pk=by.pk).update(pinned=first)


def unpin(*, by: User, record: str) -> None:
    User.objects.filter(pk=by.pk).update(pinned=_without(record))


def _without(record: str) -> Func:
    texts = ArrayField(TextField())
    return Func(F("pinned"), Value(record), function="array_remove", output_field=texts)
