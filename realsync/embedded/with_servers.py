"""`with_servers -- CMD…`: runs a command beside PostgreSQL and Redis; its exit code is ours."""

import os
import signal
import subprocess
from types import FrameType

from realsync.embedded import checks
from realsync.embedded.problems import Problem
from realsync.embedded.servers import running


def with_servers(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        raise Problem("usage: manage.py with_servers -- COMMAND [ARGUMENT…]")
    asked = Asked()
    checks.given_servers_answer()
    with running() as servers:
        return (
            asked.number + 128 if asked.number else asked.wait_for(command, servers.environment())
        )


class Asked:
    """A request to stop is passed on: the command decides when it ends, then the servers go."""

    def __init__(self) -> None:
        self.number = 0
        self.process: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self)

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.number = number
        # A terminal sends its Ctrl-C to the command by itself.
        if self.process is not None and number != signal.SIGINT:
            self.process.send_signal(number)

    def wait_for(self, command: list[str], told: dict[str, str]) -> int:
        try:
            self.process = subprocess.Popen(command, env=os.environ | told)
        except OSError as error:
            raise Problem(f"{command[0]} cannot be run: {error.strerror}.") from error
        status = self.process.wait()
        return status if status >= 0 else 128 - status
