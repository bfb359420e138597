"""Errors to Sentry, where a setting names one: kinds and lines, nothing of people."""

from typing import Any

import sentry_sdk


def begin_reporting(dsn: str, *, release: str) -> None:
    sentry_sdk.init(
        dsn,
        release=release or None,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_people,
    )


def without_people(event: Any, hint: Any) -> Any:
    """What a message says may quote a row, and an address may be a key."""
    for part in ("request", "user", "breadcrumbs", "extra", "logentry", "message"):
        event.pop(part, None)
    for error in event.get("exception", {}).get("values", []):
        error.pop("value", None)
    return event
