"""The log as lines of JSON, one an event, without anything about people.

What is said is the sentence as the code has it; what is put into it at run time may be a name, an
address or a key, so only numbers are. An error is its kind and the lines it came through: its text
may quote a row. Facts that a line should carry are given by name, in `extra={"facts": …}`.
"""

import json
import logging
import os
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from environ import Env

from realsync.watch.request_id import request_id

# These speak of processes and connections, and never of what is in a request or a row.
OF_MACHINES = ("gunicorn", "uvicorn", "kombu", "celery.beat", "celery.worker", "celery.redirected")
FRAMES = 20


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": said(record),
            **facts_of(record),
        }
        number = request_id()
        if number is not None:
            line["request"] = str(number)
        if record.exc_info and record.exc_info[1] is not None:
            line |= _of_error(record.exc_info[1])
        return json.dumps(line, default=str)


class Readable(logging.Formatter):
    """For the eyes of whoever develops; the same facts behind the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in facts_of(record).items())
        text = super().format(record)
        return f"{text} {facts}" if facts else text


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = getattr(record, "facts", {})
    return facts


def said(record: logging.LogRecord) -> str:
    if record.name.startswith(OF_MACHINES):
        return record.getMessage()
    if record.name.startswith("django") and record.exc_info and not record.args:
        return record.name  # Django gives what the error says as the sentence
    if not record.args:
        return str(record.msg)
    try:
        return str(str(record.msg) % _masked(record.args))
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _masked(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _number(value) for name, value in args.items()}
    return tuple(map(_number, args))


def _number(value: Any) -> Any:
    return value if isinstance(value, int | float) else "…"


def _of_error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    through = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "through": through}


class Refusals(logging.Filter):
    """What is refused or not found (4xx) is no fault of the code: it is noted without the lines
    that it came through, which take longer to write down than the answer to make."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True


def shape() -> str:
    """`LOG_FORMAT`; unless it is given, production speaks JSON."""
    is_production = os.environ.get("PRODUCTION", "").lower() in Env.BOOLEAN_TRUE_STRINGS
    given = os.environ.get("LOG_FORMAT", "")
    return given or ("json" if is_production else "readable")


def logging_settings(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "realsync.watch.logs.JsonLines"},
            "readable": {
                "()": "realsync.watch.logs.Readable",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
            },
        },
        "filters": {"refusals": {"()": "realsync.watch.logs.Refusals"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": shape()}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "realsync.requests": {"level": "INFO"},
            "realsync.work": {"level": "INFO"},
            "django.request": {"filters": ["refusals"]},
        },
    }
