"""Only the outbox talks to the broker: a message sent by anybody else escapes the transaction."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

BROKER_CALLS = {"delay", "apply_async", "send_task"}
ROOT: Path = settings.BASE_DIR
ELSEWHERE = {".venv", ".git", "var", "node_modules"}


def broker_calls(source: str) -> Iterator[int]:
    """The lines that send, or pass on the means to."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in BROKER_CALLS:
            yield node.lineno


def our_files() -> Iterator[Path]:
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).parts
        if parts[0] not in ELSEWHERE and parts[:2] != ("realsync", "outbox"):
            yield path


def test_nobody_else_talks_to_the_broker() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in our_files()
        for line in broker_calls(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"Use enqueue() of realsync.outbox.work: {', '.join(found)}"


@pytest.mark.parametrize(
    "planted",
    [
        "tell.delay(42)",
        "tell.apply_async([42], countdown=5)",
        "app.send_task('jobs.tell', [42])",
        "transaction.on_commit(partial(tell.delay, 42))",
        "send = getattr(tell, 'x') or tell.s(42).apply_async",
    ],
)
def test_the_guard_sees_a_planted_call(planted: str) -> None:
    assert list(broker_calls(f"def save():\n    {planted}\n")) == [2]


def test_the_guard_reads_the_whole_house() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in our_files()}
    assert {"realsync", "companies", "equipment", "tests"} <= names
    assert list(broker_calls((ROOT / "realsync/outbox/background.py").read_text()))
