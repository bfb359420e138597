"""Secrets of second factors are encrypted: a copy of the database alone opens no account."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    return _cipher(_keys()).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises InvalidToken where none of our keys, old ones included, fits."""
    return _cipher(_keys()).decrypt(text.encode()).decode()


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(b"second factor\n" + key.encode()).digest()))
        for key in keys
    )
