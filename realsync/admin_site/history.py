"""The history of a record is our activity log of it."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from realsync.accounts.models import NamedPerson
from realsync.activity.models import Activity

SHOWN = 100


def history_page(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    record = model_admin.get_object(request, unquote(object_id))
    if record is None:
        raise Http404
    opts = model_admin.opts
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History"),
        "subtitle": str(record),
        "entries": entries_about(record, request.user),
        "most": SHOWN,
        "module_name": capfirst(opts.verbose_name_plural),
        "object": record,
        "opts": opts,
    }
    return TemplateResponse(request, "admin/object_history.html", context)


def entries_about(record: Model, user: Any) -> list[Any]:
    """The latest first, each with the name of who did it and its changes as lines."""
    entity = str(record._meta.model_name)
    if not isinstance(record.pk, int):
        return []  # the log knows records by number
    entries: list[Any] = list(Activity.objects.visible_to(user).about(entity, [record.pk])[:SHOWN])
    names = names_of({entry.actor_id for entry in entries if entry.actor_id})
    for entry in entries:
        entry.actor = names.get(entry.actor_id, "")
        entry.lines = [(name, *pair) for name, pair in entry.changes.items()]
    return entries


def names_of(ids: set[int]) -> dict[int, str]:
    return dict(NamedPerson.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
