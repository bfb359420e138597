"""What the source itself may not say."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS_WITHOUT_A_NAME = {"utils", "helpers", "common", "core", "misc"}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.I)


def tracked(*patterns: str) -> list[Path]:
    """Files of the project, new ones included; without git, all that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).exists()]


def rows_past_the_scope(path: Path, source: str) -> list[str]:
    """`Model.objects.…` in a view, other than `Model.objects.visible_to(…)`."""
    tree = ast.parse(source)
    through = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    return [
        f"{path.name}:{node.lineno} reaches rows without visible_to"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager", "_base_manager")
        and id(node) not in through
    ]


def views() -> Iterator[Path]:
    rooms = ("*/views/*.py", "*/forms.py", "*/tables.py")
    yield from tracked(*rooms)


def inline_code(source: str) -> list[str]:
    """Script or style that our Content-Security-Policy would refuse."""
    return [match.group() for match in INLINE.finditer(source)]


def nameless_rooms() -> list[str]:
    return [str(p) for p in tracked("*.py") if p.stem in ROOMS_WITHOUT_A_NAME]
