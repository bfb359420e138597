"""What the shell and the forms of the portal show beside their own."""

from typing import Any

from django import template
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from companies.models import Document, Note, notice
from companies.notes.text import as_html
from realsync.db.scope import scope_of
from realsync.freshness.answers import current
from realsync.pages.access import OPENED_IN

register = template.Library()

MOST_ON_RECORD = 20


@register.simple_tag(takes_context=True)
def unread_notices(context: template.Context) -> int:
    """Of the company that is shown; none on pages that run outside any scope."""
    request: Any = context["request"]
    view = request.resolver_match and request.resolver_match.func
    if getattr(view, "reaches_database", "unscoped") == "unscoped":
        return 0
    answer = current()
    told = answer.marks.unread if answer else None
    return notice.unread_notices(scope_of(request.user)) if told is None else told


@register.simple_tag(takes_context=True)
def opened_in(context: template.Context) -> SafeString:
    """In a form: the company that it was opened for. Sent while another is shown, it is refused."""
    company_id = scope_of(context["request"].user).company_id or ""
    return format_html('<input type="hidden" name="{}" value="{}">', OPENED_IN, company_id)


# Most records have neither; the database's own policies say which of them are seen.
SAID = """
SELECT EXISTS (SELECT FROM notes WHERE entity_type = %(kind)s AND entity_id = %(id)s)
    OR EXISTS (SELECT FROM documents WHERE entity_type = %(kind)s AND entity_id = %(id)s)
"""


def _anything_said(record: Model) -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(SAID, {"kind": record._meta.model_name, "id": record.pk})
        return bool(cursor.fetchone()[0])


@register.inclusion_tag("messages/_record.html", takes_context=True)
def said_to_clients(context: template.Context, record: Model) -> dict[str, Any]:
    """The notes and documents for clients on the record of a portal page."""
    user = context["request"].user
    if not _anything_said(record):
        return {"notes": [], "documents": []}
    notes = Note.objects.visible_to(user).about(record).active().in_order()[:MOST_ON_RECORD]
    documents = Document.objects.visible_to(user).about(record).active().order_by("-pk")
    return {
        "icons": context["icons"],
        "notes": [(as_html(note.text, []), note.created_at) for note in notes],
        "documents": documents[:MOST_ON_RECORD],
    }
