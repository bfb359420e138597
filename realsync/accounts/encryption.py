"""Secrets of second factors are encrypted: a copy of the database alone opens no account.

So is what a page leaves in a browser: who finds it there cannot read it.
"""

from base64 import b64encode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def encrypt(text: str) -> str:
    return _cipher(_keys()).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises InvalidToken where none of our keys, old ones included, fits."""
    return _cipher(_keys()).decrypt(text.encode()).decode()


def keys_in_browser(person: int) -> str:
    """32 bytes each in base 64: of the secret in use, to seal and to open, then of former ones."""
    sums = (
        salted_hmac("realsync.accounts.browser", str(person), secret=key, algorithm="sha256")
        for key in _keys()
    )
    return " ".join(b64encode(each.digest()).decode() for each in sums)


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(b"second factor\n" + key.encode()).digest()))
        for key in keys
    )
