from typing import Any

from uvicorn_worker import UvicornWorker

from realsync.serving.headers import TimedH11Protocol
from realsync.serving.sockets import LiveProtocol

# Below gunicorn's graceful_timeout: open requests are ended by us, not killed with the process.
LAST_REQUESTS_SECONDS = 3


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
