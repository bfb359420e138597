"""allauth's second factor in this house: what it is called, encrypted, and forgiving of clocks."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.cache import cache
from django.utils.translation import gettext as _

from realsync.accounts import encryption
from realsync.accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.email

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return "RealSync"


def _refuse_used(user: User, code: str) -> None:
    """A code opens once. allauth forgets it after 30 s; with a step of tolerance it lives 90."""
    key = f"second-factor:{user.pk}:{code.strip()}"
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    if not cache.add(key, 1, timeout=app_settings.TOTP_PERIOD * steps):
        raise get_adapter().validation_error("incorrect_code")


class OnceOnly:
    """A form whose code opens once only, whichever form takes it."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        _refuse_used(self.user, code)
        return code


class CodeForm(OnceOnly, AuthenticateForm):
    pass


class CodeAgainForm(OnceOnly, ReauthenticateForm):
    pass


class FirstCodeForm(OnceOnly, ActivateTOTPForm):
    pass


class WellFormed:
    """What a browser's passkey never sends is a wrong answer, not an error of ours."""

    def clean_credential(self) -> Any:
        return _or_wrong(super().clean_credential)  # type: ignore[misc]


class PasskeyForm(WellFormed, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(WellFormed, ReauthenticateWebAuthnForm):
    pass


class PasskeyLoginForm(WellFormed, LoginWebAuthnForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    """Whether it can also sign in alone is the device's answer, nothing to ask people."""

    passwordless = None

    def clean(self) -> Any:
        return _or_wrong(super().clean)


def _or_wrong(check: Any) -> Any:
    try:
        return check()
    except (AttributeError, KeyError, TypeError, ValueError, AssertionError):
        raise get_adapter().validation_error("incorrect_code") from None
