"""How quotes are created and changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jobs.quotes.actions.quote import change_quote, create_quote
from jobs.quotes.editing.forms import LineRow, QuoteForm
from jobs.quotes.models import Quote, QuoteLine
from realsync.accounts.permissions import Permission
from realsync.editing.rows import Part
from realsync.editing.sheet import Editing
from realsync.pages.requests import Viewer

MOST_LINES = 40


def lines_of(user: Viewer, quote: Quote) -> Any:
    lines = QuoteLine.objects.visible_to(user).filter(quote=quote)
    return lines.in_order().select_related("service", "equipment")


LINES = Part(
    name="lines",
    title=_("Lines"),
    one=_("Add a line"),
    form=LineRow,
    rows=lines_of,
    may_add=Permission.QUOTE_EDIT,
    may_change=Permission.QUOTE_EDIT,
    help=_("A service, an instrument, or a line in words."),
    most=MOST_LINES,
)
QUOTE = Editing(
    entity="quote",
    form=QuoteForm,
    create=create_quote,
    change=lambda quote, **given: change_quote(quote=quote, **given),
    may_create=Permission.QUOTE_EDIT,
    may_change=Permission.QUOTE_EDIT,
    title_new=_("New quote"),
    title_edit=_("Edit quote"),
    list_title=_("Quotes"),
    parts=(LINES,),
    template="quotes/form.html",
)
EDITINGS = (QUOTE,)
