"""How a standard that is used no more leaves the lists."""

from django.utils.translation import gettext_lazy as _

from companies.retiring.rules import Rule

RULES = (
    Rule(
        entity="standard",
        told=_(
            "It is not offered at the bench any more. What was measured with it stays, and it can"
            " be restored at any time."
        ),
    ),
)
