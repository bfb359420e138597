"""`with_servers -- CMD…`: runs a command beside PostgreSQL and Redis; its exit code is ours."""

import os
import signal
import subprocess
from types import FrameType

from realsync.embedded.servers import running

USAGE = "usage: with_servers -- COMMAND [ARGUMENT…]"


def with_servers(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(USAGE)
        return 2
    with running() as servers:
        environment = os.environ | servers.environment()
        process = subprocess.Popen(command, env=environment)
        _forward_signals_to(process)
        return _exit_code(process.wait())


def _forward_signals_to(process: "subprocess.Popen[bytes]") -> None:
    """The command decides when it ends: a terminal's Ctrl-C reaches it by itself."""

    def forward(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    signal.signal(signal.SIGTERM, forward)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _exit_code(status: int) -> int:
    return status if status >= 0 else 128 - status
