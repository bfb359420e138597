from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from realsync.outbox.mail import queue_mail


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; mail leaves through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        side = getattr(request.user, "side", "staff")
        return reverse("portal:home" if side == "client" else "home")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        queue_mail(self.render_mail(template_prefix, email, context))
