"""An export as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from realsync.exports.choices import ExportState
from realsync.exports.models import Export


@dataclass(frozen=True)
class ShownExport:
    pk: int
    title: str
    format: str
    filters: str
    created_at: datetime
    is_open: bool
    is_ready: bool
    rows: str
    percent: int | None
    state: str
    size_bytes: int
    expires_at: datetime | None
    again: str


def shown(export: Export) -> ShownExport:
    return ShownExport(
        pk=export.pk,
        title=export.title,
        format=export.get_format_display(),
        filters=export.filters,
        created_at=export.created_at,
        is_open=export.state == ExportState.OPEN,
        is_ready=export.is_to_be_had,
        rows=_number(export.rows),
        percent=100 * min(export.rows, export.total) // export.total if export.total else None,
        state=_state(export),
        size_bytes=export.size_bytes,
        expires_at=export.expires_at,
        again=_again(export),
    )


def _state(export: Export) -> str:
    """In a sentence, where there is no file to fetch."""
    if export.state == ExportState.REFUSED:
        return export.answer
    if export.state == ExportState.CANCELLED:
        return _("Cancelled.")
    if export.state == ExportState.DONE:
        return _("Its time is over, and the file is gone. Export the list again.")
    if not export.total:
        return _("Waiting for its turn…")
    told = {"rows": _number(export.rows), "total": _number(export.total)}
    return _("%(rows)s of %(total)s rows are written…") % told


def _again(export: Export) -> str:
    """The list that it is of, as it stands now."""
    try:
        return f"{reverse(export.page)}?{_without_view(export.query)}"
    except NoReverseMatch:
        return ""


def _without_view(query: str) -> str:
    kept = QueryDict(query, mutable=True)
    kept.pop("view", None)
    return kept.urlencode()


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
