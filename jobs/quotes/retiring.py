"""How a draft that nobody needs leaves the lists; what was sent is withdrawn instead."""

from django.utils.translation import gettext_lazy as _

from companies.retiring.rules import Rule

RULES = (
    Rule(
        entity="quote",
        told=_("The draft leaves the list. It keeps its number, and can be restored at any time."),
        parents=("company", "branch"),
    ),
)
