"""gunicorn's configuration: `gunicorn -c python:realsync.serving.configuration`."""

import gc
import os
from pathlib import Path
from typing import Any

from realsync.watch.counters import count_lost_with
from realsync.watch.logs import logging_settings

# Whoever started us, the owner's address is not for a web process.
os.environ.pop("DATABASE_OWNER_URL", None)

wsgi_app = "realsync.asgi:application"
bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS") or min(4, max(2, os.cpu_count() or 2)))
worker_class = "realsync.serving.worker.Worker"
preload_app = True
keepalive = 30
timeout = 30
graceful_timeout = 4
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
logconfig_dict: dict[str, Any] = logging_settings(loglevel.upper()) | {
    "loggers": {
        "gunicorn.error": {
            "level": loglevel.upper(),
            "handlers": ["console"],
            "propagate": False,
            "qualname": "gunicorn.error",
        }
    }
}
proc_name = "realsync-web"
# Heartbeats are written every second: memory, where there is some, spares the disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# Django is 200,000 objects that stay: looking through them again and again for what may go takes
# a twentieth of each page.
GARBAGE = (20_000, 10, 20)


def post_worker_init(worker: Any) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def child_exit(server: Any, worker: Any) -> None:
    count_lost_with(worker.pid)
