from typing import Any

from uvicorn_worker import UvicornWorker

from realsync.serving.headers import TimedH11Protocol

# Below gunicorn's graceful_timeout: open requests are ended by us, not killed with the process.
LAST_REQUESTS_SECONDS = 3


class Worker(UvicornWorker):
    CONFIG_KWARGS: dict[str, Any] = {
        "http": TimedH11Protocol,
        "lifespan": "on",
        "timeout_graceful_shutdown": LAST_REQUESTS_SECONDS,
        "server_header": False,
        "ws_max_size": 64 * 1024,
    }
