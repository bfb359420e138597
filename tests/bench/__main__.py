"""`python -m tests.bench`, beside PostgreSQL and Redis (`make bench`)."""

import argparse
import json
import os
import sys
from pathlib import Path

from demo.volumes import SCALES
from tests.bench.data import OtherData
from tests.bench.measure import UnexpectedAnswer
from tests.bench.report import as_json, as_markdown, as_text
from tests.bench.run import run


def main() -> int:
    arguments = parsed()
    try:
        report = run(scale=arguments.scale, rounds=arguments.rounds, only=arguments.only)
    except UnexpectedAnswer as problem:
        print(f"A request failed. {problem}")
        return 1
    except OtherData as problem:
        print(f"{problem} Remove the folder var/bench, or choose --scale.")
        return 2
    print(as_text(report))
    if arguments.write:
        write_between_marks(arguments.write, as_markdown(report))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(report), indent=1) + "\n")
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default=os.environ.get("SCALE") or "full")
    parser.add_argument("--rounds", type=int, default=100, help="at least 16")
    parser.add_argument("--only", default="", help="lines that contain this text")
    parser.add_argument("--write", type=Path, help="put the tables into this Markdown file")
    parser.add_argument("--json", type=Path, help="write everything measured into this file")
    return parser.parse_args()


BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def write_between_marks(path: Path, tables: str) -> None:
    """Replaces what stands between the marks; the words around them stay."""
    before, _, rest = path.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main())
