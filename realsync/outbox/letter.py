"""A mail with a list in it, as HTML and as text, from one pair of templates."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

HTML, TEXT = "mail/letter.html", "mail/letter.txt"


@dataclass(frozen=True)
class Line:
    title: str
    detail: str
    end: str = ""


@dataclass(frozen=True)
class Letter:
    subject: str
    greeting: str
    text: str
    lines: Sequence[Line]
    action: str
    # Where the action leads, whole, with the host.
    address: str
    # Why one gets it, and the address at which one ends all mail of this kind.
    reason: str
    ends: str
    # What the list leaves out: "and 12 more".
    more: str = ""

    def to(self, email: str) -> EmailMultiAlternatives:
        """One click ends it in the reader's mail program, too (RFC 8058)."""
        context = {"letter": self, "house": settings.HOUSE_NAME}
        message = EmailMultiAlternatives(
            subject=" ".join(self.subject.split()),
            body=render_to_string(TEXT, context),
            to=[email],
            headers={
                "List-Unsubscribe": f"<{self.ends}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        message.attach_alternative(render_to_string(HTML, context), "text/html")
        return message
