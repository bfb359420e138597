"""Whose page opens a stream. Browsers send cookies along whoever asks; the Origin tells."""

from collections.abc import Iterable

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

Headers = Iterable[tuple[bytes, bytes]]


def is_ours(headers: Headers) -> bool:
    """One Origin, and it is the host and port that the request came to, which is one of ours."""
    origins, hosts = _all(headers, b"origin"), _all(headers, b"host")
    if len(origins) != 1 or len(hosts) != 1:
        return False
    host = hosts[0].lower()
    schemes = ("https",) if settings.SESSION_COOKIE_SECURE else ("https", "http")
    return origins[0].lower() in [f"{scheme}://{host}" for scheme in schemes] and validate_host(
        split_domain_port(host)[0], settings.ALLOWED_HOSTS
    )


def session_key(headers: Headers) -> str:
    """Empty where nobody is signed in."""
    cookies = parse_cookie("; ".join(_all(headers, b"cookie")))
    return cookies.get(settings.SESSION_COOKIE_NAME, "")


def _all(headers: Headers, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in headers if name == wanted]
