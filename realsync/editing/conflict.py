"""Two people changed one record: what each did, in words, and the form to choose in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from realsync.accounts.models import NamedPerson
from realsync.activity.models import Activity
from realsync.editing.facts import as_rows
from realsync.editing.fields import DayField
from realsync.editing.forms import RecordForm
from realsync.editing.merge import Merged, merge
from realsync.editing.original import Original
from realsync.editing.pick import Pick

ENTRIES_READ = 50
LONGEST_SHOWN = 300


@dataclass(frozen=True)
class Difference:
    """A field that was changed; `by` and `at` say who changed theirs, as far as the log knows.

    `keep` is the name of the choice between theirs and mine, `chosen` what was chosen.
    """

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    keep: str
    chosen: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Conflict:
    title: str
    only_theirs: list[Difference] = field(default_factory=list)
    only_mine: list[Difference] = field(default_factory=list)
    both: list[Difference] = field(default_factory=list)


def compared(form: RecordForm) -> Merged:
    before = form.original.values if form.original else None
    return merge(before, form.mine, form.theirs)


def is_conflict(form: RecordForm) -> bool:
    """Somebody has saved since this form was shown, and changed a field that I changed, too."""
    return form.record is not None and bool(compared(form).both)


def merged_of(form: RecordForm) -> list[Difference]:
    """What only others have saved since, where there is something of mine to save beside it."""
    if form.record is None:
        return []
    merged = compared(form)
    return conflict_of(form).only_theirs if merged.only_mine and merged.only_theirs else []


def merged_in_words(theirs: Sequence[Difference]) -> Iterator[str]:
    """`Kept from Sarah Chen: Tax number, Region.`, one for each person."""
    by: dict[str, list[str]] = {}
    for each in theirs:
        by.setdefault(each.by, []).append(each.label)
    for name, labels in by.items():
        given = {"name": name or _("somebody else"), "fields": ", ".join(dict.fromkeys(labels))}
        yield _("Kept from %(name)s, who saved meanwhile: %(fields)s.") % given


def conflict_of(form: RecordForm) -> Conflict:
    """What to tell about a form that cannot be saved as it is."""
    merged = compared(form)
    before = form.original.values if form.original else {}
    writers = _writers(form)

    def told(names: tuple[str, ...]) -> list[Difference]:
        return [_difference(form, n, before.get(n), form.theirs[n], writers) for n in names]

    parts = map(told, (merged.only_theirs, merged.only_mine, merged.both))
    return Conflict(form.title, *parts)


def still_undecided(form: RecordForm) -> Conflict | None:
    """For a form that comes back with errors: the questions that it asks already."""
    if not form.undecided or form.original is None:
        return None
    values, writers = form.original.values, _writers(form)
    asked = [
        _difference(form, name, before, values[name], writers)
        for name, before in form.undecided.items()
    ]
    return Conflict(form.title, both=asked)


def asking_form(form: RecordForm, again: Callable[..., RecordForm], **given: Any) -> RecordForm:
    """The same form with both sides merged, and the record as it is now below it."""
    if form.record is None:
        return again(values=form.cleaned_data, **given)
    merged = compared(form)
    before = form.original.values if form.original else {}
    original = Original(
        form.record.version, form.theirs, {name: before.get(name) for name in merged.both}
    )
    return again(
        record=form.record,
        values=form.merged_values(merged.only_theirs),
        original=original,
        **given,
    )


def _difference(
    form: RecordForm, name: str, before: Any, theirs: Any, writers: Mapping[str, tuple[str, Any]]
) -> Difference:
    by, at = writers.get(name, ("", None))
    mine = form.typed.get(name)
    return Difference(
        name,
        str(form.fields[name].label or name),
        in_words(form, name, before),
        in_words(form, name, theirs),
        in_words(form, name, mine),
        form.add_prefix(f"keep-{name}"),
        form.choice(name),
        by,
        at,
    )


def _writers(form: RecordForm) -> dict[str, tuple[str, datetime]]:
    """field -> who changed it last, and when."""
    kinds = [str(form.record._meta.model_name), *form.logged_as]
    entries = Activity.objects.visible_to(form.user).filter(
        entity_type__in=kinds, entity_id=form.record.pk
    )
    read = list(
        entries.order_by("-pk").values_list("changes", "actor_id", "created_at")[:ENTRIES_READ]
    )
    names = dict(
        NamedPerson.objects.filter(pk__in={actor for _c, actor, _t in read if actor}).values_list(
            "pk", "name"
        )
    )
    last: dict[str, tuple[str, datetime]] = {}
    for changes, actor, at in read:
        for name in changes:
            # A row is retired by a tick, and logged under the column.
            shown = "retired" if name == "is_active" and "retired" in form.fields else name
            last.setdefault(shown, (names.get(actor or 0, ""), at))
    return last


def in_words(form: RecordForm, name: str, value: Any) -> str:
    """A value as people read it; a long text is cut, since the field below holds it whole."""
    text = ", ".join(filter(None, _words(form.fields[name], value))) or _("empty")
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _words(field: Any, value: Any) -> Iterator[str]:
    if value is None or value == "":
        return
    if isinstance(field, Pick):
        option = field.option_for(value)
        yield option.text if option else str(value)
    elif isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif isinstance(field, DayField):
        day = value if isinstance(value, date) else parse_date(value)
        yield date_format(day, "j M Y") if day else str(value)
    elif isinstance(value, dict):
        yield from (f"{fact}: {text}" for fact, text in as_rows(value))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(field, each)
    else:
        yield str(dict(getattr(field, "choices", ())).get(value, value))
