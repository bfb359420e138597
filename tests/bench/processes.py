"""Processes beside the one that measures: another login, other settings, answers as JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


def as_owner() -> dict[str, str]:
    """An environment in which Django reads and writes as the owner of the tables."""
    return {**os.environ, "DATABASE_URL": os.environ["DATABASE_OWNER_URL"], "DEBUG": "0"}


def as_web() -> dict[str, str]:
    environment = {**os.environ, "DEBUG": "0"}
    environment.pop("DATABASE_OWNER_URL", None)
    return environment


def ask(module: str, environment: Mapping[str, str], question: object = None) -> Any:
    answer = subprocess.run(
        [sys.executable, "-m", module],
        env=environment,
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def manage(*arguments: str, environment: Mapping[str, str] | None = None) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment, check=True)
