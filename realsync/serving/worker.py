import sys
from typing import Any

from uvicorn_worker import UvicornWorker

from realsync.serving.headers import TimedH11Protocol
from realsync.serving.sockets import LiveProtocol

# Below gunicorn's graceful_timeout: open requests are ended by us, not killed with the process.
LAST_REQUESTS_SECONDS = 3
# How long a thread that computes may keep Python from the others. A hint, or a beat of four
# statements, waits so long after each of its steps while a page is rendered beside it: else 5 ms.
TURN_SECONDS = 0.0005


class Worker(UvicornWorker):
    CONFIG_KWARGS: dict[str, Any] = {
        "http": TimedH11Protocol,
        "lifespan": "on",
        "timeout_graceful_shutdown": LAST_REQUESTS_SECONDS,
        "server_header": False,
        "ws": LiveProtocol,
        # Clients say nothing on a stream, and hints are too short to compress.
        "ws_max_size": 1024,
        "ws_per_message_deflate": False,
    }

    def init_process(self) -> None:
        sys.setswitchinterval(TURN_SECONDS)
        super().init_process()
