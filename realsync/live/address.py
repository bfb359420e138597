"""Where the hub listens: past PgBouncer, through which LISTEN is silently deaf."""

from typing import Any

import environ
from django.conf import settings

env = environ.Env()


def direct_address() -> dict[str, Any]:
    """Of DATABASE_DIRECT_URL in psycopg's words; without it, where Django goes."""
    there = settings.DATABASES["default"]
    if env.str("DATABASE_DIRECT_URL", default=""):
        there = env.db("DATABASE_DIRECT_URL")
    words = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {word: there[name] for name, word in words.items() if there.get(name)}
    options = {k: v for k, v in there.get("OPTIONS", {}).items() if k != "prepare_threshold"}
    return {**options, **given, "dbname": there["NAME"]}
