"""Errors that nobody foresaw, counted by kind and place."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest

from realsync.watch.request_id import request_id
from realsync.watch.requests import view_of

NOTE = """
INSERT INTO failures AS f (kind, place, doing, request_id) VALUES (%s, %s, %s, %s)
ON CONFLICT (kind, place, doing) DO UPDATE SET
    times = f.times + 1, last_at = now(), request_id = EXCLUDED.request_id
"""
log = logging.getLogger(__name__)


def note_failure(error: BaseException, *, doing: str) -> None:
    """Outside of any scope: what it broke has been rolled back. Never makes it worse."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        return
    values = [type(error).__name__, place_of(error), doing, request_id()]
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(NOTE, values)
    except DatabaseError:
        log.warning("An error could not be counted.", exc_info=True)


def place_of(error: BaseException) -> str:
    """The last line of ours: `companies/views/staff.py:42 company_detail`."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((place for frame in reversed(frames) if (place := _of_ours(frame))), "")


def _of_ours(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    if not path.is_relative_to(settings.BASE_DIR) or "site-packages" in path.parts:
        return ""
    return f"{path.relative_to(settings.BASE_DIR)}:{frame.lineno} {frame.name}"


def note_failed_request(sender: Any, request: HttpRequest | None = None, **given: Any) -> None:
    """Django's signal of an error that becomes a 500."""
    error = sys.exc_info()[1]
    if error is not None and request is not None:
        note_failure(error, doing=view_of(request))
