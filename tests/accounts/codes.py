"""What an authenticator app would show."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

SETUP = "/accounts/2fa/totp/activate/"


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code of now, or of some steps of 30 s before or after."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def await_step() -> None:
    """The code of the step before is taken for some seconds yet."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)


def enrol(client: Client) -> str:
    """The secret of an app that is set up now, with the code of the step before."""
    page = client.get(SETUP).content.decode()
    found = re.search(r'id="secret">([A-Z2-7]+)<', page)
    assert found is not None, page
    secret = found[1]
    await_step()
    response = client.post(SETUP, {"code": code_of(secret, steps=-1)})
    assert response.status_code == 302, response.content.decode()
    return secret
