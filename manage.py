#!/usr/bin/env python
"""Django's command line, and before it the commands that start the servers Django needs."""

import os
import sys

from realsync.embedded.__main__ import COMMANDS, main
from realsync.embedded.dev_env import load_dev_environment


def command_line() -> None:
    if sys.argv[1:] and sys.argv[1] in COMMANDS:
        sys.exit(main(sys.argv[1:]))
    load_dev_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    arguments = sys.argv
    if sys.argv[1:2] == ["migrate"] and os.environ.get("DATABASE_OWNER_URL"):
        arguments = _by_owner(arguments)
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


def _by_owner(arguments: list[str]) -> list[str]:
    """Only the owner may change tables, so `migrate` means `migrate --database owner`."""
    if any(argument.startswith("--database") for argument in arguments):
        return arguments
    return [*arguments, "--database", "owner"]


if __name__ == "__main__":
    command_line()
