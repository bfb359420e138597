"""Run once before the yardstick is served: its own tables, and somebody who is signed in.

Prints the session's cookie as JSON.
"""

import json
import os

import django
from django.db import connection

SCHEMA = "yardstick"
EMAIL = "yardstick@demo.example"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.yardstick.settings"
    # Alone on the path, or Django finds the migrations of our tables and takes them for its own.
    os.environ["YARDSTICK_SEARCH_PATH"] = SCHEMA
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps({"cookie": f"sessionid={signed_in()}"}))


def signed_in() -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    user, _made = User.objects.get_or_create(username=EMAIL, defaults={"email": EMAIL})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
