"""Every order of every list: `python -m tests.bench.orders`, beside `manage.py with_servers`.

For each list, sort and direction its first page, one in the middle and the last one: the time of
the statement that reads the rows, and which index gave the order. `--scale small` for a look.
"""

import argparse
import sys
from typing import Any

from tests.bench import data, processes
from tests.bench.orders_inside import LARGE

LIMIT_MS = 5.0
OFFICE = "office"
PLACES = ("first", "middle", "last")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=("small", "full"), default="full")
    data.prepare(parser.parse_args().scale)
    people = processes.ask("tests.bench.orders_people", processes.as_owner())
    found = processes.ask("tests.bench.orders_inside", processes.as_web(), people)
    print("\n| List | By | Order | Rows | First | Middle | Last | Order from | |")
    print("|---|---|---|---|---|---|---|---|---|")
    missed = 0
    for line in found:
        wrong = faults(line)
        missed += bool(wrong)
        times = " | ".join(f"{line['ms'][place]:.1f} ms" for place in PLACES)
        print(
            f"| {line['list']} | {line['who']} | `{line['order']}` | {line['rows']:,} | {times}"
            f" | {', '.join(line['indexes']) or '-'} | {wrong or 'ok'} |"
        )
    print(f"\n{len(found)} orders, {missed} missed (limit {LIMIT_MS:g} ms for the rows of a page)")
    return 1 if missed else 0


def faults(line: dict[str, Any]) -> str:
    """No large table from end to end; the staff's many rows come sorted; no page costs more."""
    wrong = [f"reads all of {table}" for table in line["whole"]]
    if line["sorts"] and line["who"] == OFFICE and line["rows"] > LARGE:
        wrong.append("sorts")
    wrong += [f"{place} too slow" for place in PLACES if line["ms"][place] > LIMIT_MS]
    return "; ".join(wrong)


if __name__ == "__main__":
    sys.exit(main())
