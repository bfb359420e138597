"""`python -m realsync.embedded COMMAND`: starts servers, so it needs none and no Django."""

import sys
from collections.abc import Callable

from realsync.embedded.dev.command import dev
from realsync.embedded.problems import Problem
from realsync.embedded.removal import remove_servers
from realsync.embedded.with_servers import with_servers

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "dev": dev,
    "with_servers": with_servers,
    "remove_servers": remove_servers,
}


def main(arguments: list[str]) -> int:
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"usage: COMMAND …, where COMMAND is one of: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return command(arguments[1:])
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
